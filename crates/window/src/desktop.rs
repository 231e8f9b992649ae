//! What a desktop shell shows of Slipway beside the window: notifications, the icon in the tray, where links lead. It
//! decides nothing of releases and draws nothing; a shell draws what this says.

mod asked;
mod badge;
mod came;
mod language;
mod link_words;
mod links;
mod notice;
mod paths;
mod problem_words;
#[cfg(test)]
mod samples;
mod tray;
mod words;

use std::sync::Weak;
use std::time::Duration;

use futures::{Stream, StreamExt};
use slipway_api::window::activity::ActivityArgs;
use slipway_api::window::call::Nothing;
use slipway_api::window::event::Event;
use slipway_api::window::settings::Language;
use slipway_domain::problem::Problem;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio_stream::wrappers::UnboundedReceiverStream;

pub use self::badge::marked;
use self::language::Tongue;
use self::links::{Fault, Place};
use self::notice::Happened;
pub use self::notice::{Lead, Notice};
pub use self::tray::{Tray, TrayEntry, TrayState};
use crate::calls::activity::{activity, row_of};
use crate::calls::board::board;
use crate::calls::operation::actions;
use crate::session::{Inner, Session};
use crate::watch::News;

/// What happens within this changes the tray once.
const TOGETHER: Duration = Duration::from_millis(700);
/// How many operations are looked at for what is under way.
const LOOKED_AT: u64 = 20;

/// A session as a desktop sees it. Cheap to clone; does not keep the session.
#[derive(Clone)]
pub struct Desktop {
    session: Weak<Inner>,
    locale: Option<String>,
}

impl Desktop {
    /// What the desktop is told is in its own language, as long as nobody chose another: `locale` is what the desktop
    /// calls that, such as `zh_CN.UTF-8`.
    pub fn new(session: &Session, locale: Option<String>) -> Self {
        Self { session: session.weak(), locale }
    }

