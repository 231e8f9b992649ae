//! What a deployment wants of each service's container.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use slipway_domain::deployment::{Configuration, Deployment};
use slipway_domain::problem::Problem;
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
            let definition = slipway_domain::plan::fingerprint(&options);
            let registry = settings.registry.as_deref();
            let identity = Identity::wanted(part, service, own, registry, definition);
            let variables = part.configuration.get(service).cloned().unwrap_or_default();
            services.insert(service.clone(), Wanted { identity, variables, options });
        }
    }
    Ok(services)
}
