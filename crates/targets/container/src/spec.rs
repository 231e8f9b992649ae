//! What an engine is told of a container. Pure.

use slipway_domain::label;
use slipway_domain::problem::Problem;
use slipway_engine::ports::ContainerSpec;
use slipway_hosts::{Opened, Spot, variables_of};

use crate::wanted::Wanted;

/// The container of a service. `directory` is the project directory in full, as the place knows it.
pub fn spec(
    spot: &Spot,
    service: &str,
    wanted: &Wanted,
    directory: &str,
    secrets: &Opened,
) -> Result<ContainerSpec, Problem> {
    let Wanted { identity, options, .. } = wanted;
    let mut labels = identity.labels(&spot.project, &spot.environment, service);
    labels.insert(label::DIRECTORY.to_owned(), directory.to_owned());
    Ok(ContainerSpec {
        name: options.name.clone(),
        image: identity.reference(),
        env: variables_of(spot, identity, &wanted.variables, secrets)?.into_iter().collect(),
        labels,
        ports: options.bindings()?,
        mounts: options.mounts()?,
        restart: Some(options.restart.clone()),
        network: options.network.clone(),
        // The networks that Docker brings along know no names.
        aliases: options.own_network().map(|_| service.to_owned()).into_iter().collect(),
        ..ContainerSpec::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use slipway_domain::config::{ContainerOptions, DockerTarget};
    use slipway_domain::deployment::Setting;
    use slipway_domain::digest::Digest;
    use slipway_domain::problem::Code;
    use slipway_domain::secret::Secret;

    fn wanted() -> Wanted {
        let own = ContainerOptions { network: Some("backend".to_owned()), ..ContainerOptions::default() };
        let target = DockerTarget {
            services: [("api".to_owned(), own)].into_iter().collect(),
            ..DockerTarget::default()
        };
        Wanted {
            identity: slipway_hosts::sample::identity(),
            variables: [
                ("PLAIN".to_owned(), Setting::Plain("$ ${X} # ' \" \\\n值".to_owned())),
                ("TOKEN".to_owned(), Setting::Secret { secret: "API_TOKEN".to_owned() }),
                ("SLIPWAY_VERSION".to_owned(), Setting::Plain("mine".to_owned())),
            ]
            .into(),
            options: Options::of(&target, "recipes", "mine", "api"),
        }
    }

    #[test]
    fn values_stay_as_they_are() {
        let spot = Spot::here("recipes", "mine");
        let secrets = Opened::from([("API_TOKEN".to_owned(), Secret::new("s3cret"))]);
        let spec = spec(&spot, "api", &wanted(), "/home/me/.slipway/recipes/mine", &secrets).unwrap();
        let value = |name: &str| {
            let found = spec.env.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(value("PLAIN"), Some("$ ${X} # ' \" \\\n值"));
        assert_eq!(value("TOKEN"), Some("s3cret"));
        assert_eq!(value("SLIPWAY_VERSION"), Some("0.1.7"));
        assert_eq!(value("SLIPWAY_ENVIRONMENT"), Some("mine"));
        assert_eq!(spec.labels[label::DIRECTORY], "/home/me/.slipway/recipes/mine");
        assert_eq!(spec.labels[label::DEFINITION], "d1");
        assert_eq!(spec.image, format!("registry.example.com/api@{}", Digest::of(b"api")));
        assert_eq!(
            (spec.network.as_deref(), spec.aliases.as_slice()),
            (Some("backend"), &["api".to_owned()][..])
        );
    }

    #[test]
    fn a_secret_that_nobody_knows_is_told_by_name() {
        let spot = Spot::here("recipes", "mine");
        let problem = spec(&spot, "api", &wanted(), "/d", &Opened::new()).unwrap_err();
        assert_eq!(problem.code, Code::SecretMissing);
        assert!(problem.message.contains("API_TOKEN"));
    }

    #[test]
    fn a_zero_byte_is_told_before_anything_is_done() {
        let spot = Spot::here("recipes", "mine");
        let secrets = Opened::from([("API_TOKEN".to_owned(), Secret::new("a\0b"))]);
        let problem = spec(&spot, "api", &wanted(), "/d", &secrets).unwrap_err();
        assert_eq!(problem.code, Code::ConfigurationInvalid);
        assert!(problem.message.contains("TOKEN holds a zero byte"), "{problem}");
    }
}
