//! What is made of one look at containers after the other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../src/sample.rs"]
mod sample;
#[path = "support/shown.rs"]
mod shown;
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use sample::identity as wanted;
use serde_json::json;
use shown::{Seen, Shown};
use slipway_domain::entry::Report;
use slipway_domain::ids::StepId;
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::secret::Secret;
use slipway_domain::world::Health;
use slipway_engine::ports::{ContainerState, Cx, Executor, Fence, FoundContainer, TerminalSize};
use slipway_hosts::{
    Failed, Fenced, Identity, Kit, Locker, RestartArgs, Runs, Spot, Verifier, hang_up, health_step, journal,
    lock_steps, restart, restart_containers, restart_seen, terminal,
};
use support::{LocalHost, OneHost, Stage, cx, key, known, operation};

/// The container that is wanted, in this health, running since then.
fn container(health: Health, since: &str) -> FoundContainer {
    FoundContainer {
        id: "1".to_owned(),
        name: "api".to_owned(),
        image_id: String::new(),
        image: wanted().reference(),
        repo_digests: Vec::new(),
        labels: wanted().labels("recipes", "sandbox", "api"),
        state: ContainerState::Running,
        exit_code: None,
        health,
        health_output: None,
        restarts: 0,
        env: Vec::new(),
        started_at: Some(since.to_owned()),
    }
}

fn look(health: Health, since: &str) -> Seen {
    Some(vec![container(health, since)])
}

/// A host with this engine.
fn kit(engine: Shown) -> Arc<Kit> {
    let host = Arc::new(LocalHost::new(std::path::Path::new("/nowhere"), &["dash"], "unix:///nowhere"));
    let known = known();
    Kit::new(Arc::new(OneHost(host)), Arc::new(engine), known.clone(), known.clone(), known)
}

/// What comes of watching that container for some seconds.
async fn watched(looks: impl IntoIterator<Item = Seen>, within: &str) -> (Report, Observed) {
    let (report, seen, _) = timed(Shown::new(looks), within).await;
    (report, seen)
}

