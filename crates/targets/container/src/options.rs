//! How a service's container is run, as data: the recipe of a deployment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use slipway_domain::config::{Access, DockerTarget, PortMapping, Volume};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Mount, PortBinding};
use slipway_hosts::read_recipe;

/// Docker's restart policy where none is given.
const RESTART: &str = "unless-stopped";

/// Networks that Docker brings along, and that take no names for containers.
const BUILT_IN: [&str; 4] = ["bridge", "default", "host", "none"];

/// How a service's container is run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The container's name.
    pub name: String,
    /// `[address:]host:container[/udp]`.
    pub ports: Vec<String>,
    /// `name:/path[:ro]` or `/on/the/host:/path[:ro]`.
    pub volumes: Vec<String>,
    /// Docker's restart policy.
    pub restart: String,
    /// The network it joins; Docker's default one when missing.
    pub network: Option<String>,
}

impl Options {
    /// A service's options, with everything that is not given filled in.
    pub fn of(target: &DockerTarget, project: &str, environment: &str, service: &str) -> Self {
        let own = target.options_for(service);
        Self {
            name: own.name.unwrap_or_else(|| format!("{project}-{environment}-{service}")),
            ports: own.ports.iter().map(ToString::to_string).collect(),
            volumes: own.volumes.iter().map(ToString::to_string).collect(),
            restart: own.restart.unwrap_or_else(|| RESTART.to_owned()),
            network: own.network,
        }
    }

    /// The name under which the container before is kept until this one runs.
    pub fn name_before(&self) -> String {
        format!("{}-before", self.name)
    }

    /// The network that is to be created when it is missing.
    pub fn own_network(&self) -> Option<&str> {
        let own = |name: &&str| !BUILT_IN.contains(name) && !name.starts_with("container:");
        self.network.as_deref().filter(own)
    }

    /// Its ports as an engine takes them.
    pub fn bindings(&self) -> Result<Vec<PortBinding>, Problem> {
        let binding = |text: &String| {
            let port: PortMapping = text.parse().map_err(|error| unreadable(text, &error))?;
            Ok(PortBinding {
                address: port.address.map(|address| address.to_string()).unwrap_or_default(),
                host: port.host.to_string(),
                container: format!("{}/{}", port.container, if port.udp { "udp" } else { "tcp" }),
            })
        };
        self.ports.iter().map(binding).collect()
    }

    /// Its volumes as an engine takes them.
    pub fn mounts(&self) -> Result<Vec<Mount>, Problem> {
        let mount = |text: &String| {
            let volume: Volume = text.parse().map_err(|error| unreadable(text, &error))?;
            let read_only = volume.access == Access::Read;
            Ok(Mount { source: volume.source, target: volume.path, read_only })
        };
        self.volumes.iter().map(mount).collect()
    }
}

fn unreadable(text: &str, why: &dyn std::fmt::Display) -> Problem {
    Problem::new(Code::ConfigurationInvalid, format!("`{text}` of a docker target cannot be used: {why}"))
        .hint("correct `ports` or `volumes` of the target in slipway.yml")
}

/// The format that this version writes.
const FORMAT: u32 = 1;

/// Per service how its container is run. Goes into the plan, and is what a rollback restores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The form of this.
    pub format: u32,
    /// The options by service.
    pub services: BTreeMap<String, Options>,
}

impl Recipe {
    /// The options of all services.
    pub fn new(services: BTreeMap<String, Options>) -> Self {
        Self { format: FORMAT, services }
    }

    /// Reads a deployment's recipe.
    pub fn read(value: &Value) -> Result<Self, Problem> {
        read_recipe(value, FORMAT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::config::ContainerOptions;

    fn options(target: &DockerTarget) -> Options {
        Options::of(target, "recipes", "mine", "api")
    }

    #[test]
    fn what_is_not_given_is_filled_in() {
        let filled = options(&DockerTarget::default());
        assert_eq!(filled.name, "recipes-mine-api");
        assert_eq!(filled.name_before(), "recipes-mine-api-before");
        assert_eq!((filled.restart.as_str(), filled.network), ("unless-stopped", None));
    }

    #[test]
    fn a_service_has_its_own_options_first() {
        let own = ContainerOptions {
            ports: vec!["127.0.0.1:8080:80".parse().unwrap(), "53:5353/udp".parse().unwrap()],
            volumes: vec!["data:/data".parse().unwrap(), "/etc/api:/etc/api:ro".parse().unwrap()],
            ..ContainerOptions::default()
        };
        let target = DockerTarget {
            network: Some("backend".to_owned()),
            services: [("api".to_owned(), own)].into_iter().collect(),
            ..DockerTarget::default()
        };
        let options = options(&target);
        assert_eq!(options.own_network(), Some("backend"));
        let ports = options.bindings().unwrap();
        assert_eq!(
            (ports[0].address.as_str(), ports[0].host.as_str(), ports[0].container.as_str()),
            ("127.0.0.1", "8080", "80/tcp")
        );
        assert_eq!((ports[1].address.as_str(), ports[1].container.as_str()), ("", "5353/udp"));
        let mounts = options.mounts().unwrap();
        assert_eq!((mounts[0].source.as_str(), mounts[0].read_only), ("data", false));
        assert_eq!((mounts[1].target.as_str(), mounts[1].read_only), ("/etc/api", true));
    }

    #[test]
    fn networks_that_docker_has_are_not_created() {
        for name in ["host", "none", "bridge", "container:db"] {
            let target = DockerTarget { network: Some(name.to_owned()), ..DockerTarget::default() };
            assert_eq!(options(&target).own_network(), None, "{name}");
        }
    }

    #[test]
    fn a_volume_that_says_too_much_is_refused() {
        let mut options = options(&DockerTarget::default());
        options.volumes.push("a:/b:z,ro".to_owned());
        assert_eq!(options.mounts().unwrap_err().code, Code::ConfigurationInvalid);
    }
}
