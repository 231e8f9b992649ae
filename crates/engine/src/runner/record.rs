//! Writes an operation's entries.

use std::sync::Arc;

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::problem::Problem;
use uuid::Uuid;

use crate::ports::{Clock, Ledger};

/// Who writes entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The person, such as `Ann <ann@example.com>`.
    pub actor: String,
    /// The device's name.
    pub device: String,
}

/// Writes the entries of one operation.
pub struct Recorder {
    /// Where they go.
    pub ledger: Arc<dyn Ledger>,
    /// Time of day.
    pub clock: Arc<dyn Clock>,
    /// Who writes.
    pub author: Author,
    /// The project's name.
    pub project: String,
    /// The environment.
    pub environment: Option<String>,
    /// The operation.
    pub operation: OperationId,
}

impl Recorder {
    /// Adds one entry, about a step's attempt if there is one.
    pub async fn append(&self, step: Option<&StepId>, attempt: u32, body: Body) -> Result<(), Problem> {
        let key = step.map(|step| Key::of(self.operation, step, attempt));
        let entry = Entry {
            id: Uuid::now_v7(),
            project: self.project.clone(),
            environment: self.environment.clone(),
            operation: Some(self.operation),
            step: step.cloned(),
            attempt,
            key,
            actor: self.author.actor.clone(),
            device: self.author.device.clone(),
            at: self.clock.now(),
            body,
        };
        self.ledger.append(vec![entry]).await
    }
}
