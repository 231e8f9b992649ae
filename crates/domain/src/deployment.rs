//! Deployments: a release in an environment with the configuration it got there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::release::Release;

/// Release × environment × configuration snapshot. This is what a rollback restores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deployment {
    /// The environment's name.
    pub environment: String,
    /// What goes out.
    pub release: Release,
    /// The services that are changed; all of the release unless only some were asked for.
    pub services: Vec<String>,
    /// Per service of the release what its containers get, also those that are not changed: definitions of a
    /// target may refer to any of it.
    pub configuration: BTreeMap<String, Configuration>,
    /// What the target needs to put it there again, in the target's own form: compose text, ports, script.
    pub recipe: Value,
}

/// Environment variables of a service's containers.
pub type Configuration = BTreeMap<String, Setting>;

/// One variable: a plain value, or the name of a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// The name of a secret; its value is looked up when it is needed and kept nowhere.
    Secret {
        /// The secret's name.
        secret: String,
    },
    /// The value itself.
    Plain(String),
}

impl Setting {
    /// The secret's name, if this is one.
    pub fn secret(&self) -> Option<&str> {
        match self {
            Self::Secret { secret } => Some(secret),
            Self::Plain(_) => None,
        }
    }
}

impl Deployment {
    /// A fingerprint of what a service's containers get: its label at the places.
    pub fn configuration_fingerprint(&self, service: &str) -> String {
        crate::plan::fingerprint(&self.configuration.get(service))
    }

    /// The names of all secrets that the services which are changed get, sorted, each once.
    pub fn secrets(&self) -> Vec<String> {
        let changed = self.configuration.iter().filter(|(name, _)| self.services.contains(name));
        let mut names: Vec<String> = changed
            .flat_map(|(_, settings)| settings.values().filter_map(Setting::secret))
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        names
    }
}
