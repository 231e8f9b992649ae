//! What a deployment wants of each service's container.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use slipway_domain::deployment::{Configuration, Deployment};
use slipway_domain::problem::Problem;
use slipway_domain::world::{Health, Running, Seen};
use slipway_hosts::Identity;

use crate::options::{Options, Recipe};
use crate::settings::Settings;

/// A service as it is to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// Image, origin and configuration.
    pub identity: Identity,
    /// Its variables.
    pub variables: Configuration,
    /// How its container is run.
    pub options: Options,
}

/// Every service that a deployment changes, as it is to run. A service that the recipe does not know, since
/// slipway.yml no longer has it, is run as the target says for all.
pub fn desired(settings: &Settings, deployment: &Deployment) -> Result<BTreeMap<String, Wanted>, Problem> {
    let mut services = BTreeMap::new();
    for part in deployment.parts() {
        let recipe = Recipe::read(&part.recipe)?;
        for (service, own) in &part.release.services {
            if !part.services.contains(service) {
                continue;
            }
            let options = recipe.services.get(service).cloned().unwrap_or_else(|| settings.options(service));
            options.bindings()?;
            options.mounts()?;
            let identity = Identity {
                repository: settings.repository(&own.repository),
                digest: own.digest.clone(),
                release: part.release.number,
                version: own.version.clone(),
                commit: part.release.commit.sha.clone(),
                configuration: deployment.configuration_fingerprint(service),
                definition: slipway_domain::plan::fingerprint(&options),
            };
            let variables = part.configuration.get(service).cloned().unwrap_or_default();
            services.insert(service.clone(), Wanted { identity, variables, options });
        }
    }
    Ok(services)
}

impl Wanted {
    /// Whether this is what runs, whichever release put it there.
    pub fn runs(&self, seen: &Seen, service: &str) -> bool {
        self.like(seen, service).is_some_and(|running| running.health != Health::Stopped)
    }

    /// What is there, if it is what is wanted.
    fn like<'s>(&self, seen: &'s Seen, service: &str) -> Option<&'s Running> {
        let definition =
            seen.more.get("definitions").and_then(|all| all.get(service)).and_then(Value::as_str);
        seen.services.get(service).filter(|running| {
            running.digest.as_ref() == Some(&self.identity.digest)
                && running.configuration.as_ref() == Some(&self.identity.configuration)
                && definition == Some(&self.identity.definition)
                && running.release.is_some()
        })
    }

    /// The same as its container calls itself, when it is what is wanted already.
    pub fn as_it_runs(&self, seen: &Seen, service: &str) -> Self {
        let mut same = self.clone();
        let identity = &mut same.identity;
        if let Some(Running { release: Some(release), version, commit, .. }) = self.like(seen, service) {
            identity.release = *release;
            identity.version = version.clone().unwrap_or_else(|| identity.version.clone());
            identity.commit = commit.clone().unwrap_or_else(|| identity.commit.clone());
        }
        same
    }
}
