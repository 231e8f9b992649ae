//! Rules that people set on an environment by hand: holds and freezes. Locks by hand lie at its places.

use jiff::Timestamp;
use slipway_domain::config::Frozen;
use slipway_domain::entry::{Body, Entry};
use slipway_domain::gate_reason::GateReason;
use slipway_domain::moment::moment;
use slipway_domain::problem::{Code, Problem};

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Who set it.
    pub by: String,
    /// When.
    pub since: Timestamp,
    /// Why.
    pub reason: String,
}

/// A freeze set by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandFreeze {
    /// Who set it.
    pub by: String,
    /// Its end; without one until someone lifts it.
    pub until: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// What holds in an environment now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// The hold.
    pub hold: Option<Hold>,
    /// The freeze.
    pub freeze: Option<HandFreeze>,
}

impl Rules {
    /// Reads the entries about an environment, in order.
    pub fn of(entries: &[Entry], now: Timestamp) -> Self {
        let mut rules = Self::default();
        for entry in entries {
            match &entry.body {
                Body::Held { reason } => {
                    rules.hold =
                        Some(Hold { by: entry.actor.clone(), since: entry.at, reason: reason.clone() });
                }
                Body::Unheld => rules.hold = None,
                Body::Frozen { until, reason } => {
                    rules.freeze =
                        Some(HandFreeze { by: entry.actor.clone(), until: *until, reason: reason.clone() });
                }
                Body::Unfrozen => rules.freeze = None,
                _ => {}
            }
        }
        rules.freeze = rules.freeze.filter(|freeze| freeze.until.is_none_or(|until| now < until));
        rules
    }

    /// Why nothing may go out, given the window of slipway.yml that holds now.
    pub fn refusal(&self, environment: &str, window: Option<Frozen>) -> Option<Problem> {
        if let Some(freeze) = &self.freeze {
            let until = freeze.until.map_or_else(|| "it is lifted".to_owned(), moment);
            let message = format!("{} froze {environment} until {until}: {}", freeze.by, freeze.reason);
            let hint =
                format!("wait until the freeze ends, or lift it with `slipway unfreeze {environment}`");
            let HandFreeze { by, until, reason } = freeze.clone();
            let reason = GateReason::Frozen { by: Some(by), until, reason: Some(reason) };
            return Some(reason.in_parts(Problem::new(Code::Frozen, message).hint(hint)));
        }
        if let Some(window) = window {
            let why = window.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
            let message = format!("slipway.yml freezes {environment} until {}{why}", moment(window.until));
            let problem = Problem::new(Code::Frozen, message).hint("wait until the freeze ends");
            let Frozen { until, reason } = window;
            return Some(GateReason::Frozen { by: None, until: Some(until), reason }.in_parts(problem));
        }
        let hold = self.hold.as_ref()?;
        let message =
            format!("{} put {environment} on hold at {}: {}", hold.by, moment(hold.since), hold.reason);
        let hint = format!("`slipway unhold {environment}` lifts it");
        let Hold { by, since, reason } = hold.clone();
        let reason = GateReason::Held { by, since, reason };
        Some(reason.in_parts(Problem::new(Code::Held, message).hint(hint)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_fixtures::entry;

    #[test]
    fn the_newest_word_counts() {
        let held = entry(Body::Held { reason: "incident".into() });
        let now = Timestamp::UNIX_EPOCH;
        let rules = Rules::of(std::slice::from_ref(&held), now);
        let refusal = rules.refusal("production", None).expect("held");
        assert_eq!(refusal.code, Code::Held);
        let parts = GateReason::Held { by: held.actor.clone(), since: held.at, reason: "incident".into() };
        assert_eq!(GateReason::of(&refusal), Some(parts));
        let lifted = Rules::of(&[held, entry(Body::Unheld)], now);
        assert_eq!(lifted.refusal("production", None), None);
    }

    #[test]
    fn a_freeze_ends_by_itself() {
        let until: Timestamp = "2026-01-02T00:00:00Z".parse().expect("a time");
        let entries = [entry(Body::Frozen { until: Some(until), reason: "holidays".into() })];
        let before = "2026-01-01T00:00:00Z".parse().expect("a time");
        let refusal = Rules::of(&entries, before).refusal("e", None).expect("frozen");
        let until_then =
            |reason| matches!(reason, GateReason::Frozen { until: Some(end), .. } if end == until);
        assert!(GateReason::of(&refusal).is_some_and(until_then), "{refusal}");
        assert_eq!(Rules::of(&entries, until).refusal("e", None), None);
    }
}
