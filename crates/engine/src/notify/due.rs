//! Which notices are due. Pure.

use slipway_domain::config::{Notifications, Occasion};
use slipway_domain::entry::{Body, Entry};
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Plan, Step};
use slipway_domain::progress::{Progress, State};

use crate::runner::GATES;
use crate::steps::gate::Gate;
use crate::steps::wait;

/// The notices that are due of an operation as its entries say it stands, each with the channel that it goes to; a channel
/// gets one at most. `standing` is how it stands for the program that has just stopped executing it, `None` for one that
/// has just begun; what the entries say of its end counts more. `before` are the verdicts of those before it in the same
/// environment, the newest first.
pub fn due<'n>(
    notifications: &'n Notifications,
    plan: &Plan,
    entries: &[Entry],
    standing: Option<Verdict>,
    before: &[Verdict],
) -> Vec<(Occasion, &'n str)> {
    let environment = plan.subject.environment();
    let told = |occasion| notifications.told(occasion, environment);
    let Some(occasion) = occasion(plan, entries, standing) else { return Vec::new() };
    let twice = occasion == Occasion::Failed && failed_before(before);
    let twice = if twice { told(Occasion::FailedTwice) } else { Vec::new() };
    let once = told(occasion).into_iter().filter(|channel| !twice.contains(channel));
    let once: Vec<(Occasion, &str)> = once.map(|channel| (occasion, channel)).collect();
    twice.iter().map(|channel| (Occasion::FailedTwice, *channel)).chain(once).collect()
}

/// What there is to tell; nothing where another laptop goes on with it, which tells how it ends, and where it only waits
/// for time to pass.
fn occasion(plan: &Plan, entries: &[Entry], standing: Option<Verdict>) -> Option<Occasion> {
    if entries.iter().any(|entry| matches!(entry.body, Body::TakenOver { .. })) {
        return None;
    }
    let closed = entries.iter().rev().find_map(|entry| match &entry.body {
        Body::Closed { verdict, .. } => Some(*verdict),
        _ => None,
    });
    match closed.or(standing) {
        None => Some(Occasion::Started),
        Some(Verdict::Succeeded) => Some(Occasion::Succeeded),
        Some(Verdict::Failed | Verdict::RolledBack) => Some(Occasion::Failed),
        Some(Verdict::Cancelled) => Some(Occasion::Cancelled),
        Some(Verdict::Unknown) => Some(Occasion::Alert),
        Some(Verdict::Waiting) => waits_for_a_person(plan, entries).then_some(Occasion::Approval),
    }
}

/// Whether the newest of those before that came to an end failed.
fn failed_before(before: &[Verdict]) -> bool {
    let told = before.iter().find(|verdict| !matches!(verdict, Verdict::Cancelled | Verdict::Waiting));
    told.is_some_and(|verdict| matches!(verdict, Verdict::Failed | Verdict::RolledBack))
}

/// Whether a step waits for an approval or an answer.
fn waits_for_a_person(plan: &Plan, entries: &[Entry]) -> bool {
    let progress = Progress::of(plan, entries);
    let wants_one = |step: &Step| {
        let gate = || step.effect.read::<Gate>();
        wait::asks(step) || (step.effect.executor == GATES && matches!(gate(), Ok(Gate::Approval { .. })))
    };
    let is_open = |step: &Step| matches!(progress.state(&step.id), State::Open { .. });
    plan.steps.iter().any(|step| is_open(step) && wants_one(step))
}
