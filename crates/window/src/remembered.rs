//! What does not change, of operations above all, and is asked for again and again.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use slipway_api::plan::{GateDocument, PlanDocument};
use slipway_api::window::gate::reasons;
use slipway_domain::entry::Entry;
use slipway_domain::gate_reason::GateReason;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_engine::operations::plan_in;
use slipway_engine::ports::OperationRow;
use slipway_engine::project::Project;

use crate::calls::activity::Made;
use crate::session::Session;

/// Of how many operations, or of how much else, something is remembered.
const MOST: usize = 4000;

/// What was looked up once, by operation or by what else it is of.
pub(crate) struct Remembered<T, Key = OperationId> {
    all: Mutex<HashMap<Key, T>>,
}

impl<T, Key> Default for Remembered<T, Key> {
    fn default() -> Self {
        Self { all: Mutex::default() }
    }
}

impl<T: Clone, Key: Eq + Hash> Remembered<T, Key> {
    pub(crate) fn of(&self, key: &Key) -> Option<T> {
        self.lock().get(key).cloned()
    }

    pub(crate) fn keep(&self, key: Key, what: T) {
        let mut all = self.lock();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, what);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, T>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// What an operation set out to move or make; `None` for what does neither.
    pub(crate) async fn made(
        &self,
        project: &Project,
        operation: OperationId,
    ) -> Result<Option<Made>, Problem> {
        if let Some(known) = self.inner.made.of(&operation) {
            return Ok(known);
        }
        let entries = project.ledger.entries(operation, None).await?;
        let made = Made::by(&plan_in(&entries, operation)?.subject);
        self.inner.made.keep(operation, made.clone());
        Ok(made)
    }

    /// What an operation set out to change, with what its gates say, and that in parts.
    pub(crate) async fn planned(
        &self,
        project: &Project,
        row: &OperationRow,
        entries: &[Entry],
    ) -> Result<Option<(PlanDocument, BTreeMap<String, GateReason>)>, Problem> {
        let id = row.operation.id;
        if let Some(known) = self.inner.plans.of(&id) {
            let gates = project.gates_then(row, entries).await?;
            let why = reasons(&gates);
            let plan = PlanDocument { gates: gates.iter().map(GateDocument::from).collect(), ..known };
            return Ok(Some((plan, why)));
        }
        let Some(prepared) = project.planned(row, entries).await? else { return Ok(None) };
        let plan = PlanDocument::of(&prepared);
        // Commits that are not here now may come.
        if !plan.commits.is_empty() {
            self.inner.plans.keep(id, plan.clone());
        }
        Ok(Some((plan, reasons(&prepared.gates))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_up_is_remembered_of_no_more_than_so_many() {
        let remembered = Remembered::default();
        let id = |number: u128| OperationId(uuid::Uuid::from_u128(number));
        assert_eq!(remembered.of(&id(1)), None);
        remembered.keep(id(1), "one");
        assert_eq!(remembered.of(&id(1)), Some("one"));
        (2..=MOST as u128 + 1).for_each(|number| remembered.keep(id(number), "other"));
        assert_eq!((remembered.of(&id(1)), remembered.lock().len()), (None, 1));
    }
}
