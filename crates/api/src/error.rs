//! Errors on the wire.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use slipway_domain::problem::{Code, Problem};

/// The document of an error.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ErrorDocument {
    /// The error.
    pub error: ErrorBody,
}

/// An error.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ErrorBody {
    /// The stable code.
    pub code: Code,
    /// What happened.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// More for machines. For a configuration the first finding, with all of them under `findings`.
    pub details: Value,
}

impl From<&Problem> for ErrorDocument {
    fn from(problem: &Problem) -> Self {
        Self {
            error: ErrorBody {
                code: problem.code,
                message: problem.message.clone(),
                hint: problem.hint.clone(),
                details: problem.details.clone(),
            },
        }
    }
}
