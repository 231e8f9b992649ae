//! The arguments of the two effects, `ship` and `run`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use slipway_hosts::{Shipped, Spot};

/// The script and its files come to the host.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Ship {
    pub(crate) spot: Spot,
    /// The release directory's name on the host.
    pub(crate) name: String,
    /// The SHA-256 of the list of checksums.
    pub(crate) sums: String,
    /// The tree that the files come from.
    pub(crate) tree: String,
    /// The script itself.
    pub(crate) script: String,
    /// What the host will say of this release.
    pub(crate) facts: Facts,
    pub(crate) files: Vec<Shipped>,
}

/// The script is run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Run {
    pub(crate) spot: Spot,
    /// The release directory's name on the host.
    pub(crate) name: String,
    /// The SHA-256 of the list of checksums.
    pub(crate) sums: String,
    /// The script's path, for people.
    pub(crate) file: String,
    pub(crate) args: Vec<String>,
    /// Plain variables; they are visible to others on the host.
    pub(crate) env: BTreeMap<String, String>,
    /// The names of the secrets on its input, in order. The runner opens what stands here.
    pub(crate) secrets: Vec<String>,
    /// The release's number.
    pub(crate) release: u64,
    pub(crate) version: Option<String>,
}

/// What the host remembers of a release whose script ended well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub(crate) format: u32,
    pub(crate) release: u64,
    pub(crate) commit: String,
    pub(crate) services: BTreeMap<String, ServiceFacts>,
}

/// One service of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ServiceFacts {
    pub(crate) version: String,
    /// A fingerprint of its configuration.
    pub(crate) configuration: String,
}

impl Facts {
    /// As it lies on the host.
    pub(crate) fn text(&self) -> String {
        let canonical = slipway_domain::plan::canonical(self);
        String::from_utf8_lossy(&canonical).into_owned() + "\n"
    }
}
