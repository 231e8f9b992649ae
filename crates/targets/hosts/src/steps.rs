//! Steps that every target on hosts has.

use serde_json::json;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, LOCK, Replay, Retry, Step, When};

use crate::spot::{Runs, Spot};

/// How often that is tried which puts back what was there before.
pub const BACK: Retry = Retry { attempts: 2, wait: 2 };

/// Seconds that it may take to remove what was started.
const REMOVAL_LIMIT: u64 = 600;

/// `PLACE/VERB`.
pub fn step_id(spot: &Spot, verb: &str) -> StepId {
    StepId(format!("{}/{verb}", spot.place))
}

/// A forward step at a place that may be repeated freely. The caller changes what is different about it.
pub fn place_step(spot: &Spot, verb: &str, action: &str, effect: Effect, needs: Vec<StepId>) -> Step {
    Step { place: Some(spot.place.clone()), ..Step::new(step_id(spot, verb), needs, action, effect) }
}

/// What a step does, in words such as `recreate api, remove web`. A verb without names is left out.
pub fn action_of(said: &[(&str, String)]) -> String {
    let said = said.iter().filter(|(_, names)| !names.is_empty());
    said.map(|(verb, names)| format!("{verb} {names}")).collect::<Vec<_>>().join(", ")
}

/// The step that takes back what its place's step `undone` started where nothing was before: `PLACE/back`.
pub fn removal_step(spot: &Spot, effect: Effect, undone: &str) -> Step {
    let needs = vec![step_id(spot, undone)];
    let mut step = place_step(spot, "back", "remove what was started", effect, needs);
    step.limit = Some(REMOVAL_LIMIT);
    step.retry = BACK;
    step
}

/// A step per place that takes its lock, `PLACE/lock`: in sorted order, each after the one before, so that
/// two operations never wait for each other.
pub fn lock_steps(spots: &[Spot], runs: Runs) -> Vec<Step> {
    let mut sorted: Vec<&Spot> = spots.iter().collect();
    sorted.sort();
    let mut before: Vec<StepId> = Vec::new();
    let mut steps = Vec::new();
    for spot in sorted {
        let mut step = place_step(spot, LOCK, "take the lock", effect(spot, "lock"), before);
        step.effect.args["runs"] = json!(runs);
        step.replay = Replay::Keyed;
        step.limit = Some(120);
        before = vec![step.id.clone()];
        steps.push(step);
    }
    steps
}

/// A step per place that gives its lock back at the end in any case, `PLACE/unlock`.
pub fn unlock_steps(spots: &[Spot]) -> Vec<Step> {
    let step = |spot: &Spot| {
        let needs = vec![step_id(spot, LOCK)];
        let mut step = place_step(spot, "unlock", "give the lock back", effect(spot, "unlock"), needs);
        step.when = When::Always;
        step.limit = Some(120);
        step.retry = Retry { attempts: 3, wait: 2 };
        step
    };
    spots.iter().map(step).collect()
}

/// The end of a deployment: what tidies up, then [`unlock_steps`], each behind what tidies its place.
pub fn close_steps(spots: &[Spot], tidy: Vec<Step>) -> Vec<Step> {
    let mut unlock = unlock_steps(spots);
    for step in &mut unlock {
        step.needs.extend(tidy.iter().filter(|tidy| tidy.place == step.place).map(|tidy| tidy.id.clone()));
    }
    [tidy, unlock].concat()
}

fn effect(spot: &Spot, verb: &str) -> Effect {
    Effect::new(crate::locker::EXECUTOR, verb, json!({ "spot": spot }))
}
