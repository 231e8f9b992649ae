//! Labels on containers: whose they are and what put them there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::label;
use slipway_domain::release::ServiceRelease;
use slipway_domain::release_variables::Told;
use slipway_domain::world::Running;
use slipway_engine::ports::FoundContainer;

use crate::policy::pulled_from;

/// What a service's containers are: image, origin and configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The image repository they are pulled from.
    pub repository: String,
    /// The image.
    pub digest: Digest,
    /// The release that puts them there.
    pub release: u64,
    /// The version.
    pub version: String,
    /// The commit.
    pub commit: String,
    /// A fingerprint of what they are configured with, as [`slipway_domain::deployment::Deployment`] gives it.
    pub configuration: String,
    /// A fingerprint of what else makes them; empty where the target has nothing else, or nobody knows.
    #[serde(default)]
    pub definition: String,
}

impl Identity {
    /// What a service's containers are to be once a part of a deployment is out there. Hosts pull from the
    /// environment's registry if it has one of its own.
    pub fn wanted(
        part: &Deployment,
        service: &str,
        own: &ServiceRelease,
        registry: Option<&str>,
        definition: String,
    ) -> Self {
        Self {
            repository: pulled_from(registry, &own.repository),
            digest: own.digest.clone(),
            release: part.release.number,
            version: own.version.clone(),
            commit: part.release.commit.sha.clone(),
            configuration: part.configuration_fingerprint(service),
            definition,
        }
    }

    /// What runs, as something to be held to; `None` where its labels do not tell.
    pub fn of(running: &Running) -> Option<Self> {
        Some(Self {
            repository: String::new(),
            digest: running.digest.clone()?,
            release: running.release?,
            version: running.version.clone()?,
            commit: running.commit.clone()?,
            configuration: running.configuration.clone()?,
            definition: String::new(),
        })
    }

    /// `REPOSITORY@DIGEST`.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.repository, self.digest)
    }

    /// The labels of the service's containers, less the directory, which only the host knows in full.
    pub fn labels(&self, project: &str, environment: &str, service: &str) -> BTreeMap<String, String> {
        let labels: [(&str, &str); 8] = [
            (label::PROJECT, project),
            (label::ENVIRONMENT, environment),
            (label::SERVICE, service),
            (label::RELEASE, &self.release.to_string()),
            (label::VERSION, &self.version),
            (label::COMMIT, &self.commit),
            (label::CONFIGURATION, &self.configuration),
            (label::DEFINITION, &self.definition),
        ];
        let written = labels.iter().filter(|(_, value)| !value.is_empty());
        written.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    /// What every process of these is told.
    pub fn variables(&self, project: &str, environment: &str) -> Vec<(&'static str, String)> {
        let (environment, version) = (Some(environment), Some(self.version.as_str()));
        Told { project, environment, release: self.release, version, commit: &self.commit }.variables()
    }
}

/// Filters for the containers of an environment, or of one of its services.
pub fn selection(project: &str, environment: &str, service: Option<&str>) -> Vec<String> {
    let mut labels =
        vec![format!("{}={project}", label::PROJECT), format!("{}={environment}", label::ENVIRONMENT)];
    labels.extend(service.map(|service| format!("{}={service}", label::SERVICE)));
    labels
}

/// The service that a container belongs to, if it is of that project and environment.
pub fn service_of<'c>(container: &'c FoundContainer, project: &str, environment: &str) -> Option<&'c str> {
    let label = |name: &str| container.labels.get(name).map(String::as_str);
    let ours = label(label::PROJECT) == Some(project) && label(label::ENVIRONMENT) == Some(environment);
    if ours { label(label::SERVICE) } else { None }
}

/// The repository digest that a container runs: the one it was asked for by, else what its image is known by.
pub fn digest_of(container: &FoundContainer, repository: &str) -> Option<Digest> {
    let asked = container.image.split_once('@').and_then(|(_, digest)| digest.parse().ok());
    asked.or_else(|| container.digest(repository))
}
