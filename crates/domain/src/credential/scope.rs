//! Where a credential applies.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a credential applies. The narrowest of one name wins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everywhere on this laptop.
    Global,
    /// In all environments of a project, and where it is built.
    Project {
        /// The project's name.
        project: String,
    },
    /// In one environment of a project.
    Environment {
        /// The project's name.
        project: String,
        /// The environment's name.
        environment: String,
    },
}

impl Scope {
    /// The scopes that are looked at for something in a project and environment, narrowest first.
    pub fn around(project: Option<&str>, environment: Option<&str>) -> Vec<Self> {
        let of_project = project.map(|project| Self::Project { project: project.to_owned() });
        let of_environment = project.zip(environment).map(|(project, environment)| Self::Environment {
            project: project.to_owned(),
            environment: environment.to_owned(),
        });
        of_environment.into_iter().chain(of_project).chain([Self::Global]).collect()
    }

    /// The project that it is limited to.
    pub fn project(&self) -> Option<&str> {
        match self {
            Self::Global => None,
            Self::Project { project } | Self::Environment { project, .. } => Some(project),
        }
    }

    /// The environment that it is limited to.
    pub fn environment(&self) -> Option<&str> {
        match self {
            Self::Global | Self::Project { .. } => None,
            Self::Environment { environment, .. } => Some(environment),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Global => f.write_str("every project"),
            Self::Project { project } => write!(f, "project {project}"),
            Self::Environment { project, environment } => write!(f, "{project}, environment {environment}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_comes_first() {
        let told = |project, environment| -> Vec<String> {
            Scope::around(project, environment).iter().map(Scope::to_string).collect()
        };
        assert_eq!(
            told(Some("recipes"), Some("production")),
            ["recipes, environment production", "project recipes", "every project"]
        );
        assert_eq!(told(Some("recipes"), None), ["project recipes", "every project"]);
        assert_eq!(told(None, Some("production")), ["every project"], "an environment belongs to a project");
    }
}
