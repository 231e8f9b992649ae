//! What is wanted of a service's containers beside what runs.

use serde_json::Value;
use slipway_domain::label;
use slipway_domain::repository::Repository;
use slipway_domain::world::{Health, Running, Seen};
use slipway_engine::ports::FoundContainer;

use crate::labels::{Identity, digest_of};

impl Identity {
    /// Whether this is what runs of a service, whole, whichever release put it there.
    pub fn runs(&self, seen: &Seen, service: &str) -> bool {
        let torn = seen.more.get("torn").and_then(Value::as_array);
        let torn = torn.is_some_and(|all| all.iter().any(|one| one == service));
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
        let definition =
            seen.more.get("definitions").and_then(|all| all.get(service)).and_then(Value::as_str);
        seen.services.get(service).filter(|running| {
            running.digest.as_ref() == Some(&self.digest)
                && running.configuration.as_ref() == Some(&self.configuration)
                && definition == Some(&self.definition)
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

/// The images among these that a place may lack under the name by which they are started: none of its containers
/// has them from that repository.
pub fn absent<'i>(seen: &Seen, identities: impl IntoIterator<Item = &'i Identity>) -> Vec<String> {
    let told = seen.more.get("images").and_then(Value::as_array).into_iter().flatten();
    let there: Vec<_> = told.filter_map(|image| in_full(image.as_str()?)).collect();
    let has = |reference: &String| in_full(reference).is_some_and(|own| there.contains(&own));
    identities.into_iter().map(Identity::reference).filter(|reference| !has(reference)).collect()
}

/// The repository and the digest of an image. Engines leave Docker Hub's address out.
fn in_full(reference: &str) -> Option<(Repository, &str)> {
    let (name, digest) = reference.split_once('@')?;
    Some((name.parse().ok()?, digest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;
    use slipway_domain::digest::Digest;
    use slipway_engine::ports::ContainerState;

    use super::*;

    fn wanted() -> Identity {
        Identity {
            repository: "registry.example.com/api".to_owned(),
            digest: Digest::of(b"api"),
            release: 7,
            version: "0.1.7".to_owned(),
            commit: "c0ffee".to_owned(),
            configuration: "c1".to_owned(),
            definition: "d1".to_owned(),
        }
    }

    /// What a place shows of containers that carry the labels of `identity`.
    fn seen(identity: &Identity) -> Seen {
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
    fn an_image_that_runs_under_another_repositorys_name_is_absent() {
        let [other, ..] = others();
        let mirrored = Identity { repository: "mirror.example.com/api".to_owned(), ..wanted() };
        let all = [&wanted(), &other, &mirrored];
        assert_eq!(absent(&seen(&wanted()), all), [other.reference(), mirrored.reference()]);
        let of_hub = |repository: &str| Identity { repository: repository.to_owned(), ..wanted() };
        assert_eq!(absent(&seen(&of_hub("team/api")), [&of_hub("docker.io/team/api")]), [""; 0]);
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
