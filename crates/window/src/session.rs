//! One window's session.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures::{Stream, StreamExt};
use slipway_api::plan::PlanDocument;
use slipway_api::window::event::Event;
use slipway_api::window::topic::Topic;
use slipway_app::Kept;
use slipway_domain::problem::{Code, Problem};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;

use crate::asking::Asking;
use crate::calls::activity::Made;
use crate::calls::credentials::Told;
use crate::calls::images::KnownImages;
use crate::calls::untold::Untold;
use crate::operations::Operations;
use crate::projects::Projects;
use crate::remembered::Remembered;
use crate::settings::SettingsFile;
use crate::shells;
use crate::showing::{Showing, Shown};
use crate::sights::Sights;
use crate::streams::Streams;
use crate::watch::{self, DockerTold, Executed, Files, Followed, News, Standing};

/// How many events may wait for a slow listener. One that falls further behind hears that some were lost.
const EVENTS: usize = 4096;
/// How many news may wait for whoever tells the desktop.
const NEWS: usize = 256;
/// After so long without a listener the page is gone. One whose connection broke is there again within seconds.
const UNHEARD_FOR: Duration = Duration::from_secs(10);

/// Everything that a window works with. Cheap to clone.
#[derive(Clone)]
pub struct Session {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub kept: Kept,
    pub settings: SettingsFile,
    pub projects: Projects,
    pub sights: Sights,
    pub operations: Operations,
    pub followed: Followed,
    pub executed: Executed,
    pub standing: Standing,
    pub streams: Streams,
    /// What is asked while something is executed.
    pub asking: Asking,
    /// What was told of credentials and of the keychain.
    pub credentials: Told,
    /// Repositories as they were last seen.
    pub files: Files,
    /// What was told of the laptop's engine.
    pub docker: DockerTold,
    /// What was seen of channels that could not be told.
    pub untold: Untold,
    pub images: KnownImages,
    pub made: Remembered<Option<Made>>,
    pub plans: Remembered<PlanDocument>,
    /// Why operations did not succeed, with the code of that.
    pub codes: Remembered<(String, Code)>,
    /// By how many commits one is ahead of another, and behind it.
    pub distances: Remembered<(u64, u64), (String, String)>,
    pub events: broadcast::Sender<Event>,
    /// What ended or stands, for the desktop.
    pub news: broadcast::Sender<News>,
    shown: Shown,
}

impl Session {
    /// Opens a data directory, the platform's if `None`, and watches its ledger. Belongs to the tokio runtime that it
    /// is called in.
    pub async fn open(data_directory: Option<PathBuf>) -> Result<Self, Problem> {
        let kept = Kept::open(data_directory).await?.with_person();
        let settings = SettingsFile::open(kept.folder())?;
        kept.use_docker(settings.settings().docker);
        let newest = kept.ledger().newest().await?;
        let (events, _) = broadcast::channel(EVENTS);
        let (news, _) = broadcast::channel(NEWS);
        let inner = Inner {
            projects: Projects::default(),
            sights: Sights::default(),
            operations: Operations::default(),
            followed: Followed::default(),
            executed: Executed::default(),
            standing: Standing::default(),
            streams: Streams::default(),
            asking: Asking::default(),
            credentials: Told::default(),
            files: Files::default(),
            docker: DockerTold::default(),
            untold: Untold::default(),
            images: KnownImages::default(),
            made: Remembered::default(),
            plans: Remembered::default(),
            codes: Remembered::default(),
            distances: Remembered::default(),
            shown: Shown::default(),
            settings,
            events,
            news,
            kept,
        };
        let session = Self { inner: Arc::new(inner) };
        watch::begin(&session, newest);
        shells::hang_up_on_those_left(&session);
        Ok(session)
    }

    /// Hears what happens from now on. Who is too slow hears that something was lost.
    pub fn listen(&self) -> impl Stream<Item = Event> + Send + Unpin + use<> {
        let events = BroadcastStream::new(self.inner.events.subscribe());
        events.map(|event| event.unwrap_or(Event::Lost))
    }

    /// A page begins: what an earlier one had open, and could close no more, is closed.
    pub fn begin_page(&self) {
        self.inner.streams.close_all();
        self.inner.shown.begin_page();
    }

    /// The program ends: shells in containers are hung up on, which go on otherwise. Takes a few seconds at most.
    pub async fn end(&self) {
        self.inner.streams.end().await;
    }

    /// What the window shows now.
    pub fn showing(&self) -> Showing {
        self.inner.shown.showing()
    }

    /// Whether somebody looks at the window.
    pub(crate) fn is_looked_at(&self) -> bool {
        self.showing().path.is_some() && self.inner.events.receiver_count() > 0
    }

