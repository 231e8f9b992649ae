//! Targets: how an environment is reached.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::value::OneOrMany;
use super::volume::Volume;
use crate::duration::Duration;
use crate::host::Host;
use crate::template::Template;

/// How an environment is reached: exactly one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Docker Compose on hosts that are reached over SSH.
    Compose(ComposeTarget),
    /// Plain containers on this machine or one host.
    Docker(DockerTarget),
    /// A script that is run on hosts.
    Script(ScriptTarget),
}

impl Default for Target {
    fn default() -> Self {
        Self::Docker(DockerTarget::default())
    }
}

impl Target {
    /// The kind's name, as the file writes it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Compose(_) => "compose",
            Self::Docker(_) => "docker",
            Self::Script(_) => "script",
        }
    }

    /// The hosts it names; empty for Docker on this machine.
    pub fn hosts(&self) -> &[Host] {
        match self {
            Self::Compose(target) => &target.hosts,
            Self::Docker(target) => target.host.as_slice(),
            Self::Script(target) => &target.hosts,
        }
    }
}

/// Docker Compose on hosts that are reached over SSH.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ComposeTarget {
    /// The hosts, at least one.
    #[schemars(with = "OneOrMany<Host>")]
    pub hosts: Vec<Host>,
    /// The compose file, relative to the repository.
    #[schemars(default = "default_compose_file")]
    pub file: String,
    /// Files beside it, at their own path in the project directory: each a file, or a folder with all that is
    /// in it, out of the release's commit or of `artifacts` of a job. Where both have a file, the job's counts,
    /// since the job began with the commit's and left that one. A rollback brings back the files of its release.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub files: Vec<String>,
    /// Compose's project name; `PROJECT-ENVIRONMENT` when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The project directory on the hosts; `~/.slipway/PROJECT/ENVIRONMENT` when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
}

fn default_compose_file() -> String {
    ComposeTarget::default().file
}

impl Default for ComposeTarget {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            file: "docker-compose.yml".to_owned(),
            files: Vec::new(),
            name: None,
            directory: None,
        }
    }
}

/// Plain containers on this machine or one host. With several services, what belongs to one stands
/// under `services`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct DockerTarget {
    /// The host; this machine when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<Host>,
    /// The container's name; `PROJECT-ENVIRONMENT-SERVICE` when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Ports, `[address:]host:container[/udp]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<PortMapping>,
    /// Volumes, `name:/path[:ro]` or `/on/the/host:/path[:ro]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Volume>,
    /// Docker's restart policy; `unless-stopped` when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart: Option<String>,
    /// The network the containers join; Docker's default one when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// The same keys for one service each.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub services: IndexMap<String, ContainerOptions>,
}

/// How one service's container is run by a Docker target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct ContainerOptions {
    /// The container's name; `PROJECT-ENVIRONMENT-SERVICE` when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Ports, `[address:]host:container[/udp]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<PortMapping>,
    /// Volumes, `name:/path[:ro]` or `/on/the/host:/path[:ro]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Volume>,
    /// Docker's restart policy; `unless-stopped` when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart: Option<String>,
    /// The network the container joins; the target's when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
}

impl DockerTarget {
    /// How the container of one service is run: its own keys, else the target's.
    pub fn options_for(&self, service: &str) -> ContainerOptions {
        let own = self.services.get(service).cloned().unwrap_or_default();
        ContainerOptions {
            name: own.name.or_else(|| self.name.clone()),
            ports: match own.ports.is_empty() {
                true => self.ports.clone(),
                false => own.ports,
            },
            volumes: match own.volumes.is_empty() {
                true => self.volumes.clone(),
                false => own.volumes,
            },
            restart: own.restart.or_else(|| self.restart.clone()),
            network: own.network.or_else(|| self.network.clone()),
        }
    }
}

/// A script that is run on hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ScriptTarget {
    /// The hosts, at least one.
    #[schemars(with = "OneOrMany<Host>")]
    pub hosts: Vec<Host>,
    /// The script, relative to the repository and out of the release's commit. `bash` runs it on each host, in
    /// the project directory (`~/.slipway/PROJECT/ENVIRONMENT`), as `ssh HOST "bash -s" < FILE ARGS` would.
    pub file: String,
    /// Its arguments. The host's list of processes shows them, so a secret belongs into `stdin`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub args: Vec<Template>,
    /// Names of the secrets it reads from its input, one line each, in this order. Only the last may have
    /// several lines: it is the rest of the input (`IFS= read -r password; key=$(cat)`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub stdin: Vec<String>,
    /// Files that are put on the hosts first, at their own path in the project directory, and checked there by
    /// SHA-256. The same as for compose: a file, or a folder with all that is in it, out of the release's commit
    /// or of `artifacts` of a job; what a job left goes before the commit's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub files: Vec<String>,
    /// The service that `${version}` means, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The longest time it may take on one host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Duration>,
}

/// A published port: `[address:]host:container[/protocol]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(into = "String")]
#[schemars(with = "String", example = "8080:8080")]
pub struct PortMapping {
    /// The address it is published on; every one when missing.
    pub address: Option<IpAddr>,
    /// The port on the host.
    pub host: u16,
    /// The port in the container.
    pub container: u16,
    /// Whether it is UDP; TCP else.
    pub udp: bool,
}

/// Port 0, which no text gives.
impl Default for PortMapping {
    fn default() -> Self {
        Self { address: None, host: 0, container: 0, udp: false }
    }
}

/// Why a text publishes no port.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// Only one port stands there.
    #[error("`{0}` names one port only")]
    OnlyOne(String),
    /// Not a number from 1 to 65535.
    #[error("`{0}` is no port: it goes from 1 to 65535")]
    BadPort(String),
    /// The address is none.
    #[error("`{0}` is no IP address")]
    BadAddress(String),
    /// After `/` stands neither `tcp` nor `udp`.
    #[error("`{0}` is no protocol: `tcp` and `udp` are")]
    BadProtocol(String),
}

impl FromStr for PortMapping {
    type Err = PortError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
        let udp = match protocol {
            "tcp" => false,
            "udp" => true,
            other => return Err(PortError::BadProtocol(other.to_owned())),
        };
        let (rest, container) = ports.rsplit_once(':').ok_or_else(|| PortError::OnlyOne(text.to_owned()))?;
        let (address, host) = match rest.rsplit_once(':') {
            Some((address, host)) => (Some(ip(address)?), host),
            None => (None, rest),
        };
        Ok(Self { address, host: port(host)?, container: port(container)?, udp })
    }
}

fn ip(text: &str) -> Result<IpAddr, PortError> {
    text.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .map_err(|_| PortError::BadAddress(text.to_owned()))
}

fn port(text: &str) -> Result<u16, PortError> {
    text.parse::<u16>().ok().filter(|port| *port > 0).ok_or_else(|| PortError::BadPort(text.to_owned()))
}

impl fmt::Display for PortMapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address {
            Some(IpAddr::V6(address)) => write!(f, "[{address}]:")?,
            Some(address) => write!(f, "{address}:")?,
            None => {}
        }
        write!(f, "{}:{}", self.host, self.container)?;
        f.write_str(if self.udp { "/udp" } else { "" })
    }
}

impl From<PortMapping> for String {
    fn from(mapping: PortMapping) -> Self {
        mapping.to_string()
    }
}
