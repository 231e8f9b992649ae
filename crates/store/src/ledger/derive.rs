//! From entries to derived rows. Pure, so that deriving everything again gives the same.

use jiff::Timestamp;
use slipway_domain::deployment::Deployment;
use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{Plan, PlanHash, Subject};
use slipway_domain::problem::Problem;
use slipway_domain::progress::Progress;
use slipway_domain::release::Release;

/// Something that a derived table holds because of an entry.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum Row {
    /// An operation began.
    Operation { operation: Operation, started_at: Timestamp, release: Option<u64> },
    /// A run has this build number from now on.
    Number { project: String, number: u64, operation: OperationId },
    /// An operation ended.
    Closed { operation: OperationId, ended_at: Timestamp, verdict: Verdict, problem: Option<String> },
    /// It is known how an operation ended that another device took over.
    Settled { operation: OperationId, ended_at: Timestamp, verdict: Verdict },
    /// A run made a release.
    Release { project: String, operation: OperationId, release: Release },
    /// A deployment ended.
    Deployment { project: String, operation: OperationId, verdict: Verdict, deployment: Deployment },
    /// Someone approved or denied a plan.
    Approval { plan: PlanHash },
}

/// Whether the rows of an entry also depend on what its operation recorded before.
pub fn looks_back(entry: &Entry) -> bool {
    matches!(entry.body, Body::Closed { .. } | Body::Learned { .. })
}

/// The rows that an entry adds. `before` are the `Opened` and the outcomes of its operation, in order,
/// where the entry [looks back](looks_back), and nothing otherwise.
pub fn rows(entry: &Entry, before: &[Entry]) -> Vec<Row> {
    match &entry.body {
        Body::Opened { operation, plan } => opened(entry, operation, plan),
        Body::Closed { verdict, problem } => closed(entry, *verdict, problem.as_ref(), before),
        Body::Learned { verdict } => learned(entry, *verdict, before),
        Body::Approved { plan, .. } | Body::Denied { plan, .. } => vec![Row::Approval { plan: plan.clone() }],
        _ => Vec::new(),
    }
}

fn opened(entry: &Entry, operation: &Operation, plan: &Plan) -> Vec<Row> {
    let release = plan.subject.number();
    let mut rows = vec![Row::Operation { operation: operation.clone(), started_at: entry.at, release }];
    if let Subject::Run(draft) = &plan.subject {
        let (project, number) = (operation.project.clone(), draft.number);
        rows.push(Row::Number { project, number, operation: operation.id });
    }
    rows
}

fn learned(entry: &Entry, verdict: Verdict, before: &[Entry]) -> Vec<Row> {
    let settle = |row| match row {
        Row::Closed { operation, ended_at, verdict, .. } => Row::Settled { operation, ended_at, verdict },
        other => other,
    };
    closed(entry, verdict, None, before).into_iter().map(settle).collect()
}

fn closed(entry: &Entry, verdict: Verdict, problem: Option<&Problem>, before: &[Entry]) -> Vec<Row> {
    let begun = before.iter().find_map(|entry| match &entry.body {
        Body::Opened { operation, plan } => Some((operation, plan)),
        _ => None,
    });
    let Some((operation, plan)) = begun else { return Vec::new() };
    let (id, project) = (operation.id, operation.project.clone());
    let problem = problem.map(|problem| problem.message.clone());
    let mut rows = vec![Row::Closed { operation: id, ended_at: entry.at, verdict, problem }];
    match &plan.subject {
        Subject::Run(draft) if verdict == Verdict::Succeeded => {
            let progress = Progress::of(plan, before);
            let release = draft.release(|step| progress.fact(&step.into()));
            rows.extend(release.map(|release| Row::Release { project, operation: id, release }));
        }
        Subject::Deployment(deployment) => {
            let deployment = deployment.clone();
            rows.push(Row::Deployment { project, operation: id, verdict, deployment });
        }
        Subject::Run(_) | Subject::Upkeep { .. } => {}
    }
    rows
}
