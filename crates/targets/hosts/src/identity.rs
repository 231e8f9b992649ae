//! What a service's containers are, and whether those that are there are what is wanted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::label;
use slipway_domain::release::ServiceRelease;
use slipway_domain::release_variables::Told;
use slipway_domain::world::{Health, Running, Seen};
use slipway_engine::ports::FoundContainer;

use crate::labels::digest_of;
use crate::place::More;
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

    /// Whether this is what runs of a service, whole, whichever release put it there.
    pub fn runs(&self, seen: &Seen, service: &str) -> bool {
        let torn = More::of(seen).torn.contains(service);
        !torn && self.like(seen, service).is_some_and(|running| running.health != Health::Stopped)
    }

    /// The same as its containers call themselves, when they are what is wanted already.
    pub fn as_it_runs(&self, seen: &Seen, service: &str) -> Self {
        let mut identity = self.clone();
        if let Some(Running { release: Some(release), commit, .. }) = self.like(seen, service) {
            identity.release = *release;
            identity.commit = commit.clone().unwrap_or(identity.commit);
        }
        identity
    }

    /// What is there of a service, if it is what is wanted. Its version counts, since its containers are told
    /// it; the release and the commit do not, which are new with every release.
    fn like<'s>(&self, seen: &'s Seen, service: &str) -> Option<&'s Running> {
        let definitions = More::of(seen).definitions;
        seen.services.get(service).filter(|running| {
            running.digest.as_ref() == Some(&self.digest)
                && running.configuration.as_ref() == Some(&self.configuration)
                && definitions.get(service) == Some(&self.definition)
                && running.version.as_ref() == Some(&self.version)
                && running.release.is_some()
        })
    }

    /// Whether a container is one of these, put there by this very release.
    pub fn is(&self, container: &FoundContainer) -> bool {
        let label = |name: &str| container.labels.get(name).map(String::as_str);
        label(label::RELEASE) == Some(&self.release.to_string())
            && label(label::VERSION).unwrap_or_default() == self.version
            && label(label::CONFIGURATION) == Some(&self.configuration)
            && (self.definition.is_empty() || label(label::DEFINITION) == Some(&self.definition))
            && digest_of(container, &self.repository).as_ref() == Some(&self.digest)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;
    use slipway_engine::ports::ContainerState;

    use super::*;
    use crate::sample::identity as wanted;

    /// What a place shows of containers that carry the labels of `identity`.
    pub(crate) fn seen(identity: &Identity) -> Seen {
        let running = Running {
            digest: Some(identity.digest.clone()),
            release: Some(identity.release),
            version: Some(identity.version.clone()),
            commit: Some(identity.commit.clone()),
            configuration: Some(identity.configuration.clone()),
            health: Health::Healthy,
            instance: None,
        };
        Seen {
            services: [("api".to_owned(), running)].into(),
            more: json!({
                "definitions": { "api": identity.definition },
                "images": [identity.reference()],
            }),
            ..Seen::default()
        }
    }

    fn container(identity: &Identity) -> FoundContainer {
        FoundContainer {
            id: "1".to_owned(),
            name: "api".to_owned(),
            image_id: String::new(),
            image: identity.reference(),
            repo_digests: Vec::new(),
            labels: identity.labels("recipes", "mine", "api"),
            state: ContainerState::Running,
            exit_code: None,
            health: Health::Healthy,
            health_output: None,
            restarts: 0,
            env: Vec::new(),
            started_at: None,
        }
    }

    /// What differs from [`wanted`] in one thing that makes another container.
    fn others() -> [Identity; 4] {
        [
            Identity { digest: Digest::of(b"other"), ..wanted() },
            Identity { version: "0.1.8".to_owned(), ..wanted() },
            Identity { configuration: "c2".to_owned(), ..wanted() },
            Identity { definition: "d2".to_owned(), ..wanted() },
        ]
    }

    #[test]
    fn what_another_release_put_there_runs_if_all_else_is_the_same() {
        let older = Identity { release: 6, commit: "decaf".to_owned(), ..wanted() };
        assert!(wanted().runs(&seen(&older), "api"));
        assert_eq!(wanted().as_it_runs(&seen(&older), "api"), older);
        for other in others() {
            assert!(!wanted().runs(&seen(&other), "api"), "{other:?}");
            assert_eq!(wanted().as_it_runs(&seen(&other), "api"), wanted(), "{other:?}");
        }
    }

    #[test]
    fn what_does_not_run_whole_does_not_run() {
        let mut torn = seen(&wanted());
        torn.more["torn"] = json!(["api"]);
        assert!(!wanted().runs(&torn, "api"));
        let mut ended = seen(&wanted());
        ended.services.get_mut("api").unwrap().health = Health::Stopped;
        assert!(!wanted().runs(&ended, "api"));
        assert!(!wanted().runs(&Seen::default(), "api"));
    }

    #[test]
    fn a_container_is_one_of_these_by_all_that_it_is_told() {
        assert!(wanted().is(&container(&wanted())));
        assert!(!wanted().is(&container(&Identity { release: 6, ..wanted() })));
        for other in others() {
            assert!(!wanted().is(&container(&other)), "{other:?}");
        }
    }
}
