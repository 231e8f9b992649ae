//! Puts the engine's own steps around a target's: gates, a new look at what the plan rests on, a question.

use slipway_domain::config::OnFailure;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Step, When};

use crate::ports::Steps;
use crate::steps::{basis, gate, gate::Gate, wait};

/// All steps of a deployment in order: gates, locks, the basis, the work, the end.
pub fn wrap(rests: basis::BasisArgs, asked: &[Gate], mut steps: Steps, on_failure: OnFailure) -> Vec<Step> {
    let gates: Vec<Step> = asked.iter().map(gate_step).collect();
    let gate_ids = ids(&gates);
    behind(&mut steps.lock, &gate_ids);
    let locked = if steps.lock.is_empty() { gate_ids } else { ids(&steps.lock) };
    // One after the other, the cheap one first.
    let open = still_open(asked, locked.clone());
    let before_basis = open.as_ref().map_or(locked, |open| vec![open.id.clone()]);
    let effect = Effect::new(basis::NAME, basis::UNCHANGED, rests);
    let look = Step::new("basis".into(), before_basis, "see that nothing has changed since the plan", effect);
    let (mut recovery, mut forward): (Vec<Step>, Vec<Step>) =
        steps.work.into_iter().partition(|step| step.when != When::Success);
    let locks = ids(&steps.lock);
    for first in forward.iter_mut().filter(|step| step.needs.iter().all(|need| locks.contains(need))) {
        first.needs.push(look.id.clone());
    }
    if on_failure == OnFailure::Stop {
        recovery.iter_mut().for_each(only_unfinished);
    }
    if on_failure == OnFailure::Ask && !recovery.is_empty() {
        let effect = Effect::new(wait::NAME, wait::ASK, ());
        let question = Step {
            when: When::Failure,
            ..Step::new("ask".into(), Vec::new(), "ask whether what failed is taken back", effect)
        };
        // Each of them, also those that follow one another: a step whose need was passed over would begin.
        recovery.iter_mut().for_each(|step| step.needs.push(question.id.clone()));
        recovery.insert(0, question);
    }
    let looks = open.into_iter().chain([look]).collect();
    [gates, steps.lock, looks, forward, recovery, steps.close].concat()
}

/// Where places are to stop as they are, one that is half done goes back and one that is whole stays.
fn only_unfinished(step: &mut Step) {
    if let When::Undo(done) = &step.when {
        step.when = When::UndoUnfinished(done.clone());
    }
}

/// All steps of an upkeep in order. It has no gates and asks nothing.
pub fn wrap_upkeep(environment: &str, steps: Steps) -> Vec<Step> {
    wrap(basis::BasisArgs::of(environment), &[], steps, OnFailure::Rollback)
}

fn gate_step(gate: &Gate) -> Step {
    let effect = Effect::new(gate::NAME, gate::PASS, gate);
    let action = format!("check the gate `{}`", gate.name());
    Step::new(format!("gate/{}", gate.name()).into(), Vec::new(), &action, effect)
}

/// Asks once more whether the environment is open. A freeze or a hold may begin while an operation waits for another
/// gate, or between its end in one program and its going on in the next.
fn still_open(gates: &[Gate], needs: Vec<StepId>) -> Option<Step> {
    let gate = gates.iter().find(|gate| matches!(gate, Gate::Open { .. }))?;
    let effect = Effect::new(gate::NAME, gate::PASS, gate);
    Some(Step::new(gate.name().into(), needs, "see that the environment is still open", effect))
}

fn ids(steps: &[Step]) -> Vec<StepId> {
    steps.iter().map(|step| step.id.clone()).collect()
}

/// Puts steps behind others, if they are not behind something already.
fn behind(steps: &mut [Step], before: &[StepId]) {
    for step in steps.iter_mut().filter(|step| step.needs.is_empty()) {
        step.needs = before.to_vec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(id: &str, when: When) -> Step {
        Step { when, ..Step::new(id.into(), Vec::new(), id, Effect::new("t", "v", ())) }
    }

    #[test]
    fn gates_come_before_locks_and_the_basis_before_the_work() {
        let steps = Steps {
            lock: vec![bare("a/lock", When::Success)],
            work: vec![
                Step { needs: vec!["a/lock".into()], ..bare("a/up", When::Success) },
                Step { needs: vec!["a/up".into()], ..bare("a/health", When::Success) },
                Step { needs: vec!["a/up".into()], ..bare("a/back", When::Undo("a/up".into())) },
                Step { needs: vec!["a/back".into()], ..bare("a/back-health", When::Undo("a/up".into())) },
            ],
            close: vec![bare("a/unlock", When::Always)],
        };
        let open = Gate::Open { environment: "e".to_owned(), freezes: Vec::new() };
        let gates = [open, Gate::Approval { count: 1, authors: Vec::new() }];
        let all = wrap(basis::BasisArgs::of("e"), &gates, steps, OnFailure::Ask);
        let order: Vec<&str> = all.iter().map(|step| step.id.0.as_str()).collect();
        assert_eq!(
            order,
            [
                "gate/open",
                "gate/approval",
                "a/lock",
                "open",
                "basis",
                "a/up",
                "a/health",
                "ask",
                "a/back",
                "a/back-health",
                "a/unlock"
            ]
        );
        let needs = |id: &str| {
            all.iter().find(|step| step.id.0 == id).map(|step| step.needs.clone()).unwrap_or_default()
        };
        assert_eq!(needs("a/lock"), ["gate/open".into(), "gate/approval".into()]);
        assert_eq!(needs("open"), ["a/lock".into()], "it may have been closed while an approval was awaited");
        assert_eq!(needs("basis"), ["open".into()]);
        assert_eq!(needs("a/up"), ["a/lock".into(), "basis".into()], "no work before both were seen");
        assert_eq!(needs("a/health"), ["a/up".into()]);
        assert_eq!(needs("a/back"), ["a/up".into(), "ask".into()], "nothing is taken back unasked");
        assert_eq!(needs("a/back-health"), ["a/back".into(), "ask".into()]);
    }

    #[test]
    fn what_is_whole_stays_only_where_the_rest_is_to_stop() {
        let when = |on_failure| {
            let work = vec![bare("a/up", When::Success), bare("a/back", When::Undo("a/up".into()))];
            let steps = Steps { lock: Vec::new(), work, close: Vec::new() };
            wrap(basis::BasisArgs::of("e"), &[], steps, on_failure).pop().map(|step| step.when)
        };
        assert_eq!(when(OnFailure::Stop), Some(When::UndoUnfinished("a/up".into())));
        assert_eq!(when(OnFailure::Rollback), Some(When::Undo("a/up".into())));
    }
}
