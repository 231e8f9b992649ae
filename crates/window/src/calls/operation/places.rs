//! The places of a deployment, with the phases that people see.

use std::collections::BTreeMap;

use slipway_api::plan::WhenWord;
use slipway_api::window::operation::{Phase, PlaceProgress, StepDocument, StepState};
use slipway_domain::plan::{LOCK, Plan, Subject};
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
    PlaceProgress {
        name: name.to_owned(),
        state: state(&forward),
        phases: forward.iter().copied().filter(|step| is_seen(step)).map(phase).collect(),
        running: world.and_then(|world| running(name, world)),
        millis: millis(&own),
    }
}

/// The step's name without its place.
fn verb(step: &StepDocument) -> &str {
    step.step.rsplit('/').next().unwrap_or(&step.step)
}

/// Taking the lock is over in a moment, and where it is not the place itself says so: it is no phase of a release.
fn is_seen(step: &StepDocument) -> bool {
    verb(step) != LOCK
}

fn phase(step: &StepDocument) -> Phase {
    Phase { name: verb(step).to_owned(), state: step.state }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn step(id: &str, when: WhenWord, state: StepState) -> StepDocument {
        StepDocument {
            step: id.to_owned(),
            place: id.split_once('/').map(|(place, _)| place.to_owned()),
            job: None,
            action: String::new(),
            command: None,
            when,
            needs: Vec::new(),
            state,
            told: None,
            began_at: None,
            ended_at: None,
            attempts: 1,
            why: None,
            why_code: None,
            lines: 0,
        }
    }

    #[test]
    fn phases_are_what_people_see_of_a_release() {
        let steps = [
            step("a/lock", WhenWord::Success, StepState::Succeeded),
            step("a/up", WhenWord::Success, StepState::Running),
            step("a/back", WhenWord::Undo, StepState::Pending),
            step("a/unlock", WhenWord::Always, StepState::Pending),
        ];
        let shown = place("a", &steps, None);
        let names: Vec<&str> = shown.phases.iter().map(|phase| phase.name.as_str()).collect();
        assert_eq!(names, ["up"]);
        assert_eq!(shown.state, StepState::Running);
    }

    #[test]
    fn a_lock_that_was_not_got_fails_its_place() {
        let steps = [
            step("a/lock", WhenWord::Success, StepState::Failed),
            step("a/up", WhenWord::Success, StepState::Skipped),
        ];
        assert_eq!(place("a", &steps, None).state, StepState::Failed);
    }
}
