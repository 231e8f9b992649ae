//! Every operation, across projects.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use slipway_domain::problem::Code;

use crate::error::ErrorBody;
use crate::history::HistoryRow;

/// Which operations are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActivityArgs {
    /// As it was typed: words, and `project:`, `env:`, `service:`, `state:`, `kind:`, `author:`, `release:`, `branch:`.
    pub filter: String,
    /// Only runs.
    pub runs: bool,
    /// At most so many; 0 means 200.
    pub limit: u64,
}

/// Operations, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ActivityDocument {
    /// Those that fit the filter.
    pub rows: Vec<ActivityRow>,
    /// There are more.
    pub more: bool,
    /// The words of the filter that nothing can fit, as they were typed.
    pub not_understood: Vec<String>,
    /// The projects of which nothing is among these, since they cannot be read.
    pub unread: Vec<UnreadProject>,
}

/// A project that cannot be read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnreadProject {
    /// Its name.
    pub project: String,
    /// Why.
    pub problem: ErrorBody,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ActivityRow {
    /// Its project.
    pub project: String,
    /// What `history` says of it.
    #[serde(flatten)]
    pub row: HistoryRow,
    /// The code of why it did not succeed, where that is known.
    pub problem_code: Option<Code>,
    /// A run's number, also of one that made no release.
    pub number: Option<u64>,
    /// Per service the version that it made or moved; for a run that is not over, or failed, the one it is to make.
    pub versions: BTreeMap<String, String>,
    /// Per service the version that it found there, of those that it is about; without those that were new.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub before: BTreeMap<String, String>,
    /// The commit that it is about.
    pub commit: Option<String>,
    /// The first line of its message.
    pub subject: Option<String>,
    /// The branch that it was run for.
    pub branch: Option<String>,
    /// It is executed now, here or in another program.
    pub busy: bool,
    /// It waits for a person, or for somebody to carry it on once what it waited for has come.
    pub waits: bool,
    /// How long it took or takes so far, in milliseconds.
    pub millis: u64,
}
