//! One operation, as its entries tell it, whoever executes it.

mod jobs;
mod places;
mod steps;

use std::sync::Arc;

use slipway_api::done::DoneDocument;
use slipway_api::error::ErrorDocument;
use slipway_api::window::activity::ActivityRow;
use slipway_api::window::board::{Action, Verb};
use slipway_api::window::operation::{EvidenceDocument, OperationArgs, OperationPage};
use slipway_api::window::topic::Topic;
use slipway_domain::entry::{Body, Entry, Evidence};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::plan::{Plan, Step, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Progress, State};
use slipway_engine::operations::plan_in;
use slipway_engine::project::Project;
use slipway_engine::steps::basis;
use tokio_util::sync::CancellationToken;

use super::actions::{action, stands, time_left, with};
use super::activity::{OpenNow, row_of};
use super::log::reads_like_an_error;
use crate::answer::{Answered, done, read};
use crate::session::Session;

/// One operation.
pub(crate) async fn operation(session: &Session, args: OperationArgs) -> Answered<OperationPage> {
    let project = session.project(&args.project).await?;
    let row = project.find_operation(&args.operation).await?;
    let id = row.operation.id;
    let entries = project.ledger.entries(id, None).await?;
    let plan = plan_in(&entries, id)?;
    let (told, now) = row_of(session, &project, &row).await?;
    let lines = project.logs.steps(id).await?;
    let steps = steps::of(&plan, &entries, &lines, &session.inner.operations.words(id));
    let environment = row.operation.environment.as_deref();
    let left = match told.busy {
        true => time_left(&project, environment, row.operation.kind, row.started_at).await?,
        false => None,
    };
    let seen = environment.map(|name| session.inner.sights.of(project.name(), name));
    let (finished, of) = steps::counted(&steps);
    let (planned, gates_why) = session.planned(&project, &row, &entries).await?.unzip();
    let page = OperationPage {
        done: finished,
        of,
        planned,
        gates_why: gates_why.unwrap_or_default(),
        only: only(&plan),
        hotfix: row.operation.reason.clone().filter(|_| basis::is_hotfix(&plan)),
        asks: now.asks,
        ready: now.ready,
        jobs: jobs::of(&plan, &steps, &entries, &lines),
        places: places::of(&plan, &steps, seen.as_ref().map(|seen| &seen.world)),
        evidence: evidence(&entries),
        why: problem(&plan, &entries)
            .filter(|why| !now.ready || why.code == Code::Denied)
            .map(|problem| ErrorDocument::from(&problem).error),
        actions: actions(&told, now),
        left,
        lines: project.logs.count(id).await?,
        elsewhere: told.busy && !session.inner.operations.has(id),
        steps,
        row: told,
    };
    let mut topics = vec![Topic::Operation { operation: id.to_string() }];
    if page.row.waits {
        // A plan may be approved by whoever knows its hash and nothing of this operation.
        topics.push(Topic::Ledger { project: args.project.clone() });
    }
    if let Some(environment) = row.operation.environment {
        topics.push(Topic::Sight { project: args.project, environment });
    }
    read(page, topics)
}

/// The services that a plan is about, where it leaves others alone.
fn only(plan: &Plan) -> Vec<String> {
    match &plan.subject {
        Subject::Deployment(deployment) if !deployment.is_whole() => deployment.all_services(),
        Subject::Deployment(_) | Subject::Run(_) | Subject::Upkeep { .. } => Vec::new(),
    }
}

/// What its steps left as evidence, in order.
fn evidence(entries: &[Entry]) -> Vec<EvidenceDocument> {
    let of = |entry: &Entry| match &entry.body {
        Body::Outcome { evidence, .. } => evidence.iter().map(with_alarms).collect(),
        _ => Vec::new(),
    };
    entries.iter().flat_map(of).collect()
}

fn with_alarms(evidence: &Evidence) -> EvidenceDocument {
    let Evidence { place, service, what, text } = evidence.clone();
    let lines = (0..).zip(text.lines());
    let alarms = lines.filter(|(_, line)| reads_like_an_error(line)).map(|(number, _)| number).collect();
    EvidenceDocument { place, service, what, text, alarms }
}

/// Why it did not succeed, or what it waits for: of what has ended its end says it, else the steps that are open. A gate
/// of a plan that was denied is waited for no more.
fn problem(plan: &Plan, entries: &[Entry]) -> Option<Problem> {
    let closed = entries.iter().rev().find_map(|entry| match &entry.body {
        Body::Closed { problem, .. } => Some(problem.clone()),
        _ => None,
    });
    let progress = Progress::of(plan, entries);
    let denied = |step: &Step| {
        let gate = step.effect.executor == slipway_engine::steps::gate::NAME;
        progress.denied().filter(|_| gate).cloned()
    };
    closed.unwrap_or_else(|| {
        plan.steps.iter().find_map(|step| match progress.state(&step.id) {
            State::Open { unobserved, .. } => denied(step).or_else(|| unobserved.clone()),
            _ => None,
        })
    })
}

