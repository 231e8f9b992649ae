//! Deployments: a release in an environment with the configuration it got there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::EnvValue;
use crate::release::{Release, ServiceRelease};
use crate::sealed::SealedFile;
use crate::world::Running;

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
    /// The sealed file that its secrets come from, as its commit has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<SealedFile>,
    /// Whether what is none of its services goes. Where it is not said: if these are all of the release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<bool>,
    /// Services of other releases that come back with it, each release as a deployment of its own, in the order
    /// in which they went out. Only what restores a state that single services had moved on to has any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Deployment>,
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

impl From<&EnvValue> for Setting {
    fn from(value: &EnvValue) -> Self {
        match value {
            EnvValue::Plain(text) => Self::Plain(text.clone()),
            EnvValue::Secret { secret } => Self::Secret { secret: secret.clone() },
        }
    }
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
    /// What it is made of, one deployment per release: those of `others`, then itself.
    pub fn parts(&self) -> impl Iterator<Item = &Deployment> {
        self.others.iter().chain([self])
    }

    /// The part that a service comes from; `None` for one that it leaves alone.
    pub fn part(&self, service: &str) -> Option<&Deployment> {
        self.parts().find(|part| part.services.iter().any(|name| name == service))
    }

    /// A service as it goes out; `None` for one that it leaves alone.
    pub fn service(&self, service: &str) -> Option<&ServiceRelease> {
        self.part(service)?.release.services.get(service)
    }

    /// All services that it changes, whichever release they come from, sorted.
    pub fn all_services(&self) -> Vec<String> {
        let mut names: Vec<String> = self.parts().flat_map(|part| part.services.clone()).collect();
        names.sort();
        names
    }

    /// Whether what is none of its services goes.
    pub fn is_whole(&self) -> bool {
        let all = || self.release.services.keys().all(|name| self.services.contains(name));
        self.whole.unwrap_or_else(all)
    }

    /// What goes out as one release, for people: of several it has the newest one's number and commit.
    pub fn as_release(&self) -> Release {
        let mut release = self.release.clone();
        if !self.others.is_empty() {
            let one = |name: String| Some((name.clone(), self.service(&name)?.clone()));
            release.services = self.all_services().into_iter().filter_map(one).collect();
        }
        release
    }

    /// A fingerprint of what a service's containers get: its label at the places. Where a secret of it comes from a sealed
    /// file, another version of that file is another configuration: a value in it may be another.
    pub fn configuration_fingerprint(&self, service: &str) -> String {
        let part = self.part(service).unwrap_or(self);
        let settings = part.configuration.get(service);
        let named = || settings.into_iter().flat_map(Configuration::values).filter_map(Setting::secret);
        match part.sealed.as_ref().filter(|file| named().any(|name| file.has(name))) {
            Some(file) => crate::plan::fingerprint(&(settings, &file.version)),
            None => crate::plan::fingerprint(&settings),
        }
    }

    /// Whether what runs is what it wants of a service: the same image with the same configuration. A place that
    /// cannot tell does not confirm it.
    pub fn is_run_by(&self, service: &str, running: &Running) -> bool {
        self.service(service).is_some_and(|wanted| {
            running.digest.as_ref() == Some(&wanted.digest)
                && running.configuration == Some(self.configuration_fingerprint(service))
        })
    }

    /// The sealed files that its secrets come from, each once: its own before those of what comes back with it, the newest
    /// of these first.
    pub fn sealed_files(&self) -> Vec<SealedFile> {
        let mut files: Vec<SealedFile> = Vec::new();
        for file in [self].into_iter().chain(self.others.iter().rev()).filter_map(|part| part.sealed.as_ref())
        {
            if !files.contains(file) {
                files.push(file.clone());
            }
        }
        files
    }

    /// The names of all secrets that the services which are changed get, sorted, each once.
    pub fn secrets(&self) -> Vec<String> {
        let changed = self
            .parts()
            .flat_map(|part| part.configuration.iter().filter(|(name, _)| part.services.contains(name)));
        let mut names: Vec<String> = changed
            .flat_map(|(_, settings)| settings.values().filter_map(Setting::secret))
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        names
    }
}
