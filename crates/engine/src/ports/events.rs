//! What a front end hears while something happens.

use slipway_domain::entry::Outcome;
use slipway_domain::how_far::HowFar;
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::operation::Verdict;

/// How a step has ended, as far as this process goes: an attempt may stay open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Observed as expected.
    Succeeded,
    /// Observed otherwise.
    Failed,
    /// Stopped, and observed as stopped.
    Cancelled,
    /// It waits for a person.
    Waiting,
    /// Nobody can tell.
    Unknown,
}

impl Ending {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Waiting => "waiting",
            Self::Unknown => "unknown",
        }
    }
}

impl From<Outcome> for Ending {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Succeeded => Self::Succeeded,
            Outcome::Failed => Self::Failed,
            Outcome::Cancelled => Self::Cancelled,
        }
    }
}

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
        /// In parts.
        far: HowFar,
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
        /// How.
        ending: Ending,
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
