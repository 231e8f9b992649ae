//! What the current policy says of a docker environment.

use std::collections::BTreeMap;

use slipway_domain::config::{self, Config, DockerTarget, Verify};
use slipway_hosts::{Spot, directories_beside, platforms_built_for};

use crate::options::{Options, Recipe};

/// A docker environment as `slipway.yml` describes it now.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The project's name.
    pub project: String,
    /// The environment's name.
    pub environment: String,
    /// The target.
    pub config: DockerTarget,
    /// The services of the project.
    pub services: Vec<String>,
    /// Pulled from there instead.
    pub registry: Option<String>,
    /// The registries that the place pulls from, for `check --hosts`.
    pub registries: Vec<String>,
    /// The platforms that services are built for, as far as slipway.yml says it, for `check --hosts`.
    pub platforms: BTreeMap<String, Vec<String>>,
    /// What must hold at the place.
    pub verify: Vec<Verify>,
    /// The project directories of other environments on the same host.
    pub beside: Vec<String>,
}

impl Settings {
    /// The settings of an environment.
    pub fn of(config: &Config, environment: &str) -> Self {
        let policy = config.environments.get(environment).cloned().unwrap_or_default();
        let target = match policy.target {
            config::Target::Docker(target) => target,
            _ => DockerTarget::default(),
        };
        let mut settings = Self {
            project: config.project.clone(),
            environment: environment.to_owned(),
            config: target,
            services: config.services.keys().cloned().collect(),
            registry: policy.registry,
            registries: config.registries_for(environment),
            platforms: platforms_built_for(config),
            verify: policy.verify,
            beside: Vec::new(),
        };
        settings.beside = directories_beside(config, &settings.spot());
        settings
    }

    /// Where it lives: on the host, or on this machine.
    pub fn spot(&self) -> Spot {
        match &self.config.host {
            Some(host) => Spot::new(host, &self.project, &self.environment, None),
            None => Spot::here(&self.project, &self.environment),
        }
    }

    /// How a service's container is run now.
    pub fn options(&self, service: &str) -> Options {
        Options::of(&self.config, &self.project, &self.environment, service)
    }

    /// How the containers of all services are run now.
    pub fn recipe(&self) -> Recipe {
        let services = self.services.iter().map(|service| (service.clone(), self.options(service)));
        Recipe::new(services.collect())
    }
}
