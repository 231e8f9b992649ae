//! What `credentials sealed` says.

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::sealed::{Head, NameChange, Recipient};

/// What everybody can read of a sealed file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SealedDocument {
    /// Its path in the repository.
    pub file: String,
    /// The names of the secrets in it.
    pub secrets: Vec<String>,
    /// Who can open it.
    pub recipients: Vec<RecipientDocument>,
}

/// Somebody who can open a sealed file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecipientDocument {
    /// What people call them.
    pub name: String,
    /// Their public key.
    pub key: String,
    /// What a person compares: an SSH key's fingerprint, an age key itself.
    pub shown: String,
}

/// What differs between two versions of a sealed file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SealedDiffDocument {
    /// Its path in the repository.
    pub file: String,
    /// The secrets that differ, by name.
    pub secrets: Vec<SealedChangeDocument>,
    /// Whether it is known which values differ: both versions can be opened here.
    pub opened: bool,
}

/// A secret that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SealedChangeDocument {
    /// Its name.
    pub name: String,
    /// What happened to it.
    pub change: SealedWord,
}

/// What happened to a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SealedWord {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value.
    Changed,
}

impl SealedDocument {
    /// Of a file's head.
    pub fn of(file: &str, head: &Head) -> Self {
        let recipients = head.recipients.iter().map(RecipientDocument::from).collect();
        Self { file: file.to_owned(), secrets: head.secrets.clone(), recipients }
    }
}

impl From<&Recipient> for RecipientDocument {
    fn from(one: &Recipient) -> Self {
        Self { name: one.name().to_owned(), key: one.key().to_owned(), shown: one.shown() }
    }
}

impl From<NameChange> for SealedWord {
    fn from(change: NameChange) -> Self {
        match change {
            NameChange::Added => Self::Added,
            NameChange::Removed => Self::Removed,
            NameChange::Changed => Self::Changed,
        }
    }
}
