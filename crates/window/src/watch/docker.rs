//! The Docker Engine of this laptop, which is started and ended without a word: what was told of it, and when it is asked
//! again.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use slipway_api::window::topic::Topic;
use slipway_app::{EngineHere, engine_here};

use crate::session::Session;

/// How soon it is asked again. One that does not answer is always: whoever reads that is about to start it.
const SOON: Duration = Duration::from_secs(4);
/// How soon at the latest one that answers each time.
const LATE: Duration = Duration::from_secs(32);
/// One that takes long to answer is left alone for so many times as long.
const REST: u32 = 20;

/// What was answered last; nothing where nobody asked.
#[derive(Default)]
pub(crate) struct DockerTold {
    last: Mutex<Option<Last>>,
}

struct Last {
    told: EngineHere,
    /// When it is asked again.
    next: Instant,
    pause: Duration,
    /// It is asked now.
    asking: bool,
}

impl DockerTold {
    /// An answer was made of this.
    pub fn told(&self, told: EngineHere, now: Instant) {
        *self.lock() = Some(Last { told, next: now + SOON, pause: SOON, asking: false });
    }

    /// Begins to ask, if somebody was told of it, it is time, and nobody asks already.
    fn begin_asking(&self, now: Instant) -> bool {
        let mut last = self.lock();
        let Some(last) = last.as_mut().filter(|last| !last.asking && last.next <= now) else { return false };
        last.asking = true;
        true
    }

    /// It was asked, which took so long. Whether that is another answer than the one that was told.
    fn end_asking(&self, found: EngineHere, took: Duration, now: Instant) -> bool {
        let mut last = self.lock();
        let Some(last) = last.as_mut() else { return false };
        let is_other = last.told != found;
        let calm = if is_other || found.info.is_err() { SOON } else { (last.pause * 2).min(LATE) };
        last.pause = calm;
        (last.next, last.asking, last.told) = (now + calm.max(took * REST), false, found);
        is_other
    }

    fn lock(&self) -> MutexGuard<'_, Option<Last>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks it again where somebody looks at what was told of it.
pub(super) fn see_docker(session: &Session) {
    if !session.is_looked_at() || !session.inner.docker.begin_asking(Instant::now()) {
        return;
    }
    let (weak, kept) = (session.weak(), session.inner.kept.clone());
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let begun = Instant::now();
        let found = runtime.block_on(engine_here(&kept));
        let Some(session) = weak.upgrade().map(Session::from) else { return };
        if session.inner.docker.end_asking(found, begun.elapsed(), Instant::now()) {
            session.changed(vec![Topic::Docker]);
        }
    });
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_domain::problem::{Code, Problem};
    use slipway_engine::ports::EngineInfo;

    use super::*;

    fn here(version: Option<&str>) -> EngineHere {
        let info = |version: &str| EngineInfo {
            platform: "linux/amd64".into(),
            version: version.into(),
            api: "1.41".into(),
            root: "/var/lib/docker".into(),
        };
        let away = || Problem::new(Code::EngineUnreachable, "nobody is there");
        EngineHere { located: None, info: version.map(info).ok_or_else(away) }
    }

    #[test]
    fn it_is_asked_by_one_at_a_time_once_somebody_was_told_of_it_and_seldom_where_nothing_changes() {
        let (docker, begun) = (DockerTold::default(), Instant::now());
        let after = |seconds: u64| begun + Duration::from_secs(seconds);
        assert!(!docker.begin_asking(after(100)), "nobody wants to know");
        docker.told(here(None), begun);
        assert!(!docker.begin_asking(after(3)));
        assert!(docker.begin_asking(after(4)) && !docker.begin_asking(after(5)), "it is asked already");
        let quick = Duration::from_millis(5);
        assert!(!docker.end_asking(here(None), quick, after(5)), "it is still away");
        assert!(docker.begin_asking(after(9)), "somebody is about to start it");
        assert!(docker.end_asking(here(Some("27.1")), quick, after(9)), "it was started");
        for (from, pause) in [(13, 8), (21, 16), (37, 32), (69, 32)] {
            assert!(docker.begin_asking(after(from)), "{from}");
            assert!(!docker.end_asking(here(Some("27.1")), quick, after(from)));
            assert!(!docker.begin_asking(after(from + pause - 1)), "{from}");
        }
        assert!(docker.begin_asking(after(101)));
        assert!(docker.end_asking(here(None), Duration::from_secs(5), after(106)), "it was ended");
        assert!(!docker.begin_asking(after(205)), "what takes long to fail is left alone");
        assert!(docker.begin_asking(after(206)));
    }

    #[cfg(unix)]
    #[tokio::test(flavor = "multi_thread")]
    async fn that_something_listens_at_last_is_told_while_somebody_looks() {
        use futures::StreamExt as _;
        use slipway_api::window::call::Nothing;
        use slipway_api::window::event::Event;

        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let socket = folder.path().join("d.sock");
        session.inner.kept.use_docker(Some(format!("unix://{}", socket.display())));
        session.set_showing(Some("/board".into()));
        let mut events = session.listen();
        let first = crate::calls::settings::docker(&session, Nothing {}).await.unwrap().value;
        assert!(first.problem.is_some(), "nobody listens there");
        // It answers something else than that nobody is there: that is no engine, and news all the same.
        let listener = tokio::net::UnixListener::bind(&socket).unwrap();
        tokio::spawn(async move { while listener.accept().await.is_ok() {} });
        let told = async {
            let docker = Event::Changed { topics: vec![Topic::Docker] };
            while events.next().await.is_some_and(|event| event != docker) {}
        };
        tokio::time::timeout(Duration::from_secs(30), told).await.unwrap();
        let second = crate::calls::settings::docker(&session, Nothing {}).await.unwrap().value;
        assert_ne!(second.problem, first.problem);
    }
}
