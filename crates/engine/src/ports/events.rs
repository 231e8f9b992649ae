//! What a front end hears while something happens.

use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::operation::Verdict;

/// Something that just happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// An operation begins.
    Opened {
        /// Which.
        operation: OperationId,
        /// In a few words.
        title: String,
    },
    /// A step begins.
    Began {
        /// Of which operation.
        operation: OperationId,
        /// Which.
        step: StepId,
        /// Its place.
        place: Option<String>,
        /// What it does, in a few words.
        action: String,
        /// The command as a person would type it.
        command: Option<String>,
    },
    /// A step says something of how far it is. Replaced by the next one.
    Told {
        /// Of which operation.
        operation: OperationId,
        /// Which.
        step: StepId,
        /// In a few words.
        text: String,
    },
    /// A step logged a line.
    Logged {
        /// Of which operation.
        operation: OperationId,
        /// Which.
        step: StepId,
        /// The line, redacted, without its end.
        line: String,
    },
    /// A step has ended.
    Ended {
        /// Of which operation.
        operation: OperationId,
        /// Which.
        step: StepId,
        /// `succeeded`, `failed`, `cancelled`, `waiting` or `unknown`.
        outcome: &'static str,
        /// Why it did not succeed.
        why: Option<String>,
        /// How long it took, in milliseconds.
        millis: u64,
    },
    /// Another program asks something on the terminal from now on. Until [`Event::Answered`] nothing else may be
    /// drawn there.
    Asks {
        /// Who asks, and why.
        text: String,
    },
    /// What was asked is answered.
    Answered,
    /// An operation has ended, or stands.
    Closed {
        /// Which.
        operation: OperationId,
        /// How.
        verdict: Verdict,
    },
}

/// Where events go. Never blocks.
pub trait Events: Send + Sync {
    /// Passes one on.
    fn tell(&self, event: Event);
}

/// Nobody listens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Events for Silent {
    fn tell(&self, _: Event) {}
}