    /// Whether a page is there that can ask somebody.
    pub fn has_page(&self) -> bool {
        self.inner.shown.has_page()
    }

    /// Tells the window to show a path: now, or as soon as its page is there.
    pub fn show(&self, path: String) {
        if self.inner.shown.is_heard(&path) {
            self.tell(Event::Show { path });
        }
    }

    /// The window came to the front, or another one did. One behind others shows nothing to anybody.
    pub fn set_in_front(&self, in_front: bool) {
        self.inner.shown.set_in_front(in_front);
    }

    /// How many operations this process executes now.
    pub fn executing(&self) -> usize {
        self.inner.operations.count()
    }

    /// The window is to be closed. Where this process executes something, the window asks whether that goes on without
    /// it; otherwise nobody has to be asked. Says whether it asks.
    pub fn asks_to_close(&self) -> bool {
        self.asks(false)
    }

    /// The program is to end. Where this process executes something, the window asks whether that is left in the middle,
    /// as soon as a page is there; otherwise nobody has to be asked. Says whether it asks.
    pub fn asks_to_end(&self) -> bool {
        let asks = self.asks(true);
        if asks {
            self.inner.shown.ask_next_page();
        }
        asks
    }

    fn asks(&self, ends: bool) -> bool {
        let asks = self.executing() > 0;
        if asks {
            let operations = self.inner.operations.ids();
            let operations = operations.iter().map(ToString::to_string).collect();
            self.tell(Event::Closing { operations, ends });
        }
        asks
    }

    /// The page says what it shows. Returns where it is to go instead.
    pub(crate) fn set_showing(&self, path: Option<String>) -> Option<String> {
        if self.inner.shown.is_to_ask() {
            // What was executed then may be over by now.
            self.asks(true);
        }
        self.inner.shown.tell(path)
    }

    /// Comes to an end once nobody has listened for a while.
    pub(crate) async fn is_unheard(&self) {
        is_unheard(&self.inner.events).await;
    }

    /// Says that something happened. Nobody may be listening.
    pub(crate) fn tell(&self, event: Event) {
        let _ = self.inner.events.send(event);
    }

    /// Says that what was answered of these topics is no longer right.
    pub(crate) fn changed(&self, topics: Vec<Topic>) {
        if !topics.is_empty() {
            self.tell(Event::Changed { topics });
        }
    }
}

async fn is_unheard(events: &broadcast::Sender<Event>) {
    loop {
        events.closed().await;
        tokio::time::sleep(UNHEARD_FOR).await;
        if events.receiver_count() == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_connects_again_is_not_gone() {
        let (events, first) = broadcast::channel(1);
        let sender = events.clone();
        let unheard = tokio::spawn(async move { is_unheard(&sender).await });
        drop(first);
        tokio::time::sleep(UNHEARD_FOR / 3).await;
        let again = events.subscribe();
        tokio::time::sleep(UNHEARD_FOR * 3).await;
        assert!(!unheard.is_finished(), "somebody listens again");
        drop(again);
        tokio::time::timeout(UNHEARD_FOR * 2, unheard).await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn who_falls_behind_hears_that_something_was_lost_and_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        session.set_showing(Some("/settings".into()));
        let mut heard = session.listen();
        for _ in 0..=EVENTS {
            session.show("/board".into());
        }
        assert_eq!(heard.next().await, Some(Event::Lost));
        assert_eq!(heard.next().await, Some(Event::Show { path: "/board".into() }));
    }

    #[tokio::test]
    async fn a_window_that_is_closed_asks_only_where_something_would_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let mut heard = session.listen();
        assert!(!session.asks_to_close());
        let at_work = session.inner.operations.in_call();
        assert!(session.asks_to_close());
        assert_eq!(
            heard.next().await,
            Some(Event::Closing { operations: Vec::new(), ends: false }),
            "nobody knows its id yet"
        );
        drop(at_work);
        assert!(!session.asks_to_close());
    }

    #[tokio::test]
    async fn a_program_that_is_to_end_asks_once_somebody_is_there_to_answer() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        assert!(!session.asks_to_end());
        let at_work = session.inner.operations.in_call();
        assert!(session.asks_to_end(), "nobody hears it");
        let mut heard = session.listen();
        session.set_showing(Some("/board".into()));
        let asked = Event::Closing { operations: Vec::new(), ends: true };
        assert_eq!(heard.next().await.as_ref(), Some(&asked), "the page is there now");
        session.set_showing(Some("/activity".into()));
        session.show("/runs".into());
        assert_eq!(heard.next().await, Some(Event::Show { path: "/runs".into() }), "it asks once");
        assert!(session.asks_to_end());
        assert_eq!(heard.next().await, Some(asked));
        drop(at_work);
        assert!(!session.asks_to_end());
    }
}