/// What may be done now, most likely first. One that asks is answered: it takes back or leaves what failed, and to
/// stop it is to leave it. One whose answer has come is carried on.
pub(crate) fn actions(told: &ActivityRow, now: OpenNow) -> Vec<Action> {
    let row = &told.row;
    let id = &row.operation;
    let deploys = matches!(row.kind, Kind::Deploy | Kind::Promote | Kind::Rollback);
    let again = || Action { release: row.release, ..action(Verb::Again) };
    match row.verdict {
        None if told.busy => vec![with(Verb::Cancel, id)],
        None if now.asks => vec![with(Verb::Review, id)],
        None if told.waits && !now.ready => vec![with(Verb::Review, id), with(Verb::Cancel, id)],
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
    // One that nobody executes is settled here.
    let _in_call = session.inner.operations.in_call();
    let result = project.cancel(Some(&args.operation), None).await?;
    done(DoneDocument { done: stands(result.verdict) })
}

/// Carries on in the background what was left in the middle.
pub(crate) async fn resume(session: &Session, args: OperationArgs) -> Answered<DoneDocument> {
    let project = session.project(&args.project).await?;
    let id = project.find_operation(&args.operation).await?.operation.id;
    go_on(session, project, id).await?;
    done(DoneDocument { done: "it goes on".to_owned() })
}

/// Carries an operation on in the background.
pub(crate) async fn go_on(
    session: &Session,
    project: Arc<Project>,
    operation: OperationId,
) -> Result<(), Problem> {
    let work = move || async move { project.resume(&operation.to_string(), CancellationToken::new()).await };
    session.carry_on(operation, work).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn plan() -> Plan {
        plan_of("compose")
    }

    fn plan_of(executor: &str) -> Plan {
        let step = json!({
            "id": "host-1/up", "place": "host-1", "action": "start it", "command": null,
            "effect": { "executor": executor, "verb": "up", "version": 1, "args": {} },
            "replay": "converge", "limit": null,
        });
        let subject = json!({ "kind": "upkeep", "environment": "sandbox", "what": "restart api" });
        let plan = json!({ "format": 1, "project": "recipes", "subject": subject, "steps": [step] });
        serde_json::from_value(plan).unwrap()
    }

    fn entry(body: Body) -> Entry {
        Entry { step: Some("host-1/up".into()), attempt: 1, ..slipway_fixtures::entry(body) }
    }

    #[test]
    fn what_was_out_of_sight_for_a_while_is_no_reason_once_it_is_settled() {
        let why = Problem::new(Code::HostUnreachable, "host-1 does not answer");
        let settled = Body::Outcome {
            outcome: slipway_domain::entry::Outcome::Succeeded,
            fact: serde_json::Value::Null,
            problem: None,
            evidence: Vec::new(),
        };
        let closed = Body::Closed { verdict: Verdict::Succeeded, problem: None };
        let bodies = [Body::Intent, Body::Unobserved { why: why.clone() }, settled, closed];
        let entries = bodies.map(entry);
        assert_eq!(problem(&plan(), &entries[..2]), Some(why.clone()), "it is not seen");
        assert_eq!(problem(&plan(), &entries[..3]), None, "it was seen");
        assert_eq!(problem(&plan(), &entries), None, "it succeeded");
        let failed = entry(Body::Closed { verdict: Verdict::Failed, problem: Some(why.clone()) });
        assert_eq!(problem(&plan(), &[failed]), Some(why));
    }

    #[test]
    fn evidence_says_which_of_its_lines_tell_of_an_error() {
        let evidence = Evidence {
            place: Some("host-2".into()),
            service: Some("api".into()),
            what: "last lines".into(),
            text: "listen :8080\nmongo: no such host\n0 errors\nFatal: store not ready".into(),
        };
        assert_eq!(with_alarms(&evidence).alarms, [1, 3]);
    }

    #[test]
    fn what_was_denied_waits_for_no_approval() {
        let why = Problem::new(Code::ApprovalWanted, "1 of 1 approvals are missing");
        let denied = Body::Denied { plan: slipway_domain::plan::PlanHash("3f".to_owned()), reason: None };
        let entries = [Body::Intent, Body::Unobserved { why: why.clone() }, denied].map(entry);
        let code = |executor| problem(&plan_of(executor), &entries).map(|problem| problem.code);
        assert_eq!(code(slipway_engine::steps::gate::NAME), Some(Code::Denied));
        assert_eq!(code("compose"), Some(why.code), "what is under way says itself how it is");
    }
}
