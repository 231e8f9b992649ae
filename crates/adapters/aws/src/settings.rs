//! How AWS is asked, and what a policy says of its registries.

use std::time::Duration;

use slipway_domain::aws_registry::AwsRegistry;
use slipway_domain::config::{Config, Registry};
use slipway_domain::repository::{Repository, host_of, registry_at};

/// How often AWS is asked again that is busy or silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// How often one request is sent at most.
    pub attempts: u32,
    /// The pause before the second attempt; it doubles with each further one, and is cut by chance.
    pub first_pause: Duration,
    /// How long connecting may take.
    pub connect: Duration,
    /// How long one attempt may take.
    pub attempt: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            attempts: 6,
            first_pause: Duration::from_millis(500),
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(20),
        }
    }
}

/// How AWS is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Where every service answers, in place of AWS; what `AWS_ENDPOINT_URL` says if `None`.
    pub endpoint: Option<String>,
    /// How often it is asked.
    pub patience: Patience,
}

/// A registry of AWS as a policy knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// What it is.
    pub registry: AwsRegistry,
    /// The address that images are called by.
    pub address: String,
    /// The credential that is named for it.
    pub credential: Option<String>,
    /// The environment that it is used for, or whose alone it is.
    pub environment: Option<String>,
    /// Whether repositories are made there.
    pub creates: bool,
}

impl Place {
    /// The registry at an address, where images are built and listed; `None` where it is not AWS's.
    pub fn at(policy: &Config, address: &str) -> Option<Self> {
        Self::in_environment(policy, address, None)
    }

    /// The same as an environment uses it: with its credential, where the registry names none of its own.
    pub fn in_environment(policy: &Config, address: &str, environment: Option<&str>) -> Option<Self> {
        let name = registry_at(address)?;
        let said = policy.registries.iter().find(|(one, _)| registry_at(one).as_ref() == Some(&name));
        let said = said.map(|(_, said)| said.clone()).unwrap_or_default();
        let registry = said.on_aws(address)?;
        let environment = environment.map(str::to_owned).or_else(|| only_environment(policy, &name));
        let Registry { credential, create, .. } = said;
        let of_environment = || policy.environments.get(environment.as_deref()?)?.aws.clone()?.credential;
        // Everybody may read from the public one, and whoever acts in an environment need not be allowed to log in there.
        let credential = match &registry {
            AwsRegistry::Private { .. } => credential.or_else(of_environment),
            AwsRegistry::Public => credential,
        };
        Some(Self { registry, address: name, credential, environment, creates: create })
    }

    /// The registry of a repository, and the repository's name in it.
    pub fn of(policy: &Config, repository: &str) -> Option<(Self, String)> {
        let name: Repository = repository.parse().ok()?;
        Some((Self::at(policy, host_of(repository))?, name.path().to_owned()))
    }
}

/// The environment that alone pulls from a registry of its own.
fn only_environment(policy: &Config, registry: &str) -> Option<String> {
    let pulls = |own: &String| registry_at(own).as_deref() == Some(registry);
    let of_service = |image: &str| registry_at(host_of(image)).as_deref() == Some(registry);
    if policy.services.values().any(|service| of_service(service.image.as_str())) {
        return None;
    }
    let mut with = policy.environments.iter().filter(|(_, one)| one.registry.as_ref().is_some_and(pulls));
    match (with.next(), with.next()) {
        (Some((name, _)), None) => Some(name.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::config::parse;

    use super::*;

    const OWN: &str = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    const MIRROR: &str = "210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn";

    fn policy() -> Config {
        let target = "target: { compose: { hosts: [deploy@10.0.0.5] } }";
        let text = format!(
            "version: 1\nproject: shop\nregistries:\n  \"{OWN}\": {{ create: true, credential: team }}\n  \
             \"images.example.com:5000\": {{ ecr: {OWN} }}\nservices:\n  \
             api: {{ build: {{}}, image: \"{OWN}/team/api\", version: \"1.${{build_number}}\" }}\n\
             environments:\n  dev: {{ {target} }}\n  \
             china: {{ registry: {MIRROR}, aws: {{ credential: china }}, {target} }}\n"
        );
        parse(&text, "slipway.yml").unwrap()
    }

    #[test]
    fn what_is_said_of_a_registry_is_found_by_any_spelling_of_its_address() {
        let place = Place::at(&policy(), &OWN.to_uppercase()).unwrap();
        assert_eq!(
            (place.credential.as_deref(), place.creates, place.environment),
            (Some("team"), true, None)
        );
        let (behind, path) = Place::of(&policy(), "images.example.com:5000/team/web").unwrap();
        assert_eq!(behind.registry.account(), Some("123456789012"));
        assert_eq!((behind.address.as_str(), path.as_str()), ("images.example.com:5000", "team/web"));
        assert_eq!(Place::at(&policy(), "registry.example.com"), None);
    }

    #[test]
    fn a_mirror_that_one_environment_has_alone_is_that_environments() {
        let place = Place::at(&policy(), MIRROR).unwrap();
        assert_eq!(place.environment.as_deref(), Some("china"));
        assert_eq!(place.credential.as_deref(), Some("china"));
        let there = Place::in_environment(&policy(), OWN, Some("china")).unwrap();
        assert_eq!(there.credential.as_deref(), Some("team"), "the registry's own is named for all");
        let behind = Place::in_environment(&policy(), "images.example.com:5000", Some("china")).unwrap();
        assert_eq!(behind.credential.as_deref(), Some("china"));
    }
}
