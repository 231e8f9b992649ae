//! Why a gate lets nothing through, in parts: for whoever says it in other words than the engine's sentence.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// Why a gate lets nothing through. It stands in the details of the problem that says it in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
        #[schemars(with = "String")]
        since: Timestamp,
        /// Why.
        reason: String,
    },
    /// The environment is frozen.
    Frozen {
        /// Who froze it by hand; null where slipway.yml does.
        by: Option<String>,
        /// The end; null where someone has to lift it.
        #[schemars(with = "Option<String>")]
        until: Option<Timestamp>,
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
        #[schemars(with = "String")]
        until: Timestamp,
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
    /// The problem that says it, with its parts.
    pub fn in_parts(&self, problem: Problem) -> Problem {
        match serde_json::to_value(self) {
            Ok(parts) => problem.details(parts),
            Err(_) => problem,
        }
    }

    /// The parts of what a problem says, if a gate said it.
    pub fn of(problem: &Problem) -> Option<Self> {
        Self::deserialize(&problem.details).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn the_parts_of_what_was_said_are_found_again() {
        let until = "2026-01-02T00:00:00Z".parse().expect("a time");
        for reason in [
            GateReason::Dirty,
            GateReason::Held { by: "Ann".into(), since: until, reason: "incident".into() },
            GateReason::Frozen { by: None, until: Some(until), reason: None },
            GateReason::Soaking { environment: "staging".into(), until },
            GateReason::Approvals { missing: 1, of: 2, not_author: true },
        ] {
            let problem = reason.in_parts(Problem::new(Code::GateRefused, "no"));
            assert_eq!(GateReason::of(&problem), Some(reason));
        }
    }

    #[test]
    fn what_no_gate_said_has_no_such_parts() {
        let problem = Problem::new(Code::LockHeld, "ann holds production");
        assert_eq!(GateReason::of(&problem), None);
        let details = serde_json::json!({ "owner": "ann" });
        assert_eq!(GateReason::of(&problem.details(details)), None);
    }
}
