//! The places of a deployment, with the phases that people see.

use std::collections::BTreeMap;

use slipway_api::plan::WhenWord;
use slipway_api::window::operation::{Phase, PlaceProgress, StepDocument, StepState};
use slipway_domain::plan::{Plan, Subject};
use slipway_domain::world::World;

/// Each place that the plan acts on, in the plan's order. `world` is what was last seen there.
pub(super) fn of(plan: &Plan, steps: &[StepDocument], world: Option<&World>) -> Vec<PlaceProgress> {
    if matches!(plan.subject, Subject::Run(_)) {
        return Vec::new();
    }
    let mut names: Vec<&str> = Vec::new();
    for name in steps.iter().filter_map(|step| step.place.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| place(name, steps, world)).collect()
}

fn place(name: &str, steps: &[StepDocument], world: Option<&World>) -> PlaceProgress {
    let own: Vec<&StepDocument> = steps.iter().filter(|step| step.place.as_deref() == Some(name)).collect();
    let forward: Vec<&StepDocument> =
        own.iter().copied().filter(|step| step.when == WhenWord::Success).collect();
    let phase = |step: &&StepDocument| Phase {
        name: step.step.rsplit('/').next().unwrap_or(&step.step).to_owned(),
        state: step.state,
    };
    PlaceProgress {
        name: name.to_owned(),
        state: state(&forward),
        phases: forward.iter().map(phase).collect(),
        running: world.and_then(|world| running(name, world)),
        millis: millis(&own),
    }
}

/// The first of these that a step of the place is in.
fn state(forward: &[&StepDocument]) -> StepState {
    const ORDER: [StepState; 7] = [
        StepState::Failed,
        StepState::Unknown,
        StepState::Running,
        StepState::Waiting,
        StepState::Cancelled,
        StepState::Skipped,
        StepState::Pending,
    ];
    let has = |state: &StepState| forward.iter().any(|step| step.state == *state);
    let begun = forward.iter().any(|step| step.state == StepState::Succeeded);
    match ORDER.into_iter().find(has) {
        // Between two of its steps nothing of it is under way.
        Some(StepState::Pending) if begun => StepState::Running,
        Some(state) => state,
        None => StepState::Succeeded,
    }
}

fn running(name: &str, world: &World) -> Option<BTreeMap<String, String>> {
    let (_, seen) = world.seen_places().find(|(place, _)| place.name == name)?;
    let shown = |running: &slipway_domain::world::Running| {
        let digest = || running.digest.as_ref().map(|digest| digest.hex()[..7].to_owned());
        running.version.clone().or_else(digest).unwrap_or_default()
    };
    Some(seen.services.iter().map(|(name, running)| (name.clone(), shown(running))).collect())
}

/// From the first begin to the last end, or what it comes to so far.
fn millis(own: &[&StepDocument]) -> Option<u64> {
    let parse = |at: &String| at.parse::<jiff::Timestamp>().ok();
    let began = own.iter().filter_map(|step| parse(step.began_at.as_ref()?)).min()?;
    let ended = own.iter().filter_map(|step| parse(step.ended_at.as_ref()?)).max()?;
    u64::try_from(ended.duration_since(began).as_millis()).ok()
}
