//! What is done to an environment whose places tell of other operations.
#![allow(clippy::unwrap_used)]

mod in_folder;

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use in_folder::hosts::Hosts;
use slipway_domain::entry::{Body, Outcome, Report};
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::operation::{Kind, Operation, Verdict};
use slipway_domain::plan::{Effect, LockFact, Step, Subject};
use slipway_domain::problem::Code;
use slipway_domain::progress::Observed;
use slipway_domain::world::{Lock, Seen};
use slipway_engine::deploy::Request;
use slipway_engine::ports::{Cx, Ended, Executor, Fence, Past};
use slipway_engine::project::Project;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A project with one environment, `sandbox`, on that host. It lies in the folder.
async fn project(folder: &tempfile::TempDir, host: &Hosts) -> Project {
    let environments = "environments:\n  sandbox: { target: { compose: { hosts: [host-1] } } }\n";
    let text = [in_folder::YAML, environments].concat();
    in_folder::commit(folder.path(), &[("slipway.yml", text.as_str())]);
    let project = in_folder::opened(folder.path(), "data").await;
    Project { targets: Arc::new(host.clone()), ..project }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_cannot_be_read_keeps_nobody_from_a_restart() {
    let seen = Seen { closed: Some(OperationId(Uuid::now_v7())), ..Seen::default() };
    let folder = tempfile::tempdir().unwrap();
    let project = project(&folder, &Hosts::one(seen)).await;
    let refused = project.restart("sandbox", "api", Request::default()).await.unwrap_err();
    assert_eq!(refused.message, "restart", "it came as far as asking for the steps");
}

/// A host whose lock an operation has.
fn held_by(id: OperationId) -> Hosts {
    let lock = Lock {
        owner: "Bea Example".into(),
        since: "2026-01-05T09:00:00Z".into(),
        message: "deploy".into(),
        operation: Some(id.to_string()),
        silent_for: 0,
    };
    Hosts::one(Seen { lock: Some(lock), ..Seen::default() })
}

/// Writes an operation of these steps into the ledger, with what is known of it and of the first attempts at them.
async fn opened(project: &Project, id: OperationId, steps: Vec<Step>, known: Vec<(Option<&str>, Body)>) {
    let subject = Subject::Upkeep { environment: "sandbox".into(), what: "restart api".into() };
    let plan = slipway_fixtures::plan(subject, steps);
    let operation = Operation { id, kind: Kind::Restart, ..slipway_fixtures::operation_of(&plan) };
    let author = project.author().await.unwrap();
    let entry = |(step, body): (Option<&str>, Body)| {
        let step = step.map(StepId::from);
        author.entry_of(&operation, step.as_ref().map(|step| (step, 1)), project.clock.now(), body)
    };
    let opened = Body::Opened { operation: operation.clone(), plan };
    let entries = [vec![(None, opened)], known].concat().into_iter().map(entry).collect();
    project.ledger.append(entries).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_thrown_out_for_an_operation_that_cannot_go_on_here() {
    for (closed, under_way, code, taken) in [
        (true, false, Code::TakenOver, 0),
        (false, true, Code::OperationBusy, 0),
        (false, false, Code::HostCommandFailed, 1),
    ] {
        let id = OperationId(Uuid::now_v7());
        let (host, folder) = (held_by(id), tempfile::tempdir().unwrap());
        let project = project(&folder, &host).await;
        let end = (None, Body::Closed { verdict: Verdict::Unknown, problem: None });
        opened(&project, id, Vec::new(), if closed { vec![end] } else { Vec::new() }).await;
        let _at_it = under_way.then(|| project.runner.locks.try_own(&id.to_string()).unwrap().unwrap());
        let refused = project.take_over(Some("sandbox"), CancellationToken::new()).await.unwrap_err();
        assert_eq!((refused.code, host.taken.load(Ordering::Relaxed)), (code, taken), "{refused}");
        if closed {
            assert!(refused.message.contains(&id.to_string()), "{refused}");
            let hint = refused.hint.unwrap();
            assert!(hint.contains("`slipway unlock sandbox --force`"), "the way out: {hint}");
        }
    }
}

/// Hears for which operations nothing more is done.
#[derive(Default)]
struct Hears(Mutex<Vec<OperationId>>);

#[async_trait]
impl Executor for Hears {
    async fn observe(&self, _: &Effect, _: &Key, _: &Cx, _: Option<&Report>) -> Observed {
        Observed::Absent
    }

    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        Report::default()
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}

    fn let_go(&self, operation: OperationId) {
        self.0.lock().unwrap().push(operation);
    }
}

/// The step that takes a host's lock.
fn lock(host: &str) -> Step {
    let step = Step::new(format!("{host}/lock").into(), Vec::new(), "lock", Effect::new("hears", "lock", ()));
    Step { place: Some(host.to_owned()), ..step }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rest_of_a_take_over_throws_nobody_out_and_is_let_go_where_it_fails() {
    let other = OperationId(Uuid::now_v7());
    let free = Hosts::one(Seen::default());
    for (host, code, taken) in [(free, Code::HostCommandFailed, 1), (held_by(other), Code::LockHeld, 0)] {
        let (folder, hears) = (tempfile::tempdir().unwrap(), Arc::new(Hears::default()));
        let mut project = project(&folder, &host).await;
        Arc::get_mut(&mut project.runner).unwrap().executors.insert("hears".to_owned(), hears.clone());
        let fact = LockFact { fence: 1, taken: true }.fact();
        let outcome =
            Body::Outcome { outcome: Outcome::Succeeded, fact, problem: None, evidence: Vec::new() };
        let first = [(Some("host-1/lock"), Body::Intent), (Some("host-1/lock"), outcome)];
        let known = [first.to_vec(), vec![(Some("host-2/lock"), Body::Intent)]].concat();
        let id = OperationId(Uuid::now_v7());
        opened(&project, id, vec![lock("host-1"), lock("host-2")], known).await;
        let refused = project.resume(&id.to_string(), CancellationToken::new()).await.unwrap_err();
        assert_eq!((refused.code, host.taken.load(Ordering::Relaxed)), (code, taken), "{refused}");
        assert_eq!(*hears.0.lock().unwrap(), [id], "no sign of life for what nobody is at");
    }
}

/// A step that asks, after a failure, whether what failed is taken back.
fn ask() -> Step {
    Step::new("ask".into(), Vec::new(), "ask", Effect::new("wait", "ask", ()))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_asks_here_and_was_answered_at_another_laptop_is_over() {
    for how in ["resume", "cancel", "status"] {
        let (folder, id) = (tempfile::tempdir().unwrap(), OperationId(Uuid::now_v7()));
        let mut host = Hosts::one(Seen { closed: Some(id), ..Seen::default() });
        let before = project(&folder, &host).await;
        opened(&before, id, vec![ask()], vec![(Some("ask"), Body::Intent)]).await;
        let open = before.open_operations(Some("sandbox")).await.unwrap().remove(0);
        assert!(open.asks, "{how}");
        let there = Ended {
            operation: open.row.operation,
            plan: open.plan,
            began: before.clock.now(),
            ended: before.clock.now(),
            verdict: Verdict::RolledBack,
            place: "host-1".into(),
        };
        host.past = Some(Past { ended: vec![there], gaps: Vec::new() });
        let project = Project { targets: Arc::new(host), ..before };
        let told = match how {
            "resume" => project.resume(&id.to_string(), CancellationToken::new()).await.map(drop),
            "cancel" => project.cancel(None, None).await.map(drop),
            _ => project.status(Some("sandbox")).await.map(drop),
        };
        let code = told.err().map(|problem| problem.code);
        assert_eq!(code, (how != "status").then_some(Code::TakenOver), "{how}");
        let row = project.find_operation(&id.to_string()).await.unwrap();
        assert_eq!(row.verdict, Some(Verdict::RolledBack), "{how}: it ended there as the place tells");
        let again = project.resume(&id.to_string(), CancellationToken::new()).await.unwrap_err();
        assert_eq!(again.code, Code::TakenOver, "{how}: and it says why it cannot go on here");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_asks_here_stays_open_where_nobody_wrote_down_how_it_ended_or_somebody_here_is_at_it() {
    for (verdict, at_it) in [(Verdict::Unknown, false), (Verdict::RolledBack, true)] {
        let (folder, id) = (tempfile::tempdir().unwrap(), OperationId(Uuid::now_v7()));
        let mut host = Hosts::one(Seen { closed: Some(id), ..Seen::default() });
        let before = project(&folder, &host).await;
        opened(&before, id, vec![ask()], vec![(Some("ask"), Body::Intent)]).await;
        let open = before.open_operations(Some("sandbox")).await.unwrap().remove(0);
        let (began, ended) = (before.clock.now(), before.clock.now());
        let (operation, plan, place) = (open.row.operation, open.plan, "host-1".into());
        let there = Ended { operation, plan, began, ended, verdict, place };
        host.past = Some(Past { ended: vec![there], gaps: Vec::new() });
        let project = Project { targets: Arc::new(host), ..before };
        let _at_it = at_it.then(|| project.runner.locks.try_own(&id.to_string()).unwrap().unwrap());
        project.status(Some("sandbox")).await.unwrap();
        let row = project.find_operation(&id.to_string()).await.unwrap();
        assert_eq!(row.verdict, None, "nobody here saw that it was taken over and ended: {verdict:?}");
        assert!(project.open_operations(Some("sandbox")).await.unwrap()[0].asks);
    }
}
