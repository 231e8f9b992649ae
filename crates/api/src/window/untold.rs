//! Channels that could not be told what was done.

use schemars::JsonSchema;
use serde::Serialize;

/// The channels of all projects that could not be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UntoldDocument {
    /// The one that has waited longest first.
    pub channels: Vec<UntoldChannel>,
}

/// A channel to which something was sent and has not arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UntoldChannel {
    /// The project whose `slipway.yml` names it.
    pub project: String,
    /// Its name there.
    pub channel: String,
    /// How many notices have not arrived.
    pub notices: u64,
    /// When the first of them was due.
    pub since: String,
    /// Why the last one that was tried did not arrive.
    pub why: Option<String>,
    /// Some of them are not tried any more.
    pub given_up: bool,
}
