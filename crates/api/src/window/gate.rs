//! Why gates let nothing through, in parts: a window says it in its own words.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use slipway_engine::deploy::GateView;
use slipway_engine::steps::gate::{Answer, Reason};

/// Why a gate lets nothing through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum GateReason {
    /// The release was built from a working tree with changes.
    Dirty,
    /// Its commit is on no remote branch.
    Unpushed,
    /// The environment is on hold.
    Held {
        /// Who set that.
        by: String,
        /// When.
        since: String,
        /// Why.
        reason: String,
    },
    /// The environment is frozen.
    Frozen {
        /// Who froze it by hand; null where slipway.yml does.
        by: Option<String>,
        /// The end; null where someone has to lift it.
        until: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// The release was not verified in the environment before.
    Unverified {
        /// The environment before.
        environment: String,
        /// The release.
        release: u64,
        /// Its services that were not; empty if none was.
        services: Vec<String>,
    },
    /// The release has not run long enough in the environment before.
    Soaking {
        /// The environment before.
        environment: String,
        /// Until when it has to run there.
        until: String,
    },
    /// Something took its place there before it had run long enough.
    TooShort {
        /// The environment before.
        environment: String,
        /// The release.
        release: u64,
        /// Its service that ran the shortest.
        service: String,
        /// How long that ran, in seconds.
        ran: u64,
        /// How long it had to.
        of: u64,
    },
    /// Approvals are missing.
    Approvals {
        /// How many.
        missing: u64,
        /// Of how many.
        of: u64,
        /// Those who wrote what goes out do not count.
        not_author: bool,
    },
    /// Somebody denied the plan.
    Denied {
        /// Who.
        by: String,
        /// Why, if they said so.
        reason: Option<String>,
    },
}

impl GateReason {
    /// What gates say that let nothing through, by their names, as far as it is known in parts.
    pub fn of(gates: &[GateView]) -> BTreeMap<String, Self> {
        let one = |gate: &GateView| match &gate.answer {
            Answer::Passed => None,
            Answer::Waiting(problem) | Answer::Refused(problem) => {
                Some((gate.name.clone(), Self::from(Reason::of(problem)?)))
            }
        };
        gates.iter().filter_map(one).collect()
    }
}

impl From<Reason> for GateReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Dirty => Self::Dirty,
            Reason::Unpushed => Self::Unpushed,
            Reason::Held { by, since, reason } => Self::Held { by, since: since.to_string(), reason },
            Reason::Frozen { by, until, reason } => {
                Self::Frozen { by, until: until.map(|until| until.to_string()), reason }
            }
            Reason::Unverified { environment, release, services } => {
                Self::Unverified { environment, release, services }
            }
            Reason::Soaking { environment, until } => Self::Soaking { environment, until: until.to_string() },
            Reason::TooShort { environment, release, service, ran, of } => {
                Self::TooShort { environment, release, service, ran, of }
            }
            Reason::Approvals { missing, of, not_author } => Self::Approvals { missing, of, not_author },
            Reason::Denied { by, reason } => Self::Denied { by, reason },
        }
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::problem::{Code, Problem};

    use super::*;

    #[test]
    fn only_what_lets_nothing_through_says_why() {
        let parts = Reason::Approvals { missing: 1, of: 2, not_author: true };
        let waits = parts.in_parts(Problem::new(Code::ApprovalWanted, "1 of 2 approvals are missing"));
        let view = |name: &str, answer| GateView { name: name.to_owned(), answer };
        let gates = [
            view("open", Answer::Passed),
            view("after", Answer::Refused(Problem::new(Code::Interrupted, "it was stopped before"))),
            view("approval", Answer::Waiting(waits)),
        ];
        let reasons = GateReason::of(&gates);
        assert_eq!(reasons.len(), 1, "{reasons:?}");
        assert_eq!(reasons["approval"], GateReason::Approvals { missing: 1, of: 2, not_author: true });
    }
}
