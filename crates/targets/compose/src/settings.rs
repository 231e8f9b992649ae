//! What the current policy says of a compose environment.

use std::collections::BTreeMap;

use slipway_domain::config::{self, Config, Rollout, Verify};
use slipway_hosts::{Spot, directories_beside, platforms_built_for};

/// A compose environment as `slipway.yml` describes it now.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The project's name.
    pub project: String,
    /// The environment's name.
    pub environment: String,
    /// The target.
    pub config: config::ComposeTarget,
    /// Per service its name in the compose file.
    pub services: BTreeMap<String, String>,
    /// Pulled from there instead.
    pub registry: Option<String>,
    /// The registries that hosts pull from, for `check --hosts`.
    pub registries: Vec<String>,
    /// The platforms that services are built for, as far as slipway.yml says it, for `check --hosts`.
    pub platforms: BTreeMap<String, Vec<String>>,
    /// What must hold at each place.
    pub verify: Vec<Verify>,
    /// How many places at a time.
    pub rollout: Option<Rollout>,
    /// By place, the project directories of other environments there.
    pub beside: BTreeMap<String, Vec<String>>,
}

impl Settings {
    /// The settings of an environment. One that is no compose environment has no hosts.
    pub fn of(config: &Config, environment: &str) -> Self {
        let policy = config.environments.get(environment).cloned().unwrap_or_default();
        let target = match policy.target {
            config::Target::Compose(target) => target,
            _ => config::ComposeTarget::default(),
        };
        let mut settings = Self {
            project: config.project.clone(),
            environment: environment.to_owned(),
            config: target,
            services: compose_services(config),
            registry: policy.registry,
            registries: config.registries_for(environment),
            platforms: platforms_built_for(config),
            verify: policy.verify,
            rollout: policy.rollout,
            beside: BTreeMap::new(),
        };
        let beside = |spot: Spot| (spot.place.clone(), directories_beside(config, &spot));
        settings.beside = settings.spots().into_iter().map(beside).collect();
        settings
    }

    /// Compose's project name.
    pub fn name(&self) -> String {
        self.config.name.clone().unwrap_or_else(|| format!("{}-{}", self.project, self.environment))
    }

    /// Where it lives on each host, in the order of the file.
    pub fn spots(&self) -> Vec<Spot> {
        let directory = self.config.directory.as_deref();
        let spot = |host| Spot::new(host, &self.project, &self.environment, directory);
        self.config.hosts.iter().map(spot).collect()
    }
}

/// Per service its name in the compose file.
pub fn compose_services(config: &Config) -> BTreeMap<String, String> {
    let name = |(service, what): (&String, &config::Service)| {
        (service.clone(), what.compose_service.clone().unwrap_or_else(|| service.clone()))
    };
    config.services.iter().map(name).collect()
}
