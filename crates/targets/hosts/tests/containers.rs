//! What is made of one look at containers after the other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/shown.rs"]
mod shown;
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use shown::{Seen, Shown};
use slipway_domain::digest::Digest;
use slipway_domain::entry::Report;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::world::Health;
use slipway_engine::ports::{ContainerState, Executor, Fence, FoundContainer, TerminalSize};
use slipway_hosts::{
    Identity, Kit, RestartArgs, Spot, Verifier, health_step, restart_containers, restart_seen, terminal,
};
use support::{LocalHost, OneHost, cx, key, known, operation};

fn wanted() -> Identity {
    Identity {
        repository: "registry.example.com/api".to_owned(),
        digest: Digest::of(b"api"),
        release: 7,
        version: "0.1.7".to_owned(),
        commit: "c0ffee".to_owned(),
        configuration: "c1".to_owned(),
        definition: String::new(),
    }
}

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

/// A host whose engine shows these looks.
fn kit(looks: impl IntoIterator<Item = Seen>) -> Arc<Kit> {
    let host = Arc::new(LocalHost::new(std::path::Path::new("/nowhere"), &["dash"], "unix:///nowhere"));
    let (engines, known) = (Arc::new(Shown::new(looks)), known());
    Kit::new(Arc::new(OneHost(host)), engines, known.clone(), known.clone(), known)
}

/// What comes of watching that container for some seconds.
async fn watched(looks: impl IntoIterator<Item = Seen>, within: &str) -> (Report, Observed) {
    let kit = kit(looks);
    let verifier = Verifier { kit, web: Arc::new(slipway_web::WebClient::default()) };
    let services = BTreeMap::from([("api".to_owned(), wanted())]);
    let spot = Spot::here("recipes", "sandbox");
    let step = health_step(&spot, "health", &services, within.parse().unwrap(), Vec::new());
    let (operation, plan) = operation("ann");
    let cx = cx(&operation, &plan, &step.id.0);
    let report = verifier.act(&step.effect, &key(&cx), Fence(None), &cx).await;
    let seen = verifier.observe(&step.effect, &key(&cx), &cx, Some(&report)).await;
    (report, seen)
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

#[tokio::test]
async fn a_terminal_is_for_what_runs() {
    let open = async |state| {
        let shown = FoundContainer { state, ..container(Health::Healthy, "a") };
        let (kit, spot) = (kit([Some(vec![shown])]), Spot::here("recipes", "sandbox"));
        let size = TerminalSize { columns: 80, rows: 24 };
        let (labels, command) = (["slipway.service=api".to_owned()], ["sh".to_owned()]);
        terminal(&kit, &spot, &labels, &command, size).await.err().unwrap()
    };
    let stopped = open(ContainerState::Exited).await;
    assert_eq!(stopped.code, Code::ServiceNotFound, "{}", stopped.message);
    assert_eq!(open(ContainerState::Running).await.code, Code::Internal, "its engine was asked");
}

fn restart() -> RestartArgs {
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
    let report = restart_containers(&restart(), &carried).await;
    assert_eq!(report.problem.as_ref().map(|problem| problem.code), Some(Code::EngineUnreachable));
    let seen = restart_seen(&restart(), &carried, Some(&report)).await.unwrap();
    assert!(matches!(seen, Observed::Done(_)), "{seen:?}");
    let refused = Report { problem: Some(Problem::new(Code::EngineFailed, "no")), ..report };
    let seen = restart_seen(&restart(), &engine(vec![before()]), Some(&refused)).await.unwrap();
    assert!(matches!(seen, Observed::Absent), "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn a_restart_that_was_seen_is_done_while_its_containers_run() {
    let engine = Shown::new([look(Health::Healthy, "a"), look(Health::Healthy, "b")]);
    let report = restart_containers(&restart(), &engine).await;
    assert_eq!((report.problem.as_ref(), &report.handle["started"]), (None, &json!({ "1": "b" })));
    let seen = restart_seen(&restart(), &engine, Some(&report)).await.unwrap();
    assert!(matches!(seen, Observed::Done(_)), "{seen:?}");
    let gone = Shown::new([Some(Vec::new())]);
    let seen = restart_seen(&restart(), &gone, Some(&report)).await.unwrap();
    assert!(matches!(seen, Observed::Different { .. }), "{seen:?}");
}
