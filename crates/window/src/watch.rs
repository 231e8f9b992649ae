//! Watches the ledger and the logs, which any program may write, and says what has changed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use slipway_api::window::event::Event;
use slipway_api::window::topic::Topic;
use slipway_domain::ids::OperationId;
use slipway_engine::ports::{Changed, Changes};

use crate::session::{Inner, Session};

/// A change is told within twice this.
const EVERY: Duration = Duration::from_millis(80);
/// A log that nobody has asked for so long is no longer watched.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(30);

/// The logs that somebody reads while they grow.
#[derive(Default)]
pub(crate) struct Followed {
    logs: Mutex<HashMap<OperationId, Log>>,
}

struct Log {
    asked: Instant,
    total: u64,
}

impl Followed {
    /// Somebody was told that an open operation's log has so many lines.
    pub fn follow(&self, operation: OperationId, total: u64) {
        let log = Log { asked: Instant::now(), total };
        self.logs.lock().unwrap_or_else(PoisonError::into_inner).insert(operation, log);
    }

    /// Those that are still read.
    fn all(&self) -> Vec<OperationId> {
        let mut logs = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        logs.retain(|_, log| log.asked.elapsed() < FORGOTTEN_AFTER);
        logs.keys().copied().collect()
    }

    /// Whether that is another total than the one that was told.
    fn has_grown(&self, operation: OperationId, now: u64) -> bool {
        let mut logs = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(log) = logs.get_mut(&operation) else { return false };
        let grown = log.total != now;
        if grown {
            *log = Log { asked: Instant::now(), total: now };
        }
        grown
    }
}

/// Watches until the session is gone.
pub(crate) fn begin(session: &Session) {
    let session = session.weak();
    tokio::spawn(async move {
        let mut newest = None;
        while let Some(session) = session.upgrade().map(Session::from) {
            newest = look(&session, newest).await;
            count(&session).await;
            drop(session);
            tokio::time::sleep(EVERY).await;
        }
    });
}

/// Tells what was appended after `newest`; what was there before the first look is no news.
async fn look(session: &Session, newest: Option<u64>) -> Option<u64> {
    let ledger = session.inner.kept.ledger();
    let Some(after) = newest else { return ledger.newest().await.ok() };
    // A ledger that cannot be read now is read again; what is asked of it says why.
    let Ok(Changes { newest, entries }) = ledger.changes(after).await else { return Some(after) };
    session.changed(topics(&entries));
    Some(newest)
}

fn topics(entries: &[Changed]) -> Vec<Topic> {
    let mut topics = Vec::new();
    let mut add = |topic: Topic| {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    };
    for entry in entries {
        add(Topic::Ledger { project: entry.project.clone() });
        if let Some(operation) = entry.operation {
            add(Topic::Operation { operation: operation.to_string() });
        }
    }
    topics
}

async fn count(session: &Session) {
    for operation in session.inner.followed.all() {
        let Ok(total) = session.inner.kept.logs().count(operation).await else { continue };
        if session.inner.followed.has_grown(operation, total) {
            session.tell(Event::Logged { operation: operation.to_string(), total });
        }
    }
}

impl Session {
    fn weak(&self) -> Weak<Inner> {
        Arc::downgrade(&self.inner)
    }
}

impl From<Arc<Inner>> for Session {
    fn from(inner: Arc<Inner>) -> Self {
        Self { inner }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_topic_is_told_once() {
        let of = |operation| Changed {
            project: "recipes".into(),
            environment: None,
            operation,
            kind: "intent".into(),
        };
        let id = OperationId(uuid::Uuid::nil());
        let told = topics(&[of(Some(id)), of(None), of(Some(id))]);
        let ledger = Topic::Ledger { project: "recipes".into() };
        assert_eq!(told, [ledger, Topic::Operation { operation: id.to_string() }]);
    }
}
