//! Watches the ledger, the logs, who is at work, repositories and the laptop's engine, which any program may change, and says
//! what has changed.

mod docker;
mod executed;
mod files;
mod followed;
mod standing;

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use std::time::Duration;

use slipway_api::window::event::Event;
use slipway_api::window::topic::Topic;
use slipway_domain::ids::OperationId;
use slipway_engine::ports::{Changed, Changes};

pub(crate) use self::docker::DockerTold;
pub(crate) use self::executed::Executed;
pub(crate) use self::files::Files;
pub(crate) use self::followed::Followed;
pub(crate) use self::standing::Standing;
use crate::calls::untold;
use crate::session::{Inner, Session};

/// A change is told within twice this.
const EVERY: Duration = Duration::from_millis(80);
/// What tells nobody is looked at each so many times.
const SELDOM: u32 = 25;
/// Where the state of the keychain is shown.
const CREDENTIALS: &str = "/credentials";
/// Entries that only an operation's own page, or what shows it as open, has to hear of.
const OF_STEPS: [&str; 4] = ["intent", "report", "unobserved", "outcome"];
/// Entries after which places are not as they were: something went out or back, or somebody has or gave the lock.
const CHANGES_PLACES: [&str; 5] = ["closed", "learned", "taken_over", "locked", "unlocked"];

/// An operation ended, or stands where somebody has to see to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct News {
    /// Its project.
    pub project: String,
    /// Which.
    pub operation: OperationId,
}

/// Watches until the session is gone. What was there before `newest` is no news.
pub(crate) fn begin(session: &Session, newest: u64) {
    let session = session.weak();
    tokio::spawn(async move {
        let (mut newest, mut turn) = (newest, 0_u32);
        while let Some(session) = session.upgrade().map(Session::from) {
            newest = look(&session, newest).await;
            count(&session).await;
            if turn.is_multiple_of(SELDOM) {
                see_who_is_at_work(&session);
                see_credentials(&session).await;
                see_channels(&session).await;
                docker::see_docker(&session);
                files::see_files(&session);
                session.look_at_what_is_old();
            }
            turn = turn.wrapping_add(1);
            drop(session);
            tokio::time::sleep(EVERY).await;
        }
    });
}

/// Tells what was appended after `newest`.
async fn look(session: &Session, newest: u64) -> u64 {
    // A ledger that cannot be read now is read again; what is asked of it says why.
    let Ok(Changes { newest, entries }) = session.inner.kept.ledger().changes(newest).await else {
        return newest;
    };
    let news = ended(session, &entries);
    session.changed(topics(&entries));
    news.into_iter().for_each(|news| session.is_news(news));
    for (project, environment) in moved(&entries) {
        session.look_again(project, environment);
    }
    newest
}

/// Keeps in mind what ended and what was left open, and returns what ended.
fn ended(session: &Session, entries: &[Changed]) -> Vec<News> {
    let mut ended = Vec::new();
    for entry in entries {
        let Some(operation) = entry.operation else { continue };
        match entry.kind.as_str() {
            "closed" => {
                session.inner.followed.end(operation);
                session.inner.executed.end(operation);
                session.inner.standing.end(operation);
                ended.push(News { project: entry.project.clone(), operation });
            }
            "unobserved" => session.inner.standing.left_open(operation, &entry.project),
            _ => {}
        }
    }
    ended
}

/// The environments whose places have to be looked at, each once.
fn moved(entries: &[Changed]) -> BTreeSet<(String, String)> {
    let moved = entries.iter().filter(|entry| CHANGES_PLACES.contains(&entry.kind.as_str()));
    moved.filter_map(|entry| Some((entry.project.clone(), entry.environment.clone()?))).collect()
}

fn topics(entries: &[Changed]) -> Vec<Topic> {
    let mut topics = Vec::new();
    let mut add = |topic: Topic| {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    };
    for entry in entries {
        if !OF_STEPS.contains(&entry.kind.as_str()) {
            add(Topic::Ledger { project: entry.project.clone() });
        }
        if let Some(operation) = entry.operation {
            add(Topic::Operation { operation: operation.to_string() });
        }
    }
    topics
}

async fn count(session: &Session) {
    for (operation, ended) in session.inner.followed.all() {
        let Ok(total) = session.inner.kept.logs().count(operation).await else { continue };
        if session.inner.followed.has_grown(operation, total) {
            session.tell(Event::Logged { operation: operation.to_string(), total });
            see_new_parts(session, operation).await;
        }
        if ended {
            session.inner.followed.forget(operation);
        }
    }
}

