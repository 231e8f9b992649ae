//! What an open operation waits for, and that it has come.
#![allow(clippy::unwrap_used)]

mod in_folder;

use slipway_domain::entry::Body;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{Effect, Step, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::operations::Open;
use slipway_engine::project::Project;
use slipway_engine::steps::gate::{self, Gate};
use slipway_engine::steps::wait;

/// Writes an operation into the ledger whose one step waits for somebody. Returns its plan's hash.
async fn waiting(project: &Project, step: Step) -> String {
    let id = step.id.clone();
    let subject = Subject::Upkeep { environment: "sandbox".into(), what: "restart api".into() };
    let plan = slipway_fixtures::plan(subject, vec![step]);
    let operation: Operation = slipway_fixtures::operation_of(&plan);
    let author = project.author().await.unwrap();
    let why = Problem::new(Code::ApprovalWanted, "somebody has to say so");
    let opened = Body::Opened { operation: operation.clone(), plan };
    let of_step = Some((&id, 1));
    let entries = [(None, opened), (of_step, Body::Intent), (of_step, Body::Unobserved { why })];
    let entries = entries.map(|(step, body)| author.entry_of(&operation, step, project.clock.now(), body));
    project.ledger.append(entries.to_vec()).await.unwrap();
    operation.plan.to_string()
}

async fn open(project: &Project) -> Open {
    project.open_operations(None).await.unwrap().remove(0)
}

async fn project(folder: &tempfile::TempDir) -> Project {
    in_folder::commit(folder.path(), &[("slipway.yml", in_folder::YAML)]);
    in_folder::opened(folder.path(), "data").await
}

/// The step at which somebody has to approve the plan.
fn approval() -> Step {
    let gate = Gate::Approval { count: 1, authors: Vec::new() };
    let effect = Effect::new(gate::NAME, gate::PASS, &gate);
    Step::new("gate/approval".into(), Vec::new(), "ask", effect)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_is_approved_or_denied_waits_only_to_be_carried_on() {
    for approves in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let project = project(&folder).await;
        let hash = waiting(&project, approval()).await;
        let before = open(&project).await;
        assert_eq!((before.waits, before.ready), (true, false));
        let answered = match approves {
            true => project.approve(&hash, None).await,
            false => project.deny(&hash, None).await,
        };
        answered.unwrap();
        let after = open(&project).await;
        assert_eq!((after.waits, after.ready), (true, true), "approved: {approves}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_is_answered_waits_only_to_be_carried_on() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(&folder).await;
    let effect = Effect::new(wait::NAME, wait::ASK, ());
    let hash = waiting(&project, Step::new("ask".into(), Vec::new(), "ask", effect)).await;
    let before = open(&project).await;
    assert_eq!((before.asks, before.ready), (true, false));
    project.deny(&hash, None).await.unwrap();
    let after = open(&project).await;
    assert_eq!((after.asks, after.ready), (true, true), "to leave it is an answer, too");
}

#[tokio::test(flavor = "multi_thread")]
async fn gates_of_what_is_over_are_asked_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(&folder).await;
    waiting(&project, approval()).await;
    let operation = open(&project).await.row.operation;
    let gates = async || {
        let row = project.find_operation(&operation.id.to_string()).await.unwrap();
        let entries = project.ledger.entries(operation.id, None).await.unwrap();
        project.gates_then(&row, &entries).await.unwrap().len()
    };
    assert_eq!(gates().await, 1, "what it says now tells what is waited for");
    let author = project.author().await.unwrap();
    let end = Body::Closed { verdict: Verdict::Unknown, problem: None };
    let end = author.entry_of(&operation, None, project.clock.now(), end);
    project.ledger.append(vec![end]).await.unwrap();
    assert_eq!(gates().await, 0, "it was never let through nor refused");
}
