//! What `init` says.

use schemars::JsonSchema;
use serde::Serialize;

/// The document of a proposed slipway.yml.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InitDocument {
    /// The proposal itself.
    pub yaml: String,
    /// Where its lines come from.
    pub notes: Vec<NoteDocument>,
    /// What a person has to decide.
    pub questions: Vec<String>,
    /// What was found beside it.
    pub findings: Vec<FindingDocument>,
    /// The file that was written; null when it was only shown.
    pub written: Option<String>,
}

/// Where a line of the proposal comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoteDocument {
    /// The line of the proposal, from 1.
    pub line: usize,
    /// What its comment says.
    pub text: String,
    /// The line of the repository that it goes back to.
    pub source: Option<String>,
    /// Whether nobody said so.
    pub guess: bool,
}

/// Something found in the repository, or about what it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RepositoryFinding")]
pub struct FindingDocument {
    /// The line of the repository that it is about.
    pub place: Option<String>,
    /// What was found.
    pub text: String,
}
