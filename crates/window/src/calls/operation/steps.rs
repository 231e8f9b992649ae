//! The steps of an operation with their states and times.

use std::collections::HashMap;

use jiff::Timestamp;
use slipway_api::plan::WhenWord;
use slipway_api::window::operation::{StepDocument, StepState};
use slipway_domain::entry::{Body, Entry, Outcome};
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Plan, Step};
use slipway_domain::problem::Problem;
use slipway_domain::progress::{Progress, State};
use slipway_engine::ports::StepLines;
use slipway_engine::steps::{gate, job, wait};

use crate::operations::Words;

/// When a step was begun and settled, and how often it was tried.
#[derive(Default)]
struct Times {
    began: Option<Timestamp>,
    ended: Option<Timestamp>,
    attempts: u64,
}

/// All of them, in the plan's order.
pub(super) fn of(plan: &Plan, entries: &[Entry], lines: &[StepLines], words: &Words) -> Vec<StepDocument> {
    let progress = Progress::of(plan, entries);
    let times = times(entries);
    let over = progress.closed.is_some();
    let of_step = |step: &Step| {
        let logged = lines.iter().find(|one| one.step == step.id).map_or(0, |one| one.lines);
        let shown = document(step, progress.state(&step.id), times.get(&step.id), over);
        let told = words.get(&step.id).filter(|_| shown.state == StepState::Running).cloned();
        StepDocument { lines: logged, told, ..shown }
    };
    plan.steps.iter().map(of_step).collect()
}

/// How many steps are done, of those that are done where nothing fails.
pub(super) fn counted(steps: &[StepDocument]) -> (u64, u64) {
    let forward = || steps.iter().filter(|step| step.when == WhenWord::Success);
    let done = forward().filter(|step| step.state == StepState::Succeeded).count();
    (done as u64, forward().count() as u64)
}

fn times(entries: &[Entry]) -> HashMap<&StepId, Times> {
    let mut all: HashMap<&StepId, Times> = HashMap::new();
    for entry in entries {
        let Some(step) = &entry.step else { continue };
        let times = all.entry(step).or_default();
        match &entry.body {
            Body::Intent => {
                (times.began, times.ended) = (Some(entry.at), None);
                times.attempts += 1;
            }
            Body::Outcome { .. } => times.ended = Some(entry.at),
            _ => {}
        }
    }
    all
}

fn document(step: &Step, state: &State, times: Option<&Times>, over: bool) -> StepDocument {
    let (state, why) = told(step, state, over);
    StepDocument {
        step: step.id.to_string(),
        place: step.place.clone(),
        job: (step.effect.executor == job::NAME && step.effect.verb == job::RUN)
            .then(|| step.effect.args.get("job").and_then(|name| name.as_str()).map(str::to_owned))
            .flatten(),
        action: step.action.clone(),
        command: step.command.clone(),
        when: WhenWord::from(&step.when),
        needs: step.needs.iter().map(ToString::to_string).collect(),
        state,
        told: None,
        began_at: times.and_then(|times| times.began).map(|at| at.to_string()),
        ended_at: times.and_then(|times| times.ended).map(|at| at.to_string()),
        attempts: times.map_or(0, |times| times.attempts),
        lines: 0,
        why: why.map(|why| why.message.clone()),
        why_code: why.map(|why| why.code),
    }
}

/// Whether it has nothing to do but to wait for a person, or for time to pass.
fn waits(step: &Step) -> bool {
    matches!(step.effect.executor.as_str(), wait::NAME | gate::NAME)
}

/// A state in the window's word, and why it is not as it should be.
fn told<'s>(step: &Step, state: &'s State, over: bool) -> (StepState, Option<&'s Problem>) {
    match state {
        State::Pending { .. } if over => (StepState::Skipped, None),
        State::Pending { .. } => (StepState::Pending, None),
        State::Open { unobserved: Some(why), .. } => {
            let word = if waits(step) && !over { StepState::Waiting } else { StepState::Unknown };
            (word, Some(why))
        }
        State::Open { .. } if over => (StepState::Unknown, None),
        State::Open { .. } if waits(step) => (StepState::Waiting, None),
        State::Open { .. } => (StepState::Running, None),
        State::Settled { outcome, problem, .. } => {
            let word = match outcome {
                Outcome::Succeeded => StepState::Succeeded,
                Outcome::Failed => StepState::Failed,
                Outcome::Cancelled => StepState::Cancelled,
            };
            (word, problem.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::plan::Effect;
    use slipway_domain::problem::Code;

    use super::*;

    #[test]
    fn what_waits_for_a_person_is_not_said_to_be_unknown() {
        let of = |executor: &str| {
            let effect = Effect::new(executor, "pass", ());
            Step::new("one".into(), Vec::new(), "one", effect)
        };
        let why = Problem::new(Code::ApprovalWanted, "1 of 1 approvals are missing");
        let state = State::Open { attempt: 1, report: None, unobserved: Some(why) };
        let said = |executor: &str, over| told(&of(executor), &state, over).0;
        assert_eq!([gate::NAME, wait::NAME].map(|name| said(name, false)), [StepState::Waiting; 2]);
        assert_eq!(said("compose", false), StepState::Unknown);
        assert_eq!(said(gate::NAME, true), StepState::Unknown, "nobody waits any more");
    }

    #[test]
    fn why_a_step_failed_is_told_with_its_code() {
        let step = Step::new("host-1/health".into(), Vec::new(), "watch", Effect::new("hosts", "health", ()));
        let why = Problem::new(Code::VerifyFailed, "api is not healthy after 60 s");
        let state = State::Open { attempt: 1, report: None, unobserved: Some(why) };
        let told = document(&step, &state, None, false);
        assert_eq!(told.why.as_deref(), Some("api is not healthy after 60 s"));
        assert_eq!(told.why_code, Some(Code::VerifyFailed));
        let pending = document(&step, &State::Pending { attempt: 1 }, None, false);
        assert_eq!((pending.why, pending.why_code), (None, None));
    }
}
