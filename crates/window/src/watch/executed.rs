//! What was answered of who is at work: whether open operations are executed.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use slipway_domain::ids::OperationId;

/// How many of those that ended last are known. While an answer is made that says of one that it is open, fewer end.
const ENDED: usize = 100;

/// What was answered of open operations.
#[derive(Default)]
pub(crate) struct Executed {
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    told: HashMap<OperationId, Told>,
    /// Newest last.
    ended: VecDeque<OperationId>,
}

/// Answers that are shown beside each other may say both.
struct Told {
    project: String,
    busy: bool,
    idle: bool,
}

impl Executed {
    /// An answer says of an open operation whether some program executes it. Nobody will be at one that has ended
    /// meanwhile, so that would be looked at for ever.
    pub fn told(&self, operation: OperationId, project: &str, busy: bool) {
        let mut all = self.lock();
        if !busy && all.ended.contains(&operation) {
            return;
        }
        let nothing = Told { project: project.to_owned(), busy: false, idle: false };
        let told = all.told.entry(operation).or_insert(nothing);
        told.busy |= busy;
        told.idle |= !busy;
    }

    /// Nothing more is to be told of it.
    pub(super) fn end(&self, operation: OperationId) {
        let mut all = self.lock();
        all.told.remove(&operation);
        all.ended.push_back(operation);
        if all.ended.len() > ENDED {
            all.ended.pop_front();
        }
    }

    /// Those of which something else was told than is so now; where that cannot be said, it stays as it was told.
    pub(super) fn changed(
        &self,
        is_executed: impl Fn(OperationId) -> Option<bool>,
    ) -> Vec<(OperationId, String)> {
        let told: Vec<(OperationId, bool, bool)> =
            self.lock().told.iter().map(|(id, told)| (*id, told.busy, told.idle)).collect();
        let is_wrong = |(id, busy, idle): &(OperationId, bool, bool)| match is_executed(*id) {
            Some(true) => *idle,
            Some(false) => *busy,
            None => false,
        };
        let changed = told.into_iter().filter(is_wrong);
        // Whoever asks again is told how it is then.
        changed.filter_map(|(id, ..)| Some((id, self.lock().told.remove(&id)?.project))).collect()
    }

    fn lock(&self) -> MutexGuard<'_, All> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_gone_and_who_is_at_it_again_is_told_once() {
        let (executed, id) = (Executed::default(), OperationId(uuid::Uuid::nil()));
        let said = |now: Option<bool>| executed.changed(|_| now).len();
        executed.told(id, "recipes", true);
        assert_eq!((said(Some(true)), said(None), said(Some(false)), said(Some(false))), (0, 0, 1, 0));
        executed.told(id, "recipes", false);
        assert_eq!((said(Some(false)), said(Some(true))), (0, 1));
        executed.told(id, "recipes", true);
        executed.told(id, "recipes", false);
        assert_eq!(said(Some(false)), 1, "one of two answers says that it is executed");
        executed.told(id, "recipes", true);
        executed.end(id);
        assert_eq!(said(Some(false)), 0);
        executed.told(id, "recipes", false);
        assert_eq!(said(Some(true)), 0, "it ended while the answer was made");
    }
}
