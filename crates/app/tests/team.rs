//! Telling a team: from the ledger through the outbox to services that enforce what they document.
#![allow(clippy::unwrap_used)]

#[path = "team/channels.rs"]
mod channels;
#[path = "team/forgetful.rs"]
mod forgetful;
mod in_folder;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::config;
use slipway_domain::entry::Body;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::Subject;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::notify::{Hearing, Herald, Keys, hear};
use slipway_engine::ports::{Clock, Event, Events, Login, Notifier, Outbox, Secrets, Silent};
use slipway_engine::project::Project;
use slipway_engine::runner::Author;
use slipway_notify::Channels;
use slipway_store::Store;
use slipway_testkit::{Outage, STAND_IN_KEYWORD, STAND_IN_SECRET, STAND_IN_TOKEN, StandIns, free_port};
use tokio::task::JoinHandle;

/// A clock that a test moves on; it goes on by itself as well.
struct Moved(AtomicI64);

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        let moved = Duration::from_secs(self.0.load(Ordering::SeqCst).unsigned_abs());
        Timestamp::now().checked_add(moved).unwrap()
    }
}

/// Secrets by name.
struct Named(BTreeMap<&'static str, String>);

#[async_trait]
impl Secrets for Named {
    async fn secret(&self, name: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok(self.0.get(name).map(Secret::new))
    }

    async fn login(&self, _: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        Ok(None)
    }

    fn redact(&self, text: &str) -> String {
        text.replace("hunter2", "***")
    }
}

/// A project whose team is told.
struct Team {
    project: Project,
    store: Store,
    clock: Arc<Moved>,
    services: StandIns,
    /// What tells, of each program.
    telling: Mutex<Vec<JoinHandle<()>>>,
}

impl Team {
    async fn start(folder: &Path, notifications: &str) -> Self {
        in_folder::commit(folder, &[("slipway.yml", in_folder::YAML)]);
        let project = in_folder::opened(folder, "data").await;
        let store = Store::open(&folder.join("data")).await.unwrap();
        let services = StandIns::start().unwrap();
        let notifications = notifications
            .replace("HOOK_URL", &services.url("webhook"))
            .replace("SLACK_URL", &services.url("slack"));
        let text = format!("{}notifications:\n{notifications}", in_folder::YAML);
        let policy = Arc::new(config::parse(&text, "slipway.yml").unwrap());
        let clock = Arc::new(Moved(AtomicI64::new(0)));
        let project = Project { policy, clock: clock.clone(), device: "laptop".to_owned(), ..project };
        Self { project, store, clock, services, telling: Mutex::default() }
    }

    /// A program that tells the team, until what it hears through is dropped.
    fn program(&self) -> (Hearing, Arc<Herald>) {
        self.program_with(self.store.outbox(), Arc::new(Channels::new()))
    }

    fn program_with(&self, outbox: Arc<dyn Outbox>, notifier: Arc<dyn Notifier>) -> (Hearing, Arc<Herald>) {
        let (hearing, heard, work) = hear(Arc::new(Silent));
        let named = [
            ("BOT", STAND_IN_TOKEN.to_owned()),
            ("KEY", STAND_IN_SECRET.to_owned()),
            ("ROBOT", self.services.url("dingtalk")),
        ];
        let keys = Keys { secrets: Arc::new(Named(named.into())), wallet: None };
        let project = self.project.clone();
        let herald = Arc::new(Herald { project, outbox, notifier, keys, work });
        self.telling.lock().unwrap().push(tokio::spawn(herald.clone().run(heard)));
        (hearing, herald)
    }

    /// A program ends. What it was delivering has arrived then, or waits for the next one.
    async fn end(&self, program: (Hearing, Arc<Herald>)) {
        drop(program);
        let telling = std::mem::take(&mut *self.telling.lock().unwrap());
        for one in telling {
            tokio::time::timeout(Duration::from_secs(30), one).await.unwrap().unwrap();
        }
    }

    /// An operation begins; it is in the ledger.
    async fn begun(&self) -> Operation {
        let subject = Subject::Upkeep { environment: "sandbox".into(), what: "restart api".into() };
        let plan = slipway_fixtures::plan(subject, Vec::new());
        let operation = slipway_fixtures::operation_of(&plan);
        self.write(&operation, Body::Opened { operation: operation.clone(), plan }).await;
        operation
    }

    async fn ended(&self, operation: &Operation, verdict: Verdict) {
        let problem = (verdict == Verdict::Failed)
            .then(|| Problem::new(Code::VerifyFailed, "PASSWORD=hunter2 was not accepted"));
        self.write(operation, Body::Closed { verdict, problem }).await;
    }

    async fn write(&self, operation: &Operation, body: Body) {
        let author = Author { actor: "Ann <ann@example.com>".into(), device: "laptop".into() };
        let entry = author.entry_of(operation, None, self.project.clock.now(), body);
        self.project.ledger.append(vec![entry]).await.unwrap();
    }

    /// Moves the clock on.
    fn later(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
    }

    fn events(&self, service: &str) -> Vec<String> {
        let event = |body: &serde_json::Value| body["event"].as_str().unwrap_or_default().to_owned();
        self.services.taken_by(service).iter().map(|one| event(&one.body)).collect()
    }
}

async fn done(herald: &Herald) {
    tokio::time::timeout(Duration::from_secs(30), herald.work.done()).await.unwrap();
}

fn opened(operation: &Operation) -> Event {
    Event::Opened { operation: operation.id, title: "restart".into() }
}

fn closed(operation: &Operation, verdict: Verdict) -> Event {
    Event::Closed { operation: operation.id, verdict }
}

const HOOK: &str = "  channels: { hook: { webhook: { url: \"HOOK_URL\", sign: KEY } } }\n  rules: [ { on: [started, succeeded, failed, failed_twice, alert], to: hook } ]\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_away_delays_nothing_and_hears_of_it_from_a_later_program() {
    let folder = tempfile::tempdir().unwrap();
    let away = free_port().unwrap();
    let text = format!(
        "  channels:\n    hook: {{ webhook: {{ url: \"HOOK_URL\", sign: KEY }} }}\n    team: {{ slack: {{ channel: \"#releases\", credential: BOT, url: \"SLACK_URL\" }} }}\n    away: {{ webhook: {{ url: \"http://127.0.0.1:{away}/x\", sign: KEY }} }}\n  rules: [ {{ on: [started, succeeded, failed], to: [hook, team, away] }} ]\n"
    );
    let team = Team::start(folder.path(), &text).await;
    let (hearing, herald) = team.program();
    done(&herald).await;
    let operation = team.begun().await;
    hearing.tell(opened(&operation));
    done(&herald).await;
    assert_eq!(team.events("webhook"), ["started"]);
    team.ended(&operation, Verdict::Failed).await;
    hearing.tell(closed(&operation, Verdict::Failed));
    done(&herald).await;
    assert_eq!(team.events("webhook"), ["started", "failed"]);
    let slack = team.services.taken_by("slack");
    let what: Vec<&str> = slack.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(what, ["chat.postMessage", "chat.update", "chat.postMessage"], "one message, and its thread");
    assert!(slack[2].body["thread_ts"].is_string());
    let said = format!("{:?}", team.services.taken());
    assert!(said.contains("PASSWORD=***") && !said.contains("hunter2"), "{said}");

    let left = herald.outstanding().await.unwrap();
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(left.iter().all(|one| one.channel == "away" && !one.given_up));
    assert!(left[0].why.as_ref().is_some_and(|why| why.contains("cannot be reached")), "{left:?}");
    team.end((hearing, herald)).await;

    // The next program finds it where it was expected.
    let policy = (*team.project.policy).clone();
    let mut notifications = policy.notifications.clone().unwrap();
    notifications.channels["away"] = notifications.channels["hook"].clone();
    let policy = Arc::new(config::Config { notifications: Some(notifications), ..policy });
    let team = Team { project: Project { policy, ..team.project.clone() }, ..team };
    team.later(3600);
    let (_hearing, herald) = team.program();
    done(&herald).await;
    assert_eq!(team.events("webhook"), ["started", "failed", "started", "failed"]);
    assert!(herald.outstanding().await.unwrap().is_empty());
}

