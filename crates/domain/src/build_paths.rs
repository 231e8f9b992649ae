//! Where a build's files lie in the tree, however slipway.yml writes the way to them.

use crate::dockerignore::Dockerignore;
use crate::problem::{Code, Problem};
use crate::tree_path::normal;

/// Where a build's files lie, as [normal] paths: what it is made of is looked up there, and so is what it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildPaths {
    /// The folder of the context, `""` for the whole tree.
    pub context: String,
    /// The Dockerfile.
    pub dockerfile: String,
}

impl BuildPaths {
    /// Of a context, and a Dockerfile relative to it.
    ///
    /// # Errors
    /// When one of them leads out of the repository.
    pub fn of(context: &str, dockerfile: &str) -> Result<Self, Problem> {
        Ok(Self {
            context: inside(context, context)?,
            dockerfile: inside(&format!("{context}/{dockerfile}"), dockerfile)?,
        })
    }

    /// Where the rules of what stays out of the build may stand. The first that is there holds.
    pub fn ignore_files(&self) -> [String; 2] {
        let of_context = match self.context.as_str() {
            "" => ".dockerignore".to_owned(),
            folder => format!("{folder}/.dockerignore"),
        };
        [format!("{}.dockerignore", self.dockerfile), of_context]
    }
}

/// The rules in one of a build's [ignore files](BuildPaths::ignore_files).
///
/// # Errors
/// When a pattern cannot be understood.
pub fn ignore_rules(path: &str, text: &str) -> Result<Dockerignore, Problem> {
    Dockerignore::parse(text).map_err(|error| {
        Problem::new(Code::BuildFailed, format!("{path} cannot be understood: {error}."))
            .hint("correct that pattern and commit the file")
    })
}

fn inside(path: &str, named: &str) -> Result<String, Problem> {
    normal(path).ok_or_else(|| {
        Problem::new(Code::ConfigurationInvalid, format!("`{named}` leads out of the repository."))
            .hint("name a path inside the repository under `build` in slipway.yml")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_builds_files_are_found_whatever_way_leads_to_them() {
        for (context, dockerfile, folder, file, of_context) in [
            (".", "Dockerfile", "", "Dockerfile", ".dockerignore"),
            ("./web/", "docker/Dockerfile", "web", "web/docker/Dockerfile", "web/.dockerignore"),
            ("api", "../docker/api", "api", "docker/api", "api/.dockerignore"),
            ("a/../b", "./Dockerfile", "b", "b/Dockerfile", "b/.dockerignore"),
            ("a/..", "x/../Dockerfile", "", "Dockerfile", ".dockerignore"),
        ] {
            let paths = BuildPaths::of(context, dockerfile).unwrap();
            assert_eq!((paths.context.as_str(), paths.dockerfile.as_str()), (folder, file), "{context}");
            assert_eq!(paths.ignore_files(), [format!("{file}.dockerignore"), of_context.to_owned()]);
        }
        for (context, dockerfile, named) in [("..", "x", "`..`"), ("a", "../../x", "`../../x`")] {
            let problem = BuildPaths::of(context, dockerfile).unwrap_err();
            assert_eq!(problem.code, Code::ConfigurationInvalid);
            assert!(problem.message.starts_with(named), "{problem}");
        }
    }
}
