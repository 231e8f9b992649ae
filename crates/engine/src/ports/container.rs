//! Containers: as an engine has them, and as it is to make them.

use std::collections::BTreeMap;
use std::fmt;

use slipway_domain::digest::Digest;
use slipway_domain::world::Health;

/// Where a container is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContainerState {
    /// Made and never started.
    Created,
    /// Running.
    Running,
    /// Started again by its engine after it ended.
    Restarting,
    /// Held still.
    Paused,
    /// Being stopped.
    Stopping,
    /// Ended.
    Exited,
    /// Ended, and its engine could not put it away.
    Dead,
    /// Being removed.
    Removing,
    /// The engine does not say.
    Unknown,
}

impl ContainerState {
    /// The word that engines have for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Running => "running",
            Self::Restarting => "restarting",
            Self::Paused => "paused",
            Self::Stopping => "stopping",
            Self::Exited => "exited",
            Self::Dead => "dead",
            Self::Removing => "removing",
            Self::Unknown => "unknown",
        }
    }

    /// Whether it was started and is meant to go on.
    pub fn is_up(self) -> bool {
        matches!(self, Self::Running | Self::Restarting | Self::Paused)
    }

    /// Whether it has ended for good.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Exited | Self::Dead)
    }
}

impl fmt::Display for ContainerState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A container as an engine has it. What its variables hold is not shown: a secret may be among it.
#[derive(Clone, PartialEq)]
pub struct FoundContainer {
    /// Its id.
    pub id: String,
    /// Its name, without the slash.
    pub name: String,
    /// The image's id.
    pub image_id: String,
    /// The image as it was asked for.
    pub image: String,
    /// The repository digests of its image.
    pub repo_digests: Vec<String>,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// Where it is in its life.
    pub state: ContainerState,
    /// The exit code, if it has ended.
    pub exit_code: Option<i64>,
    /// What its health check and state come to.
    pub health: Health,
    /// The output of the newest health check.
    pub health_output: Option<String>,
    /// How often it was restarted.
    pub restarts: i64,
    /// Environment variables, `NAME=VALUE`.
    pub env: Vec<String>,
    /// When it started (RFC 3339).
    pub started_at: Option<String>,
}

impl fmt::Debug for FoundContainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |variable: &String| variable.split('=').next().unwrap_or_default().to_owned();
        f.debug_struct("FoundContainer")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("image", &self.image)
            .field("repo_digests", &self.repo_digests)
            .field("labels", &self.labels)
            .field("state", &self.state)
            .field("exit_code", &self.exit_code)
            .field("health", &self.health)
            .field("restarts", &self.restarts)
            .field("env", &self.env.iter().map(name).collect::<Vec<_>>())
            .field("started_at", &self.started_at)
            .finish_non_exhaustive()
    }
}

impl FoundContainer {
    /// The repository digest of its image in `repository`, else any.
    pub fn digest(&self, repository: &str) -> Option<Digest> {
        let parse = |text: &String| text.split_once('@').and_then(|(_, digest)| digest.parse().ok());
        let own = self
            .repo_digests
            .iter()
            .find(|text| text.split_once('@').is_some_and(|(name, _)| name == repository));
        own.or_else(|| self.repo_digests.first()).and_then(parse)
    }
}

/// A port of a container made reachable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortBinding {
    /// The address on the host, empty for all.
    pub address: String,
    /// The port on the host; empty for any, may be a range.
    pub host: String,
    /// `8080/tcp`.
    pub container: String,
}

/// A volume or folder in a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// A volume's name, or an absolute folder on the engine's machine.
    pub source: String,
    /// The path in the container.
    pub target: String,
    /// Cannot be written.
    pub read_only: bool,
}

/// A container to create. What its variables hold is not shown: a secret may be among it.
#[derive(Clone, Default)]
pub struct ContainerSpec {
    /// Its name; must not be taken.
    pub name: String,
    /// The image.
    pub image: String,
    /// The command; the image's own if empty.
    pub command: Vec<String>,
    /// The entry point, if another than the image's.
    pub entrypoint: Option<Vec<String>>,
    /// Environment variables.
    pub env: Vec<(String, String)>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Working directory.
    pub directory: Option<String>,
    /// Ports.
    pub ports: Vec<PortBinding>,
    /// Volumes and folders.
    pub mounts: Vec<Mount>,
    /// `no`, `always`, `unless-stopped`, `on-failure`.
    pub restart: Option<String>,
    /// The network it joins.
    pub network: Option<String>,
    /// Names under which others in that network find it.
    pub aliases: Vec<String>,
    /// Who it runs as.
    pub user: Option<String>,
}

impl fmt::Debug for ContainerSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContainerSpec")
            .field("name", &self.name)
            .field("image", &self.image)
            .field("command", &self.command)
            .field("env", &self.env.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("labels", &self.labels)
            .field("ports", &self.ports)
            .field("mounts", &self.mounts)
            .field("network", &self.network)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_variables_hold_is_not_shown() {
        let spec = ContainerSpec { env: vec![("TOKEN".into(), "s3cret".into())], ..ContainerSpec::default() };
        let found = FoundContainer {
            id: "1".into(),
            name: "api".into(),
            image_id: String::new(),
            image: "api".into(),
            repo_digests: Vec::new(),
            labels: BTreeMap::new(),
            state: ContainerState::Running,
            exit_code: None,
            health: Health::Healthy,
            health_output: None,
            restarts: 0,
            env: vec!["TOKEN=s3cret".into()],
            started_at: None,
        };
        for shown in [format!("{spec:?}"), format!("{found:?}")] {
            assert!(shown.contains("TOKEN") && !shown.contains("s3cret"), "{shown}");
        }
    }
}