/// However many programs look, and however often: of a deployment that is no more what runs a team is told once.
#[tokio::test(flavor = "multi_thread")]
async fn what_runs_and_was_not_deployed_is_told_once_by_the_laptop_that_deployed() {
    let folder = tempfile::tempdir().unwrap();
    let team = Team::start(folder.path(), HOOK).await;
    let (hearing, herald) = team.program();
    done(&herald).await;
    let differs = ["host-1 runs another configuration than the one deployed".to_owned()];
    herald.drifted("sandbox", &differs).await.unwrap();
    done(&herald).await;
    assert_eq!(team.events("webhook"), [""; 0], "nothing was deployed");
    let operation = team.begun().await;
    team.ended(&operation, Verdict::Succeeded).await;
    hearing.tell(closed(&operation, Verdict::Succeeded));
    done(&herald).await;
    herald.drifted("sandbox", &[]).await.unwrap();
    for _ in 0..2 {
        herald.drifted("sandbox", &differs).await.unwrap();
        done(&herald).await;
    }
    assert_eq!(team.events("webhook"), ["succeeded", "alert"]);
    let told = format!("{:?}", team.services.taken_by("webhook"));
    assert!(told.contains("another configuration"), "{told}");

    let elsewhere = Project { device: "another".to_owned(), ..team.project.clone() };
    let team = Team { project: elsewhere, ..team };
    let (_hearing, other) = team.program();
    let again = team.begun().await;
    team.ended(&again, Verdict::Succeeded).await;
    other.drifted("sandbox", &differs).await.unwrap();
    done(&other).await;
    assert_eq!(team.events("webhook"), ["succeeded", "alert"], "the laptop that deployed tells");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_at_once_tell_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let team = Team::start(folder.path(), HOOK).await;
    let programs = [team.program(), team.program(), team.program()];
    for (_, herald) in &programs {
        done(herald).await;
    }
    for _ in 0..5 {
        let operation = team.begun().await;
        team.ended(&operation, Verdict::Succeeded).await;
        for (hearing, _) in &programs {
            hearing.tell(closed(&operation, Verdict::Succeeded));
        }
    }
    for (_, herald) in &programs {
        done(herald).await;
    }
    assert_eq!(team.events("webhook"), ["succeeded"; 5]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_program_left_untold_is_told_and_nothing_of_the_past() {
    let folder = tempfile::tempdir().unwrap();
    let team = Team::start(folder.path(), HOOK).await;
    let past = team.begun().await;
    team.ended(&past, Verdict::Succeeded).await;
    let (hearing, herald) = team.program();
    done(&herald).await;
    assert_eq!(team.events("webhook"), [""; 0], "nobody wants to hear of the past");
    team.end((hearing, herald)).await;
    let untold = team.begun().await;
    team.ended(&untold, Verdict::Failed).await;
    for _ in 0..2 {
        let (_hearing, herald) = team.program();
        done(&herald).await;
    }
    assert_eq!(team.events("webhook"), ["failed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_failure_in_a_row_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let team = Team::start(folder.path(), HOOK).await;
    let (hearing, herald) = team.program();
    done(&herald).await;
    for verdict in [Verdict::Failed, Verdict::Failed, Verdict::Succeeded, Verdict::Failed] {
        let subject = Subject::Upkeep { environment: "sandbox".into(), what: "deploy".into() };
        let plan = slipway_fixtures::plan(subject, Vec::new());
        let operation = slipway_fixtures::operation_of(&plan);
        team.write(&operation, Body::Opened { operation: operation.clone(), plan }).await;
        team.ended(&operation, verdict).await;
        hearing.tell(closed(&operation, verdict));
        done(&herald).await;
    }
    assert_eq!(team.events("webhook"), ["failed", "failed_twice", "succeeded", "failed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn quiet_hours_hold_back_what_can_wait_until_they_end() {
    let folder = tempfile::tempdir().unwrap();
    // From now on for some hours, whenever this runs.
    let now = Timestamp::now();
    let clock = |hours: i64| {
        let at = now.checked_add(Duration::from_secs(hours.unsigned_abs() * 3600)).unwrap();
        at.strftime("%H:00").to_string()
    };
    let quiet = format!("  quiet: {{ from: \"{}\", until: \"{}\", timezone: UTC }}\n", clock(0), clock(3));
    let text = format!(
        "  channels: {{ team: {{ slack: {{ channel: \"#releases\", credential: BOT, url: \"SLACK_URL\" }} }} }}\n  rules: [ {{ on: [started, succeeded, failed], to: team }} ]\n{quiet}"
    );
    let team = Team::start(folder.path(), &text).await;
    let (hearing, herald) = team.program();
    done(&herald).await;
    for verdict in [Verdict::Succeeded, Verdict::Succeeded, Verdict::Failed] {
        let operation = team.begun().await;
        hearing.tell(opened(&operation));
        done(&herald).await;
        team.ended(&operation, verdict).await;
        hearing.tell(closed(&operation, verdict));
    }
    done(&herald).await;
    let texts = |team: &Team| -> Vec<String> {
        let all = team.services.taken_by("slack").into_iter().filter(|one| one.body["thread_ts"].is_null());
        all.map(|one| one.body["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(texts(&team).len(), 1, "a failure cannot wait: {:?}", texts(&team));
    assert!(texts(&team)[0].starts_with("❌"));
    team.end((hearing, herald)).await;
    team.later(3 * 3600);
    let (_hearing, herald) = team.program();
    done(&herald).await;
    assert_eq!(texts(&team).len(), 2, "the rest comes as one");
    assert!(texts(&team)[1].contains("quiet hours (2)"), "{:?}", texts(&team));
    let updates = team.services.taken_by("slack").iter().filter(|one| one.what == "chat.update").count();
    assert_eq!(updates, 0, "what had failed is told to have begun");
}
