//! Secrets that a project's policy names and that were never set anywhere here.

use std::collections::{BTreeMap, BTreeSet};

use slipway_domain::credential::{CredentialId, Kind, Scope, wanted};
use slipway_domain::problem::Problem;
use slipway_domain::sealed::SealedFile;

use crate::ports::{Need, Origin};
use crate::project::Project;
use crate::sealed::sealed_file;

impl Project {
    /// The credentials that are still to be put there: for an environment, or, where a build, several environments or a
    /// channel of notifications want one, for the whole project. Nothing is opened.
    pub async fn unset_secrets(&self) -> Result<Vec<CredentialId>, Problem> {
        let mut unset: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
        let environments: Vec<&str> = self.policy.environments.keys().map(String::as_str).collect();
        let sealed = self.sealed_here(&environments).await;
        for one in wanted(&self.policy) {
            let file = one.environment.as_ref().and_then(|environment| sealed.get(environment.as_str()));
            if file.is_some_and(|file| file.has(&one.name)) {
                continue;
            }
            let need = Need::Secret(one.name.clone());
            if self.runner.secrets.origin(&need, one.environment.as_deref()).await? == Origin::Nowhere {
                unset.entry(one.name).or_default().insert(one.environment);
            }
        }
        let secrets = unset.into_iter().filter_map(|(name, places)| id_for(self.name(), &name, &places));
        let mut unset: BTreeSet<CredentialId> = secrets.collect();
        if let (Some(herald), Some(notifications)) = (&self.herald, &self.policy.notifications) {
            unset.extend(herald.keys.unset(notifications, self.name()).await?);
        }
        Ok(unset.into_iter().collect())
    }

    /// The sealed files of the checked-out commit, by environment. One that cannot be read seals nothing here: what is
    /// wrong with it is told where it is used.
    pub(crate) async fn sealed_here<'e>(&self, environments: &[&'e str]) -> BTreeMap<&'e str, SealedFile> {
        let mut files = BTreeMap::new();
        let named = |environment: &str| self.policy.environments.get(environment)?.sealed.as_deref();
        if environments.iter().all(|environment| named(environment).is_none()) {
            return files;
        }
        let Ok(commit) = self.source.commit("HEAD").await else { return files };
        for environment in environments {
            let Some(path) = named(environment) else { continue };
            let of = (self.name(), *environment);
            if let Ok(file) = sealed_file(&*self.source, &commit.tree, path, of).await {
                files.insert(*environment, file);
            }
        }
        files
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
