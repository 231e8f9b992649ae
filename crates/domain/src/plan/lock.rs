//! The lock of a place in a plan: which step takes it, and the fact that this step leaves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Plan, Step};
use crate::ids::StepId;

/// What the step that takes the lock of a place is called there: `PLACE/lock`.
pub const LOCK: &str = "lock";

/// The fact that a step leaves which took the lock of its place. Facts are in ledgers for good, so its form stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockFact {
    /// The number under which other steps act at the place.
    pub fence: u64,
    /// The lock was taken over from another laptop.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken: bool,
}

impl LockFact {
    /// As what a step left says it; `None` where that step took no lock.
    pub fn of(fact: &Value) -> Option<Self> {
        Self::deserialize(fact).ok()
    }

    /// As it is kept.
    pub fn fact(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl Step {
    /// Whether it takes the lock of its place. Its fact is a [`LockFact`].
    pub fn is_lock(&self) -> bool {
        self.place.as_ref().is_some_and(|place| self.id.0 == format!("{place}/{LOCK}"))
    }
}

impl Plan {
    /// The step that takes the lock of a place.
    pub fn lock_of(&self, place: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.is_lock() && step.place.as_deref() == Some(place))
    }

    /// The number under which steps act at a place, as these facts of the plan's steps say it.
    pub fn fence_at(&self, place: &str, facts: &BTreeMap<StepId, Value>) -> Option<u64> {
        let lock = self.lock_of(place)?;
        LockFact::of(facts.get(&lock.id)?).map(|fact| fact.fence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_fact_of_a_lock_is_as_it_stands_in_ledgers() {
        for (fence, taken, text) in [(7, false, r#"{"fence":7}"#), (8, true, r#"{"fence":8,"taken":true}"#)] {
            let fact = LockFact { fence, taken };
            assert_eq!(fact.fact().to_string(), text);
            assert_eq!(LockFact::of(&fact.fact()), Some(fact));
        }
    }

    #[test]
    fn what_other_steps_leave_is_no_lock() {
        for fact in [Value::Null, json!({}), json!({ "digest": "sha256:00" }), json!({ "fence": "7" })] {
            assert_eq!(LockFact::of(&fact), None, "{fact}");
        }
    }
}
