//! An environment: what runs there as observed, what happened there, what is set there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use slipway_domain::config::{OnFailure, VerifyFrom, Weekday};
use slipway_domain::digest::Digest;
use slipway_domain::world::Health;

use super::activity::ActivityRow;
use super::board::{Action, Band};
use crate::status::UnmanagedDocument;

/// An environment is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvironmentArgs {
    /// The project.
    pub project: String,
    /// The environment.
    pub environment: String,
}

/// An environment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EnvironmentPage {
    /// The project.
    pub project: String,
    /// What the board says of it.
    pub band: Band,
    /// Its services, in the file's order, then those that only run: what the ledger says and what was seen.
    pub services: Vec<ServiceHere>,
    /// What runs beside them and was not started by Slipway.
    pub unmanaged: Vec<UnmanagedDocument>,
    /// What happened there, newest first.
    pub timeline: Vec<TimelineRow>,
    /// More happened there, before that.
    pub more: bool,
    /// The names of what is set for what runs.
    pub configuration: Vec<VariableName>,
    /// How it is verified.
    pub verification: Vec<CheckLine>,
    /// What else slipway.yml rules for it.
    pub ruled: RuledHere,
    /// The names of its places, in order.
    pub places: Vec<String>,
    /// The kind of target that it is.
    pub target: String,
}

/// A service in an environment: what the ledger says of it beside what was seen at each place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ServiceHere {
    /// Its name.
    pub name: String,
    /// What the ledger says runs; null when it says nothing of it, or that it was taken away.
    pub expected: Option<ExpectedImage>,
    /// What was seen, in the order of the environment's places; at a place that does not answer what was last seen.
    pub places: Vec<ServiceAtPlace>,
    /// What differs from what was deployed, in a sentence each.
    pub drift: Vec<String>,
}

/// The image of a service that the ledger says runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExpectedImage {
    /// Its version.
    pub version: String,
    /// Its digest.
    pub digest: Digest,
}

/// A service at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ServiceAtPlace {
    /// The place.
    pub name: String,
    /// The version that people know the digest by; null when no release of this project has it.
    pub version: Option<String>,
    /// The digest that runs; null when nothing does.
    pub digest: Option<Digest>,
    /// How it is.
    pub health: Health,
    /// It is not what the ledger says.
    pub differs: bool,
}

/// Something that happened to an environment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TimelineRow {
    /// The operation.
    #[serde(flatten)]
    pub row: ActivityRow,
    /// It is what runs.
    pub current: bool,
    /// Going back to it, if that would change something.
    pub rollback: Option<Action>,
}

/// A variable of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VariableName {
    /// The service.
    pub service: String,
    /// Its name.
    pub name: String,
    /// The secret that it comes from; null for a plain value, which is not shown.
    pub secret: Option<String>,
}

/// Something that is asked after a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckLine {
    /// The service, if it is about one.
    pub service: Option<String>,
    /// What is asked, as it is written in slipway.yml, such as `http://127.0.0.1:8080/version`.
    pub url: String,
    /// What the answer has to hold, as it is written there; null when any good answer does.
    pub contains: Option<String>,
    /// How long it is tried, in seconds.
    pub within_seconds: u64,
    /// Where it is asked from.
    pub from: VerifyFrom,
}

/// What slipway.yml rules for an environment, beside what the board says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuledHere {
    /// What happens when a deployment fails.
    pub on_failure: OnFailure,
    /// How many places at a time; null for all at once.
    pub batch: Option<u32>,
    /// How long is waited after each of those, in seconds; null when not at all.
    pub wait_seconds: Option<u64>,
    /// How long a release must have run in the environment before, in seconds; null when it need not have.
    pub soak_seconds: Option<u64>,
    /// Authors of a plan's commits do not count among those who approve it.
    pub not_author: bool,
    /// The windows in which nothing goes out.
    pub freezes: Vec<FreezeWindow>,
}

/// A window in which nothing goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "repeats", rename_all = "snake_case")]
pub enum FreezeWindow {
    /// From one moment to another.
    Never {
        /// The first moment of it.
        from: String,
        /// The first moment after it.
        until: String,
        /// Why.
        reason: Option<String>,
    },
    /// Every week on some days.
    Weekly {
        /// The days on which it begins.
        days: Vec<Weekday>,
        /// When it begins, `HH:MM`.
        from: String,
        /// When it ends, `HH:MM`; at or before `from` it is the next day's.
        until: String,
        /// The time zone of the times.
        timezone: String,
        /// Why.
        reason: Option<String>,
    },
}

/// A service is to be restarted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestartArgs {
    /// The project.
    pub project: String,
    /// The environment.
    pub environment: String,
    /// The service.
    pub service: String,
    /// A second request with this key begins nothing.
    pub key: String,
}

/// A rule is to be set or lifted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleArgs {
    /// The project.
    pub project: String,
    /// The environment.
    pub environment: String,
    /// What is to be done.
    pub rule: Rule,
}

/// A rule by hand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Take nothing until someone lifts it.
    Hold {
        /// Why.
        reason: String,
    },
    /// Lift the hold.
    Unhold,
    /// Take nothing until then.
    Freeze {
        /// The end; until someone lifts it if null.
        until: Option<String>,
        /// Why.
        reason: String,
    },
    /// Lift the freeze.
    Unfreeze,
    /// Lock it by hand.
    Lock {
        /// Why.
        message: String,
    },
    /// Give the lock back.
    Unlock {
        /// Also another person's.
        force: bool,
        /// What the person typed, where a name has to be: before another person's lock of a protected environment is
        /// taken away.
        confirm: Option<String>,
    },
}

/// What running containers log is wanted; lines come as [`super::event::Event::Stream`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContainerLogsArgs {
    /// The project.
    pub project: String,
    /// The environment.
    pub environment: String,
    /// The service.
    pub service: String,
    /// Only of this place.
    #[serde(default)]
    pub place: Option<String>,
}

/// A shell in a container is wanted; what it prints comes as [`super::event::Event::Stream`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShellArgs {
    /// The project.
    pub project: String,
    /// The environment.
    pub environment: String,
    /// The service.
    pub service: String,
    /// The place; the first one if null.
    #[serde(default)]
    pub place: Option<String>,
    /// The width in characters.
    pub columns: u16,
    /// The height in lines.
    pub rows: u16,
}

/// Something that goes on until it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StreamDocument {
    /// Its number, under which its events come.
    pub stream: u64,
}

/// Something for an open stream.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamArgs {
    /// Its number.
    pub stream: u64,
    /// What.
    pub what: StreamInput,
}

/// Something for an open stream.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum StreamInput {
    /// It was typed.
    Type {
        /// The text.
        text: String,
    },
    /// The window has another size.
    Resize {
        /// The width in characters.
        columns: u16,
        /// The height in lines.
        rows: u16,
    },
    /// It is no longer wanted.
    Close,
}
