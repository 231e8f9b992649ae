//! What `history` says.

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::operation::{Kind, Verdict};
use slipway_engine::ports::OperationRow;

/// The document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HistoryDocument {
    /// The project's name.
    pub project: String,
    /// Its operations, newest first.
    pub operations: Vec<HistoryRow>,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HistoryRow {
    /// Its id.
    pub operation: String,
    /// What it is.
    pub kind: Kind,
    /// The environment.
    pub environment: Option<String>,
    /// The number of the release that it made or moved.
    pub release: Option<u64>,
    /// How it ended; null while it is open.
    pub verdict: Option<Verdict>,
    /// Who asked for it.
    pub actor: String,
    /// On which device.
    pub origin: String,
    /// Why.
    pub reason: Option<String>,
    /// When it began.
    pub started_at: String,
    /// When it ended.
    pub ended_at: Option<String>,
    /// The hash of its plan.
    pub plan: String,
    /// The operation that it continues.
    pub parent: Option<String>,
    /// Why it did not succeed.
    pub problem: Option<String>,
}

impl From<&OperationRow> for HistoryRow {
    fn from(row: &OperationRow) -> Self {
        let operation = &row.operation;
        Self {
            operation: operation.id.to_string(),
            kind: operation.kind,
            environment: operation.environment.clone(),
            release: row.release,
            verdict: row.verdict,
            actor: operation.actor.clone(),
            origin: operation.origin.clone(),
            reason: operation.reason.clone(),
            started_at: row.started_at.to_string(),
            ended_at: row.ended_at.map(|at| at.to_string()),
            plan: operation.plan.to_string(),
            parent: operation.parent.map(|parent| parent.to_string()),
            problem: row.problem.clone(),
        }
    }
}
