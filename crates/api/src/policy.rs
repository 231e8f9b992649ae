//! What `check --policy` says.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use slipway_domain::iam::{Comparison, Missing, Policy};

/// The document of `check --policy`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PolicyDocument {
    /// The policy, as AWS takes it.
    pub policy: Value,
    /// What another policy lacks of it; null where none was given.
    pub compared: Option<ComparedDocument>,
}

/// A policy that somebody has, beside what the project needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ComparedDocument {
    /// What is needed and not allowed.
    pub missing: Vec<MissingDocument>,
    /// What to look at besides, in sentences.
    pub notes: Vec<String>,
}

/// Something that is needed and not allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MissingDocument {
    /// The action.
    pub action: String,
    /// With what it is done.
    pub resource: String,
    /// The statement of the policy that allows it.
    pub statement: String,
    /// Whether something forbids it expressly.
    pub denied: bool,
}

impl PolicyDocument {
    /// Of a policy, and of what another one lacks.
    pub fn of(policy: &Policy, compared: Option<&Comparison>) -> Self {
        let policy = serde_json::to_value(policy).unwrap_or_default();
        Self { policy, compared: compared.map(Into::into) }
    }
}

impl From<&Comparison> for ComparedDocument {
    fn from(compared: &Comparison) -> Self {
        let missing = compared.missing.iter().map(Into::into).collect();
        Self { missing, notes: compared.notes.clone() }
    }
}

impl From<&Missing> for MissingDocument {
    fn from(missing: &Missing) -> Self {
        let Missing { action, resource, statement, denied } = missing;
        Self {
            action: (*action).to_owned(),
            resource: resource.clone(),
            statement: (*statement).to_owned(),
            denied: *denied,
        }
    }
}