/// The same with an engine, and how long was watched.
async fn timed(engine: Shown, within: &str) -> (Report, Observed, Duration) {
    let verifier = Verifier { kit: kit(engine), web: Arc::new(slipway_web::WebClient::default()) };
    let services = BTreeMap::from([("api".to_owned(), wanted())]);
    let spot = Spot::here("recipes", "sandbox");
    let step = health_step(&spot, "health", &services, within.parse().unwrap(), Vec::new());
    let (operation, plan) = operation("ann");
    let cx = cx(&operation, &plan, &step.id.0);
    let began = tokio::time::Instant::now();
    let report = verifier.act(&step.effect, &key(&cx), Fence(None), &cx).await;
    let took = began.elapsed();
    let seen = verifier.observe(&step.effect, &key(&cx), &cx, Some(&report)).await;
    (report, seen, took)
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_lost_for_a_moment_says_nothing_of_the_containers() {
    let looks = [look(Health::Starting, "a"), None, look(Health::Starting, "a"), look(Health::Healthy, "a")];
    let (report, seen) = watched(looks, "10s").await;
    assert_eq!(report.problem, None);
    assert!(matches!(seen, Observed::Done(_)), "{seen:?}");
    let (report, seen) = watched([look(Health::Starting, "a"), None], "1s").await;
    assert_eq!(report.problem, None);
    assert!(matches!(seen, Observed::Unreachable(_)), "it is not known: {seen:?}");
    // The look that gets through again says what is wrong, and shows it.
    let looks = [look(Health::Starting, "a"), None, None, look(Health::Starting, "a")];
    let (report, seen) = watched(looks, "1s").await;
    assert_eq!(report.problem, None);
    let Observed::Different { problem, evidence, .. } = seen else { panic!("{seen:?}") };
    assert_eq!(problem.code, Code::VerifyFailed);
    assert!(evidence.iter().any(|piece| piece.what == "state"), "{evidence:?}");
}

/// The first line of what is wrong with a container that was restarted this often at each look, and just runs.
async fn wrong_with(restarts: impl IntoIterator<Item = i64>) -> String {
    let looks = restarts.into_iter().map(|restarts| {
        Some(vec![FoundContainer { restarts, ..container(Health::Starting, &restarts.to_string()) }])
    });
    let (_, seen) = watched(looks, "3s").await;
    let Observed::Different { problem, .. } = seen else { panic!("{seen:?}") };
    problem.message
}

#[tokio::test(start_paused = true)]
async fn a_container_that_is_looked_at_between_two_restarts_is_one_that_restarts_again_and_again() {
    let again = "its container restarts again and again";
    assert!(wrong_with(0..30).await.contains(again));
    assert!(wrong_with(5..30).await.contains(again));
    // One that stays up has just not passed yet, however often it was restarted before; so has one that fell once.
    let not_yet = "its health check has not passed yet";
    assert!(wrong_with([5]).await.contains(not_yet));
    assert!(wrong_with([0, 1]).await.contains(not_yet));
}

/// The look during which time is up ends with it; one that begins when it is up has a second.
#[tokio::test(start_paused = true)]
async fn watching_what_is_out_of_reach_ends_when_time_is_up_however_long_each_look_takes() {
    for (look_takes, tenths) in [(0, 300), (20_000, 300), (29_200, 312)] {
        let looks = [look(Health::Starting, "a"), None];
        let engine = Shown { lost_after: Duration::from_millis(look_takes), ..Shown::new(looks) };
        let (report, seen, took) = timed(engine, "30s").await;
        assert_eq!(took.as_millis() / 100, tenths, "with looks of {look_takes} ms: {took:?}");
        assert_eq!((report.problem, report.handle), (None, json!({ "unseen": true })));
        assert!(matches!(seen, Observed::Unreachable(_)), "it is not known: {seen:?}");
    }
}

/// What is shown of a container that has ended, where it may print these secrets and `TOKEN` was opened.
async fn shown_of_one_that_may_print(names: &[&str]) -> String {
    let ended = FoundContainer {
        state: ContainerState::Exited,
        health_output: Some("cannot open it with value".to_owned()),
        ..container(Health::Stopped, "a")
    };
    let kit = kit(Shown::new([Some(vec![ended])]));
    let verifier = Verifier { kit, web: Arc::new(slipway_web::WebClient::default()) };
    let services = BTreeMap::from([("api".to_owned(), wanted())]);
    let spot = Spot::here("recipes", "sandbox");
    let step = health_step(&spot, "health", &services, "5s".parse().unwrap(), Vec::new());
    let effect = step.effect.quoting(&names.iter().map(|name| (*name).to_owned()).collect());
    let (operation, plan) = operation("ann");
    let mut cx = cx(&operation, &plan, &step.id.0);
    cx.secrets = Arc::new(BTreeMap::from([("TOKEN".to_owned(), Secret::new("value"))]));
    let report = verifier.act(&effect, &key(&cx), Fence(None), &cx).await;
    report.evidence.iter().map(|piece| format!("{}: {}\n", piece.what, piece.text)).collect()
}

/// Whoever redacts afterwards knows only what was opened.
#[tokio::test(start_paused = true)]
async fn what_a_container_says_is_not_shown_where_nobody_can_take_its_secrets_out() {
    let known = shown_of_one_that_may_print(&["TOKEN"]).await;
    assert!(known.contains("cannot open it with value") && !known.contains("not kept"), "{known}");
    let unknown = shown_of_one_that_may_print(&["TOKEN", "OTHER"]).await;
    assert!(unknown.contains("last lines: not kept: they may quote OTHER"), "{unknown}");
    assert!(unknown.contains("state: api is ") && !unknown.contains("cannot open"), "{unknown}");
}

#[tokio::test]
async fn a_terminal_is_for_what_runs() {
    let open = async |state| {
        let shown = FoundContainer { state, ..container(Health::Healthy, "a") };
        let (kit, spot) = (kit(Shown::new([Some(vec![shown])])), Spot::here("recipes", "sandbox"));
        let size = TerminalSize { columns: 80, rows: 24 };
        let (labels, command) = (["slipway.service=api".to_owned()], ["sh".to_owned()]);
        terminal(&kit, &spot, &labels, &command, size).await.err().unwrap()
    };
    let stopped = open(ContainerState::Exited).await;
    assert_eq!(stopped.code, Code::ServiceNotFound, "{}", stopped.message);
    assert_eq!(open(ContainerState::Running).await.code, Code::Internal, "its engine was asked");
}

#[tokio::test]
async fn what_is_left_of_a_terminal_is_hung_up_on_wherever_the_service_runs() {
    let of = |id: &str, state| FoundContainer { id: id.to_owned(), state, ..container(Health::Healthy, "a") };
    let found =
        [of("1", ContainerState::Running), of("2", ContainerState::Exited), of("3", ContainerState::Running)];
    let engine = Shown::new([Some(found.to_vec())]);
    let (kit, spot) = (kit(engine.clone()), Spot::here("recipes", "sandbox"));
    hang_up(&kit, &spot, &["slipway.service=api".to_owned()], "MARK=1").await.unwrap();
    let hung_up = engine.hung_up.lock().unwrap().clone();
    assert_eq!(hung_up, ["1", "3"].map(|id| (id.to_owned(), "MARK=1".to_owned())));
}

fn args() -> RestartArgs {
    let spot = Spot::here("recipes", "sandbox");
    RestartArgs { spot, service: "api".to_owned(), labels: Vec::new() }
}

#[tokio::test(start_paused = true)]
async fn a_restart_whose_connection_was_lost_is_looked_at() {
    let engine = |looks: Vec<Seen>| Shown { loses_restarts: true, ..Shown::new(looks) };
    let before = || look(Health::Healthy, "a");
    // The engine carries it through, and gives the container its time to end and to come up again.
    let long = std::iter::repeat_with(before).take(13);
    let carried = engine(long.chain([look(Health::Healthy, "b")]).collect());
    let report = restart_containers(&args(), &carried).await;
    assert_eq!(report.problem.as_ref().map(|problem| problem.code), Some(Code::EngineUnreachable));
    let seen = restart_seen(&args(), &carried, Some(&report)).await.unwrap();
    assert!(matches!(seen, Observed::Done(_)), "{seen:?}");
    let refused = Report { problem: Some(Problem::new(Code::EngineFailed, "no")), ..report };
    let seen = restart_seen(&args(), &engine(vec![before()]), Some(&refused)).await.unwrap();
    assert!(matches!(seen, Observed::Absent), "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn a_restart_that_was_seen_is_done_while_its_containers_run() {
    let engine = Shown::new([look(Health::Healthy, "a"), look(Health::Healthy, "b")]);
    let report = restart_containers(&args(), &engine).await;
    assert_eq!((report.problem.as_ref(), &report.handle["started"]), (None, &json!({ "1": "b" })));
    let seen = restart_seen(&args(), &engine, Some(&report)).await.unwrap();
    assert!(matches!(seen, Observed::Done(_)), "{seen:?}");
    let gone = Shown::new([Some(Vec::new())]);
    let seen = restart_seen(&args(), &gone, Some(&report)).await.unwrap();
    assert!(matches!(seen, Observed::Different { .. }), "{seen:?}");
}

/// A place whose engine shows these looks, and a step that restarts there: the lock is taken, under 1.
async fn locked(looks: impl IntoIterator<Item = Seen>) -> (Stage, Arc<Kit>, Cx) {
    let stage = Stage::new();
    let Kit { hosts, secrets, clock, registries, .. } = &*stage.kit;
    let engines = Arc::new(Shown::new(looks));
    let kit = Kit::new(hosts.clone(), engines, secrets.clone(), clock.clone(), registries.clone());
    let (operation, plan) = operation("ann@laptop");
    let cx = cx(&operation, &plan, "this machine/restart");
    let lock = lock_steps(std::slice::from_ref(&stage.spot), Runs::Programs).remove(0);
    let taken = Locker::new(kit.clone()).act(&lock.effect, &key(&cx), Fence(None), &cx).await;
    assert_eq!(taken.problem, None);
    (stage, kit, cx)
}

async fn restarted(kit: &Kit, fence: u64, cx: &Cx) -> Report {
    let effect = Effect::new("any", "restart", args());
    restart(kit, &effect, &key(cx), Fence(Some(fence)), cx).await.unwrap_or_else(Failed::report)
}

#[tokio::test]
async fn a_restart_counts_under_the_lock_alone_and_is_in_the_journal() {
    let looks = [look(Health::Healthy, "a"), look(Health::Healthy, "b")];
    let (stage, kit, cx) = locked(looks).await;
    let refused = restarted(&kit, 2, &cx).await;
    assert_eq!(refused.problem.map(|problem| problem.code), Some(Code::TakenOver));
    assert!(refused.untouched);
    let report = restarted(&kit, 1, &cx).await;
    assert_eq!((report.problem, &report.handle["started"]), (None, &json!({ "1": "b" })));
    let begun = journal(&kit, &stage.spot).await.unwrap().unclosed().unwrap().begun;
    assert_eq!(begun, [(StepId::from("this machine/restart"), 1)]);
}

#[tokio::test]
async fn a_restart_whose_engine_is_not_reached_has_changed_nothing() {
    let (stage, _, cx) = locked([]).await;
    let report = restarted(&stage.kit, 1, &cx).await;
    assert_eq!(report.problem.map(|problem| problem.code), Some(Code::EngineUnreachable));
    assert!(report.untouched);
}

#[tokio::test]
async fn a_connection_that_was_lost_with_the_lock_is_a_lock_that_was_lost() {
    let (stage, kit, cx) = locked([]).await;
    let key = key(&cx);
    let told = async |fence, code| {
        let fenced = Fenced::of(&stage.spot, &key, Fence(Some(fence)), &cx).unwrap();
        kit.or_lost_lock(&fenced, Problem::new(code, "it went wrong")).await
    };
    assert_eq!(told(1, Code::EngineUnreachable).await.code, Code::EngineUnreachable);
    let lost = told(2, Code::EngineUnreachable).await;
    assert_eq!((lost.code, &lost.details["by"]), (Code::TakenOver, &json!("ann@laptop")), "who has it now");
    assert_eq!(told(2, Code::EngineFailed).await.code, Code::EngineFailed, "nobody needs to look");
}
