//! The logs that somebody reads while they grow.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use slipway_domain::ids::OperationId;

/// An operation that was left open logs nothing; its log is no longer watched after this.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(6 * 3600);

/// Those logs, by operation.
#[derive(Default)]
pub(crate) struct Followed {
    logs: Mutex<HashMap<OperationId, Log>>,
}

struct Log {
    /// When somebody last asked for it or it last grew.
    asked: Instant,
    /// How many lines everybody knows of who reads it.
    total: u64,
    /// How many parts of its steps have begun, as was told.
    parts: usize,
    /// Nothing more is written to it.
    ended: bool,
}

impl Followed {
    /// Somebody reads an operation's log, which has so many lines. Who reads it already is told of those still.
    pub fn follow(&self, operation: OperationId, total: u64) {
        let new = Log { asked: Instant::now(), total, parts: 0, ended: false };
        self.lock().entry(operation).or_insert(new).asked = Instant::now();
    }

    /// Nothing more comes; it is counted once more, for the last lines.
    pub fn end(&self, operation: OperationId) {
        if let Some(log) = self.lock().get_mut(&operation) {
            log.ended = true;
        }
    }

    /// Nobody has to be told of it any more.
    pub(super) fn forget(&self, operation: OperationId) {
        self.lock().remove(&operation);
    }

    /// Those that are still read, and whether they have ended.
    pub(super) fn all(&self) -> Vec<(OperationId, bool)> {
        let mut logs = self.lock();
        logs.retain(|_, log| log.asked.elapsed() < FORGOTTEN_AFTER);
        logs.iter().map(|(operation, log)| (*operation, log.ended)).collect()
    }

    /// Whether that is another total than the one that was told.
    pub(super) fn has_grown(&self, operation: OperationId, now: u64) -> bool {
        let mut logs = self.lock();
        let Some(log) = logs.get_mut(&operation) else { return false };
        let grown = log.total != now;
        if grown {
            (log.asked, log.total) = (Instant::now(), now);
        }
        grown
    }

    /// Whether more parts have begun than were told of.
    pub(super) fn has_new_part(&self, operation: OperationId, now: usize) -> bool {
        let mut logs = self.lock();
        let Some(log) = logs.get_mut(&operation) else { return false };
        std::mem::replace(&mut log.parts, now) != now
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<OperationId, Log>> {
        self.logs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_followed_until_its_operation_ends_however_long_it_is_silent() {
        let (followed, id) = (Followed::default(), OperationId(uuid::Uuid::nil()));
        followed.follow(id, 3);
        let Some(earlier) = Instant::now().checked_sub(Duration::from_secs(600)) else { return };
        if let Some(log) = followed.lock().get_mut(&id) {
            log.asked = earlier;
        }
        assert_eq!(followed.all(), [(id, false)]);
        followed.end(id);
        assert_eq!(followed.all(), [(id, true)], "its last lines are to be told");
        assert!(followed.has_grown(id, 4));
        followed.forget(id);
        assert_eq!(followed.all(), []);
    }

    #[test]
    fn a_part_that_begins_is_told_once() {
        let (followed, id) = (Followed::default(), OperationId(uuid::Uuid::nil()));
        assert!(!followed.has_new_part(id, 1), "nobody reads it");
        followed.follow(id, 3);
        let told = [1, 1, 2].map(|parts| followed.has_new_part(id, parts));
        assert_eq!(told, [true, false, true]);
    }

    #[test]
    fn a_second_reader_takes_no_news_from_the_first() {
        let (followed, id) = (Followed::default(), OperationId(uuid::Uuid::nil()));
        followed.follow(id, 3);
        followed.follow(id, 5);
        assert!(followed.has_grown(id, 5), "the first knows of three");
        assert!(!followed.has_grown(id, 5));
    }
}
