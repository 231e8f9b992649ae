//! Operations that could not be seen to their end, or wait for somebody: how they stand is news once nobody is at them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use slipway_domain::ids::OperationId;

use super::News;

/// Those of which a step was left open, with their projects.
#[derive(Default)]
pub(crate) struct Standing {
    all: Mutex<HashMap<OperationId, String>>,
}

impl Standing {
    /// A step of it was left open. Whoever is at it may see to it still.
    pub(super) fn left_open(&self, operation: OperationId, project: &str) {
        self.lock().insert(operation, project.to_owned());
    }

    /// It has ended.
    pub(super) fn end(&self, operation: OperationId) {
        self.lock().remove(&operation);
    }

    /// Those that nobody is at any more, each once; where that cannot be said, later.
    pub(super) fn left(&self, is_executed: impl Fn(OperationId) -> Option<bool>) -> Vec<News> {
        let mut all = self.lock();
        let is_left = |operation: &OperationId, _: &mut String| is_executed(*operation) == Some(false);
        let left = all.extract_if(is_left);
        left.map(|(operation, project)| News { project, operation }).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<OperationId, String>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_open_is_news_once_when_nobody_is_at_it_any_more() {
        let (standing, id) = (Standing::default(), OperationId(uuid::Uuid::nil()));
        let left = |now: Option<bool>| standing.left(|_| now).len();
        standing.left_open(id, "recipes");
        standing.left_open(id, "recipes");
        assert_eq!((left(Some(true)), left(None), left(Some(false)), left(Some(false))), (0, 0, 1, 0));
        standing.left_open(id, "recipes");
        standing.end(id);
        assert_eq!(left(Some(false)), 0, "it ended after all");
    }
}
