//! Names of things the ledger keeps.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An operation, by a UUIDv7: later operations sort after earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OperationId(pub Uuid);

impl fmt::Display for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for OperationId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.parse()?))
    }
}

/// A step of a plan, unique within it. Steps at a place are called `PLACE/VERB`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub String);

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for StepId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for StepId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// What a place can remember an attempt by: the same operation, step and attempt always give the same key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(pub String);

impl Key {
    /// The key of one attempt at a step. Letters, digits and `-` only, so that it can name files and containers.
    pub fn of(operation: OperationId, step: &StepId, attempt: u32) -> Self {
        let place = crate::digest::Digest::of(step.0.as_bytes());
        Self(format!("{}{}-{attempt}", Self::begin(operation), &place.hex()[..8]))
    }

    /// What the keys of all attempts at an operation's steps begin with, and no other key does.
    pub fn begin(operation: OperationId) -> String {
        format!("{}-", operation.0.simple())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