    /// The notifications, as they are due. Belongs to the tokio runtime that it is called in.
    pub fn notices(&self) -> impl Stream<Item = Notice> + Send + Unpin + use<> {
        let (tell, told) = mpsc::unbounded_channel();
        tokio::spawn(self.clone().tell_questions(tell.clone()));
        let news = self.session().map(|session| session.inner.news.subscribe());
        let desktop = self.clone();
        // Other programs of this laptop leave the desktop to this one.
        let shows = self.session().and_then(|session| session.inner.kept.shows_notifications());
        tokio::spawn(async move {
            let (Some(mut news), _shows) = (news, shows) else { return };
            loop {
                match news.recv().await {
                    Ok(news) => {
                        let notice = desktop.apart(move |desktop, session| desktop.told(session, news)).await;
                        if notice.is_some_and(|notice| tell.send(notice).is_err()) {
                            return;
                        }
                    }
                    // Nobody reads so many notifications either.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        });
        UnboundedReceiverStream::new(told)
    }

    /// The tray: as it is now, and again whenever it has changed. Belongs to the tokio runtime that it is called in.
    pub fn trays(&self) -> impl Stream<Item = Tray> + Send + Unpin + use<> {
        let (tell, told) = mpsc::unbounded_channel();
        let events = self.session().map(|session| session.listen());
        let desktop = self.clone();
        tokio::spawn(async move {
            let Some(mut events) = events else { return };
            let mut last = None;
            loop {
                let tray = desktop.apart(|desktop, session| desktop.tray_now(session)).await;
                if let Some(tray) = tray.filter(|tray| last.as_ref() != Some(tray)) {
                    last = Some(tray.clone());
                    if tell.send(tray).is_err() {
                        return;
                    }
                }
                if !changes(&mut events).await {
                    return;
                }
            }
        });
        UnboundedReceiverStream::new(told)
    }

    /// Shows in the window what a link names.
    ///
    /// # Errors
    /// What to tell the person where it leads nowhere.
    pub fn follow(&self, link: &str) -> Result<(), Notice> {
        let Some(session) = self.session() else { return Ok(()) };
        match place_in(&session, link) {
            Ok(path) => {
                session.show(path);
                Ok(())
            }
            Err(fault) => {
                let tongue = self.tongue(&session);
                Err(Notice {
                    title: link_words::title(tongue).to_owned(),
                    body: link_words::why(link, &fault, tongue),
                    leads: None,
                    buttons: Vec::new(),
                    stays: false,
                })
            }
        }
    }

    async fn told(self, session: Session, news: News) -> Option<Notice> {
        // What is in no project of the window has no page there.
        let project = session.project(&news.project).await.ok()?;
        let row = project.find_operation(&news.operation.to_string()).await.ok()?;
        // A colleague's laptop tells the colleague.
        if row.operation.origin != slipway_app::device_name() {
            return None;
        }
        let (row, now) = row_of(&session, &project, &row).await.ok()?;
        let happened = Happened { row: &row, asks: now.asks, actions: &actions(&row, now) };
        let chosen = session.inner.settings.settings().notifications;
        notice::of(&happened, chosen, &session.showing(), self.tongue(&session))
    }

    async fn tray_now(self, session: Session) -> Option<Tray> {
        let board = board(&session, Nothing {}).await.ok()?.value;
        let wanted = ActivityArgs { limit: LOOKED_AT, ..ActivityArgs::default() };
        let rows = activity(&session, wanted).await.ok()?.value.rows;
        Some(tray::of(&board, &rows, self.tongue(&session)))
    }

    /// Does what the engine is asked for on a thread of its own, as calls do. `None` where the session is gone.
    async fn apart<T, Asked, Done>(&self, ask: Asked) -> Option<T>
    where
        T: Send + 'static,
        Asked: FnOnce(Self, Session) -> Done + Send + 'static,
        Done: Future<Output = Option<T>>,
    {
        let (desktop, session) = (self.clone(), self.session()?);
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || runtime.block_on(ask(desktop, session))).await.ok().flatten()
    }

    fn session(&self) -> Option<Session> {
        self.session.upgrade().map(Session::from)
    }

    fn tongue(&self, session: &Session) -> Tongue {
        Tongue::of(session.inner.settings.settings().language, self.locale.as_deref())
    }
}

/// Waits until something changes, and for what changes with it. `false` once nothing can change any more.
async fn changes(events: &mut (impl Stream<Item = Event> + Unpin)) -> bool {
    loop {
        match events.next().await {
            Some(Event::Changed { .. } | Event::Lost) => break,
            Some(_) => {}
            None => return false,
        }
    }
    tokio::time::sleep(TOGETHER).await;
    true
}

/// The path that a link names, of what is in the window.
fn place_in(session: &Session, link: &str) -> Result<String, Fault> {
    let Place { path, project } = links::read(link)?;
    let repositories = session.inner.settings.repositories();
    let is_there = |name: &String| repositories.iter().any(|one| one.project == *name);
    match project.filter(|name| !is_there(name)) {
        Some(unknown) => Err(Fault::NoProject(unknown)),
        None => Ok(path),
    }
}

/// Why there is no window, where there is no other way to tell it: no session could be opened. In the desktop's own
/// language, which `locale` names; what was chosen cannot be read.
pub fn not_started(problem: &Problem, locale: Option<&str>) -> Notice {
    let tongue = Tongue::of(Language::System, locale);
    let said = problem_words::told(&problem.message, Some(problem.code), tongue);
    Notice {
        title: words::not_started(tongue).to_owned(),
        body: [Some(said), problem.hint.clone()].into_iter().flatten().collect::<Vec<_>>().join(". "),
        leads: None,
        buttons: Vec::new(),
        stays: false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_api::window::settings::SettingsDocument;
    use slipway_domain::ids::OperationId;
    use slipway_domain::problem::Code;

    use super::*;
    use crate::settings::Repository;

    async fn session() -> (tempfile::TempDir, Session) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        (folder, session)
    }

    #[tokio::test]
    async fn a_link_shows_what_the_window_has_and_says_of_anything_else_why_not() {
        let (_folder, session) = session().await;
        session.inner.settings.add(Repository { project: "recipes".into(), folder: "/a".into() }).unwrap();
        session.set_showing(Some("/board".into()));
        let mut events = session.listen();
        let desktop = Desktop::new(&session, Some("zh_CN".into()));
        desktop.follow("slipway://environments/recipes/sandbox").unwrap();
        assert_eq!(events.next().await, Some(Event::Show { path: "/environments/recipes/sandbox".into() }));
        let other = desktop.follow("slipway://environments/billing/sandbox").unwrap_err();
        assert_eq!(other.title, "此链接无效");
        assert!(other.body.contains("没有项目 `billing`"), "{}", other.body);
        let chosen = SettingsDocument { language: Language::English, ..SettingsDocument::default() };
        session.inner.settings.choose(chosen).unwrap();
        assert_eq!(desktop.follow("slipway://nothing").unwrap_err().title, "This link leads nowhere");
    }

    #[test]
    fn that_nothing_could_be_started_is_told_in_the_desktops_language() {
        let problem = Problem::new(Code::LedgerFailed, "the ledger cannot be opened").hint("check the disk");
        let said = |locale| not_started(&problem, locale);
        let english = said(Some("en_GB.UTF-8"));
        assert_eq!(english.title, "Slipway cannot start");
        assert_eq!(english.body, "the ledger cannot be opened. check the disk");
        let chinese = said(Some("zh_CN.UTF-8"));
        assert_eq!(chinese.title, "Slipway 无法启动");
        assert_eq!(chinese.body, "无法读写台账：the ledger cannot be opened. check the disk");
    }

    #[tokio::test]
    async fn the_tray_is_told_at_once_and_again_only_when_it_has_changed() {
        let (_folder, session) = session().await;
        let mut trays = Desktop::new(&session, None).trays();
        let first = trays.next().await.unwrap();
        assert_eq!((first.said.as_str(), first.state), ("No project yet", TrayState::Quiet));
        session.changed(vec![slipway_api::window::topic::Topic::Settings]);
        let chosen = SettingsDocument { language: Language::Chinese, ..SettingsDocument::default() };
        session.inner.settings.choose(chosen).unwrap();
        session.changed(vec![slipway_api::window::topic::Topic::Settings]);
        assert_eq!(trays.next().await.unwrap().said, "尚无项目");
    }

    #[tokio::test]
    async fn what_is_in_no_project_of_the_window_is_not_told_and_the_session_is_not_kept() {
        let (_folder, session) = session().await;
        let desktop = Desktop::new(&session, None);
        let mut notices = desktop.notices();
        let news = News { project: "unknown".into(), operation: OperationId(uuid::Uuid::nil()) };
        session.inner.news.send(news).unwrap();
        drop(session);
        // With the session all ends, and nothing was told.
        let told = tokio::time::timeout(Duration::from_secs(20), notices.next()).await.unwrap();
        assert_eq!(told, None);
    }
}
