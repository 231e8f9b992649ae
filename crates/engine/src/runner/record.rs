//! Writes an operation's entries.

use std::sync::Arc;

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::operation::Verdict;
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
        self.ledger.append(vec![self.entry(step, attempt, body)]).await
    }

    /// Writes that the operation has ended, and with it a rule that holds in its environment from now on.
    pub async fn close(
        &self,
        verdict: Verdict,
        problem: Option<Problem>,
        rule: Option<Body>,
    ) -> Result<(), Problem> {
        let closed = self.entry(None, 0, Body::Closed { verdict, problem });
        let rule = rule.map(|body| Entry { operation: None, ..self.entry(None, 0, body) });
        self.ledger.append([closed].into_iter().chain(rule).collect()).await
    }

    fn entry(&self, step: Option<&StepId>, attempt: u32, body: Body) -> Entry {
        Entry {
            id: Uuid::now_v7(),
            project: self.project.clone(),
            environment: self.environment.clone(),
            operation: Some(self.operation),
            step: step.cloned(),
            attempt,
            key: step.map(|step| Key::of(self.operation, step, attempt)),
            actor: self.author.actor.clone(),
            device: self.author.device.clone(),
            at: self.clock.now(),
            body,
        }
    }
}
