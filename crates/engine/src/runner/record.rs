//! Writes an operation's entries.

use std::sync::Arc;

use jiff::Timestamp;
use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::{Key, StepId};
use slipway_domain::operation::{Operation, Verdict};
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

impl Author {
    /// An entry about a project, or an environment of it, that belongs to no operation.
    pub fn entry(&self, project: &str, environment: Option<&str>, at: Timestamp, body: Body) -> Entry {
        Entry {
            id: Uuid::now_v7(),
            project: project.to_owned(),
            environment: environment.map(str::to_owned),
            operation: None,
            step: None,
            attempt: 0,
            key: None,
            actor: self.actor.clone(),
            device: self.device.clone(),
            at,
            body,
        }
    }

    /// An entry of an operation, about a step's attempt if there is one.
    pub fn entry_of(
        &self,
        operation: &Operation,
        attempt: Option<(&StepId, u32)>,
        at: Timestamp,
        body: Body,
    ) -> Entry {
        Entry {
            operation: Some(operation.id),
            step: attempt.map(|(step, _)| step.clone()),
            attempt: attempt.map_or(0, |(_, attempt)| attempt),
            key: attempt.map(|(step, attempt)| Key::of(operation.id, step, attempt)),
            ..self.entry(&operation.project, operation.environment.as_deref(), at, body)
        }
    }
}

/// Writes the entries of one operation.
pub struct Recorder {
    /// Where they go.
    pub ledger: Arc<dyn Ledger>,
    /// Time of day.
    pub clock: Arc<dyn Clock>,
    /// Who writes.
    pub author: Author,
    /// The operation.
    pub operation: Operation,
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
        let attempt = step.map(|step| (step, attempt));
        self.author.entry_of(&self.operation, attempt, self.clock.now(), body)
    }
}
