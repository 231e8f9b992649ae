//! One operation, as its entries tell it, whoever executes it.

mod jobs;
mod places;
mod steps;

use slipway_api::done::DoneDocument;
use slipway_api::error::ErrorDocument;
use slipway_api::window::board::{Action, Verb};
use slipway_api::window::operation::{OperationArgs, OperationPage};
use slipway_api::window::topic::Topic;
use slipway_domain::entry::{Body, Entry, Evidence};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::OperationRow;
use tokio_util::sync::CancellationToken;

use super::actions::{action, time_left, with};
use super::activity::rows_of;
use super::board::plan_in;
use crate::answer::{Answered, done, read};
use crate::session::Session;

/// One operation.
pub(crate) async fn operation(session: &Session, args: OperationArgs) -> Answered<OperationPage> {
    let project = session.project(&args.project).await?;
    let row = project.find_operation(&args.operation).await?;
    let id = row.operation.id;
    let entries = project.ledger.entries(id, None).await?;
    let plan = plan_in(&entries).ok_or_else(|| no_plan(id))?;
    let told = rows_of(&project, std::slice::from_ref(&row)).await?.pop().ok_or_else(|| no_plan(id))?;
    let lines = project.logs.steps(id).await?;
    let steps = steps::of(&plan, &entries, &lines);
    let left = match (&row.operation.environment, told.busy) {
        (Some(environment), true) => {
            time_left(&project, environment, row.operation.kind, row.started_at).await?
        }
        _ => None,
    };
    let seen = row.operation.environment.as_deref().map(|name| session.inner.sights.of(project.name(), name));
    let (finished, of) = steps::counted(&steps);
    let asks =
        project.open_operations(None).await?.iter().any(|open| open.row.operation.id == id && open.asks);
    let page = OperationPage {
        done: finished,
        of,
        planned: None,
        asks,
        jobs: jobs::of(&plan, &steps),
        places: places::of(&plan, &steps, seen.as_ref().map(|seen| &seen.world)),
        evidence: evidence(&entries),
        problem: problem(&entries).map(|problem| ErrorDocument::from(&problem).error),
        actions: actions(&row, told.busy, told.waits),
        left,
        lines: project.logs.count(id).await?,
        elsewhere: told.busy && !session.inner.operations.has(id),
        steps,
        row: told,
    };
    let mut topics = vec![Topic::Operation { operation: id.to_string() }];
    if let Some(environment) = row.operation.environment {
        topics.push(Topic::Sight { project: args.project, environment });
    }
    read(page, topics)
}

fn no_plan(id: OperationId) -> Problem {
    Problem::new(Code::LedgerFailed, format!("operation {id} has no plan in the ledger"))
}

/// What its steps left as evidence, in order.
fn evidence(entries: &[Entry]) -> Vec<Evidence> {
    let of = |entry: &Entry| match &entry.body {
        Body::Outcome { evidence, .. } => evidence.clone(),
        _ => Vec::new(),
    };
    entries.iter().flat_map(of).collect()
}

/// Why it did not succeed, or what it waits for.
fn problem(entries: &[Entry]) -> Option<Problem> {
    entries.iter().rev().find_map(|entry| match &entry.body {
        Body::Closed { problem, .. } => problem.clone(),
        Body::Unobserved { why } => Some(why.clone()),
        _ => None,
    })
}

/// What may be done now, most likely first.
fn actions(row: &OperationRow, busy: bool, waits: bool) -> Vec<Action> {
    let id = row.operation.id;
    let deploys = matches!(row.operation.kind, Kind::Deploy | Kind::Promote | Kind::Rollback);
    let again = || Action { release: row.release, ..action(Verb::Again) };
    match row.verdict {
        None if busy => vec![with(Verb::Cancel, id)],
        None if waits => vec![with(Verb::Review, id), with(Verb::Cancel, id)],
        None => vec![with(Verb::Resume, id), with(Verb::Cancel, id)],
        Some(Verdict::Succeeded) if deploys => vec![action(Verb::Rollback)],
        Some(Verdict::Failed) if deploys => vec![action(Verb::Rollback), again()],
        Some(Verdict::Succeeded) => Vec::new(),
        Some(_) => vec![again()],
    }
}

/// Stops it. Answers when its state is known.
pub(crate) async fn cancel(session: &Session, args: OperationArgs) -> Answered<DoneDocument> {
    let project = session.project(&args.project).await?;
    let result = project.cancel(Some(&args.operation), None).await?;
    done(DoneDocument { done: format!("it ended as {}", result.verdict.as_str()) })
}

/// Carries on in the background what was left in the middle.
pub(crate) async fn resume(session: &Session, args: OperationArgs) -> Answered<DoneDocument> {
    let project = session.project(&args.project).await?;
    let id = project.find_operation(&args.operation).await?.operation.id;
    let work = move || async move { project.resume(&id.to_string(), CancellationToken::new()).await };
    session.resume(id, work).await?;
    done(DoneDocument { done: "it goes on".to_owned() })
}
