//! The ledger's entries: the durable record of intents and outcomes. Everything else is derived from them.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::ids::{Key, OperationId, StepId};
use crate::operation::{Operation, Verdict};
use crate::plan::{Plan, PlanHash};
use crate::problem::Problem;

/// One line of the ledger. Never changed, never deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// UUIDv7.
    pub id: Uuid,
    /// The project's name.
    pub project: String,
    /// The environment it is about.
    pub environment: Option<String>,
    /// The operation it belongs to.
    pub operation: Option<OperationId>,
    /// The step it is about.
    pub step: Option<StepId>,
    /// The attempt at the step, from 1; 0 where it is about no attempt.
    pub attempt: u32,
    /// What the place remembers the attempt by.
    pub key: Option<Key>,
    /// Who.
    pub actor: String,
    /// On which device.
    pub device: String,
    /// When, in UTC.
    pub at: Timestamp,
    /// What.
    pub body: Body,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant)]
pub enum Body {
    /// An operation begins.
    Opened {
        /// Who set out to do what.
        operation: Operation,
        /// The whole plan.
        plan: Plan,
    },
    /// A step is about to be done.
    Intent,
    /// What the doing itself reported. Evidence, never the outcome.
    Report {
        /// What the executor has to say.
        report: Report,
    },
    /// The step could not be observed. Its intent stays open.
    Unobserved {
        /// Why not.
        why: Problem,
    },
    /// What was observed. Ends the attempt.
    Outcome {
        /// How it ended.
        outcome: Outcome,
        /// What was observed, for the steps that need this one.
        #[serde(default)]
        fact: Value,
        /// Why it did not succeed.
        problem: Option<Problem>,
        /// What shows it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Evidence>,
    },
    /// Someone wants the operation to stop.
    CancelRequested {
        /// Why.
        reason: Option<String>,
    },
    /// Someone approves a plan.
    Approved {
        /// The plan.
        plan: PlanHash,
        /// Why.
        reason: Option<String>,
    },
    /// Someone denies a plan.
    Denied {
        /// The plan.
        plan: PlanHash,
        /// Why.
        reason: Option<String>,
    },
    /// Another device goes on with the operation, or its lock was taken away: nothing more is done for it here.
    TakenOver {
        /// Who, as far as is known.
        by: String,
    },
    /// How it ended at the device that took it over, as a place's journal tells. It was closed here before, with an
    /// unknown verdict.
    Learned {
        /// The verdict.
        verdict: Verdict,
    },
    /// A person answers an operation that asks whether what failed is taken back.
    Answered {
        /// What is to be done.
        answer: Answer,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Words for people, such as where something was learned from.
    Note {
        /// The words.
        text: String,
    },
    /// The operation has ended.
    Closed {
        /// How.
        verdict: Verdict,
        /// Why it was refused or failed, if it was.
        problem: Option<Problem>,
    },
    /// The environment takes nothing from now on, until someone lifts it.
    Held {
        /// Why.
        reason: String,
    },
    /// The hold is lifted.
    Unheld,
    /// Nothing goes out until then.
    Frozen {
        /// The end; without one until someone lifts it.
        until: Option<Timestamp>,
        /// Why.
        reason: String,
    },
    /// The freeze is lifted.
    Unfrozen,
    /// Someone locks the environment by hand.
    Locked {
        /// Why.
        message: String,
    },
    /// The lock by hand is gone.
    Unlocked,
}

impl Body {
    /// The name of the kind, as it stands in the `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Intent => "intent",
            Self::Report { .. } => "report",
            Self::Unobserved { .. } => "unobserved",
            Self::Outcome { .. } => "outcome",
            Self::CancelRequested { .. } => "cancel_requested",
            Self::Approved { .. } => "approved",
            Self::Denied { .. } => "denied",
            Self::TakenOver { .. } => "taken_over",
            Self::Learned { .. } => "learned",
            Self::Answered { .. } => "answered",
            Self::Note { .. } => "note",
            Self::Closed { .. } => "closed",
            Self::Held { .. } => "held",
            Self::Unheld => "unheld",
            Self::Frozen { .. } => "frozen",
            Self::Unfrozen => "unfrozen",
            Self::Locked { .. } => "locked",
            Self::Unlocked => "unlocked",
        }
    }
}

/// What is done about a deployment that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// What failed is taken back.
    #[serde(rename = "take back")]
    TakeBack,
    /// Everything stays as it is.
    #[serde(rename = "leave")]
    Leave,
}

/// How an attempt at a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Observed as expected.
    Succeeded,
    /// Observed otherwise.
    Failed,
    /// Stopped, and observed as stopped.
    Cancelled,
}

/// What an executor says of its own doing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Why it believes that it failed.
    pub problem: Option<Problem>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// It is certain that nothing was changed, because it failed before its first action.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub untouched: bool,
    /// Anything that its own observation needs and the world does not remember.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub handle: Value,
}

/// Something that shows why a step failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The place it comes from.
    pub place: Option<String>,
    /// The service it is about.
    pub service: Option<String>,
    /// What it is, such as `exit code`, `last lines`, `health check`, `difference`.
    pub what: String,
    /// The text itself, redacted.
    pub text: String,
}
