//! What was observed in an environment.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::digest::Digest;
use crate::ids::OperationId;
use crate::problem::{Code, Problem};

/// Everything observed in one environment at one time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct World {
    /// Its places in the target's order.
    pub places: Vec<Place>,
}

impl World {
    /// The places that could be seen, with what was seen there.
    pub fn seen_places(&self) -> impl Iterator<Item = (&Place, &Seen)> {
        self.places.iter().filter_map(|place| Some((place, place.seen.as_ref().ok()?)))
    }

    /// What was seen at a place. What cannot be seen cannot be planned for.
    pub fn seen(&self, place: &str) -> Result<&Seen, Problem> {
        let found = self.places.iter().find(|known| known.name == place);
        match found.map(|found| &found.seen) {
            Some(Ok(seen)) => Ok(seen),
            Some(Err(problem)) => Err(problem.clone()),
            None => Err(Problem::new(Code::HostUnreachable, format!("nothing is known about {place}"))),
        }
    }
}

/// One place of an environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// What kind of thing it is, such as `host`.
    pub kind: String,
    /// What was seen there, or why nothing could be seen.
    pub seen: Result<Seen, Problem>,
}

/// What was seen at a place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Seen {
    /// The processor and system of its engine, such as `linux/amd64`.
    pub platform: Option<String>,
    /// What Slipway manages there, by service.
    pub services: BTreeMap<String, Running>,
    /// What runs beside it in the same project and was not started by Slipway.
    pub unmanaged: Vec<String>,
    /// Who holds the lock.
    pub lock: Option<Lock>,
    /// The operation that was closed here last, as the place itself remembers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<OperationId>,
    /// Free bytes where images are kept, where that is known.
    pub disk_free: Option<u64>,
    /// Whatever else the target's own planning needs.
    #[serde(default)]
    pub more: Value,
}

/// A service as it runs at a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Running {
    /// The repository digest of the image that runs; `None` when the place cannot tell.
    pub digest: Option<Digest>,
    /// The release that put it there, as its own label says.
    pub release: Option<u64>,
    /// The version that put it there, as its own label says.
    pub version: Option<String>,
    /// The commit, as its own label says.
    pub commit: Option<String>,
    /// A fingerprint of its configuration, as its own label says.
    pub configuration: Option<String>,
    /// How it is.
    pub health: Health,
    /// The container's id, or what else names the running thing.
    pub instance: Option<String>,
}

/// How a running service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// It runs, and its health check passes if it has one.
    Healthy,
    /// It runs, and its health check has not decided.
    Starting,
    /// Its health check fails, or it restarts again and again.
    Unhealthy,
    /// It does not run.
    Stopped,
    /// Nothing is known.
    Unknown,
}

impl Health {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Starting => "starting",
            Self::Unhealthy => "unhealthy",
            Self::Stopped => "stopped",
            Self::Unknown => "unknown",
        }
    }
}

/// A lock as it was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lock {
    /// Who holds it.
    pub owner: String,
    /// Since when (RFC 3339), by the place's own clock.
    pub since: String,
    /// Why.
    pub message: String,
    /// The operation, if it is one.
    pub operation: Option<String>,
    /// Seconds since its holder last showed a sign of life, by the place's own clock.
    pub silent_for: u64,
}

impl Lock {
    /// After so many silent seconds a lock's holder counts as gone.
    pub const STALE_AFTER: u64 = 90;

    /// Whether its holder seems to be gone.
    pub fn stale(&self) -> bool {
        self.operation.is_some() && self.silent_for > Self::STALE_AFTER
    }
}

impl Place {
    /// A fingerprint of what runs here: services, digests and configuration, but not health or ids.
    /// `None` when the place could not be seen.
    pub fn fingerprint(&self) -> Option<String> {
        let seen = self.seen.as_ref().ok()?;
        let content: BTreeMap<_, _> = seen
            .services
            .iter()
            .map(|(name, running)| (name, (&running.digest, running.release, &running.configuration)))
            .collect();
        Some(crate::plan::fingerprint(&content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_health_are_those_on_the_wire() {
        use Health::{Healthy, Starting, Stopped, Unhealthy, Unknown};
        for health in [Healthy, Starting, Unhealthy, Stopped, Unknown] {
            assert_eq!(serde_json::to_value(health).ok(), Some(health.as_str().into()));
        }
    }
}
