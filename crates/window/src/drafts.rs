//! What runs set out to make. It never changes, and lists ask for it again and again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_domain::release::Draft;
use slipway_engine::project::Project;

use crate::session::Session;

/// How many are remembered.
const MOST: usize = 4000;

/// Those that were looked up.
#[derive(Default)]
pub(crate) struct Drafts {
    all: Mutex<HashMap<OperationId, Option<Draft>>>,
}

impl Drafts {
    fn of(&self, operation: OperationId) -> Option<Option<Draft>> {
        self.lock().get(&operation).cloned()
    }

    fn keep(&self, operation: OperationId, draft: Option<Draft>) {
        let mut all = self.lock();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(operation, draft);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<OperationId, Option<Draft>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// What a run set out to make; `None` for what is no run.
    pub(crate) async fn draft(
        &self,
        project: &Project,
        operation: OperationId,
    ) -> Result<Option<Draft>, Problem> {
        if let Some(known) = self.inner.drafts.of(operation) {
            return Ok(known);
        }
        let draft = project.draft_of(operation).await?;
        self.inner.drafts.keep(operation, draft.clone());
        Ok(draft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_up_is_remembered_and_no_more_than_so_many() {
        let drafts = Drafts::default();
        let id = |number: u128| OperationId(uuid::Uuid::from_u128(number));
        assert_eq!(drafts.of(id(1)), None);
        drafts.keep(id(1), None);
        assert_eq!(drafts.of(id(1)), Some(None), "it is no run");
        (2..=MOST as u128 + 1).for_each(|number| drafts.keep(id(number), None));
        assert_eq!((drafts.of(id(1)), drafts.lock().len()), (None, 1));
    }
}