/// That a job has come to its next command stands in its log alone.
async fn see_new_parts(session: &Session, operation: OperationId) {
    let Ok(steps) = session.inner.kept.logs().steps(operation).await else { return };
    let parts = steps.iter().map(|step| step.headings.len()).sum();
    if session.inner.followed.has_new_part(operation, parts) {
        session.changed(vec![Topic::Operation { operation: operation.to_string() }]);
    }
}

/// Whoever is killed writes nothing down, and whoever carries something on may be at it for long before they do.
fn see_who_is_at_work(session: &Session) {
    let kept = &session.inner.kept;
    let left = session.inner.standing.left(|operation| kept.is_executed(operation));
    left.into_iter().for_each(|news| session.is_news(news));
    for (operation, project) in session.inner.executed.changed(|operation| kept.is_executed(operation)) {
        let operation = operation.to_string();
        session.changed(vec![Topic::Ledger { project }, Topic::Operation { operation }]);
    }
}

/// Another program may have put a credential there, and a keychain is locked and unlocked by itself.
async fn see_credentials(session: &Session) {
    let told = &session.inner.credentials;
    if told.has_known()
        && let Ok(known) = session.inner.kept.wallet().known().await
        && told.is_other(&known)
    {
        told.known(known);
        session.changed(vec![Topic::Credentials]);
    }
    let shows = session.showing().path.is_some_and(|path| path.starts_with(CREDENTIALS));
    if shows && told.begin_asking() {
        // One that does not answer keeps nobody else waiting.
        let weak = session.weak();
        let keychain = session.inner.kept.wallet().keychain;
        tokio::spawn(async move {
            let state = keychain.state().await;
            let Some(session) = weak.upgrade().map(Session::from) else { return };
            if session.inner.credentials.end_asking(state) {
                session.changed(vec![Topic::Keychain]);
            }
        });
    }
}

/// A channel is told at last, or not any more, by whichever program is at it.
async fn see_channels(session: &Session) {
    if untold::has_changed(session).await {
        session.changed(vec![Topic::Notifications]);
    }
}

impl Session {
    pub(crate) fn weak(&self) -> Weak<Inner> {
        Arc::downgrade(&self.inner)
    }

    /// Whoever tells the desktop hears of it, if anybody does.
    fn is_news(&self, news: News) {
        let _ = self.inner.news.send(news);
    }
}

impl From<Arc<Inner>> for Session {
    fn from(inner: Arc<Inner>) -> Self {
        Self { inner }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn changed(kind: &str, environment: Option<&str>, operation: Option<OperationId>) -> Changed {
        let environment = environment.map(str::to_owned);
        Changed { project: "recipes".into(), environment, operation, kind: kind.into() }
    }

    #[test]
    fn each_topic_is_told_once() {
        let of = |operation| changed("closed", None, operation);
        let id = OperationId(uuid::Uuid::nil());
        let told = topics(&[of(Some(id)), of(None), of(Some(id))]);
        let ledger = Topic::Ledger { project: "recipes".into() };
        assert_eq!(told, [ledger, Topic::Operation { operation: id.to_string() }]);
    }

    #[test]
    fn what_a_step_does_changes_only_what_shows_its_operation() {
        let id = OperationId(uuid::Uuid::nil());
        let told = topics(&OF_STEPS.map(|kind| changed(kind, Some("sandbox"), Some(id))));
        assert_eq!(told, [Topic::Operation { operation: id.to_string() }]);
    }

    #[tokio::test]
    async fn what_ends_is_news_and_what_is_left_open_is_once_nobody_is_at_it() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let mut news = session.inner.news.subscribe();
        let [over, open] = [1, 2].map(|number| OperationId(uuid::Uuid::from_u128(number)));
        let told = ended(
            &session,
            &[
                changed("unobserved", Some("sandbox"), Some(over)),
                changed("unobserved", Some("sandbox"), Some(open)),
                changed("closed", Some("sandbox"), Some(over)),
                changed("held", Some("sandbox"), None),
            ],
        );
        let of = |operation| News { project: "recipes".into(), operation };
        assert_eq!(told, [of(over)]);
        see_who_is_at_work(&session);
        assert_eq!(news.recv().await.unwrap(), of(open));
    }

    #[test]
    fn places_are_looked_at_once_after_something_happened_to_them() {
        let entries = [
            changed("closed", Some("sandbox"), None),
            changed("unlocked", Some("sandbox"), None),
            changed("closed", None, None),
            changed("intent", Some("production"), None),
            changed("held", Some("production"), None),
        ];
        let wanted = BTreeSet::from([("recipes".to_owned(), "sandbox".to_owned())]);
        assert_eq!(moved(&entries), wanted);
    }
}
