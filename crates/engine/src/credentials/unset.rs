//! Secrets that a project's policy names and that were never set anywhere here.

use std::collections::{BTreeMap, BTreeSet};

use slipway_domain::credential::{CredentialId, Kind, Scope, wanted};
use slipway_domain::problem::Problem;

use crate::ports::{Need, Origin};
use crate::project::Project;

impl Project {
    /// The credentials that are still to be put there: for an environment, or, where a build or several environments
    /// want one, for the whole project. Nothing is opened.
    pub async fn unset_secrets(&self) -> Result<Vec<CredentialId>, Problem> {
        let mut unset: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
        for one in wanted(&self.policy) {
            let need = Need::Secret(one.name.clone());
            if self.runner.secrets.origin(&need, one.environment.as_deref()).await? == Origin::Nowhere {
                unset.entry(one.name).or_default().insert(one.environment);
            }
        }
        Ok(unset.into_iter().filter_map(|(name, places)| id_for(self.name(), &name, &places)).collect())
    }
}

/// Where a secret has to be put to be there wherever it is missing. `None` of a name that no credential can have.
fn id_for(project: &str, name: &str, places: &BTreeSet<Option<String>>) -> Option<CredentialId> {
    let project = project.to_owned();
    let scope = match places.iter().next() {
        Some(Some(environment)) if places.len() == 1 => {
            Scope::Environment { project, environment: environment.clone() }
        }
        _ => Scope::Project { project },
    };
    CredentialId::new(scope, Kind::Plain, name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_environment_lacks_is_put_there_and_what_several_lack_into_the_project() {
        let told = |places: &[Option<&str>]| {
            let places = places.iter().map(|place| place.map(str::to_owned)).collect();
            id_for("recipes", "TOKEN", &places).unwrap().to_string()
        };
        assert_eq!(told(&[Some("staging")]), "environment/recipes/staging/plain/TOKEN");
        assert_eq!(told(&[Some("sandbox"), Some("staging")]), "project/recipes/plain/TOKEN");
        assert_eq!(told(&[None]), "project/recipes/plain/TOKEN");
        assert_eq!(told(&[None, Some("staging")]), "project/recipes/plain/TOKEN");
        assert_eq!(id_for("recipes", "no name", &BTreeSet::from([None])), None);
    }
}
