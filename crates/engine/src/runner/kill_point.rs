//! Points at which a test can end the process, to see that `resume` settles what was left.

use std::fmt;
use std::str::FromStr;

use slipway_domain::ids::StepId;

/// Where in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KillPoint {
    /// Nothing of the step is in the ledger.
    BeforeIntent,
    /// The intent is, and nothing was done.
    AfterIntent,
    /// It was done, and nothing of that is in the ledger.
    Act,
    /// It was reported, and nothing was observed.
    Observe,
    /// It was observed, and the outcome is not in the ledger.
    Outcome,
}

impl KillPoint {
    /// All of them in their order.
    pub const ALL: [KillPoint; 5] =
        [Self::BeforeIntent, Self::AfterIntent, Self::Act, Self::Observe, Self::Outcome];

    /// The names of all of them.
    pub const NAMES: [&str; Self::ALL.len()] = {
        let mut names = [""; Self::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = Self::ALL[at].name();
            at += 1;
        }
        names
    };

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BeforeIntent => "before-intent",
            Self::AfterIntent => "after-intent",
            Self::Act => "act",
            Self::Observe => "observe",
            Self::Outcome => "outcome",
        }
    }
}

impl fmt::Display for KillPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for KillPoint {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|point| point.name() == text)
            .ok_or_else(|| format!("`{text}` is no kill point"))
    }
}

/// Ends the process at a point, or lets it pass.
pub trait KillSwitch: Send + Sync {
    /// Called at each point of each step.
    fn at(&self, point: KillPoint, step: &StepId);
}

/// Lets everything pass.
#[derive(Debug, Clone, Copy, Default)]
pub struct NeverKill;

impl KillSwitch for NeverKill {
    fn at(&self, _: KillPoint, _: &StepId) {}
}
