//! The steps that put back what was there before.

use std::collections::BTreeMap;

use slipway_domain::deployment::Deployment;
use slipway_domain::plan::{Step, When};
use slipway_domain::problem::Problem;
use slipway_engine::ports::Restore;
use slipway_hosts::{BACK, Identity, as_before, back_steps, removal_step, step_id};

use crate::plan::{At, effect, up_step};
use crate::up::{DownArgs, UpArgs};
use crate::ups::{self, Goal};
use crate::wanted::{Desired, Wanted};

/// What undoes `PLACE/up` when it was begun: `PLACE/back` and a look at what came back.
pub fn steps(at: &At<'_>, goal: &Goal) -> Result<Vec<Step>, Problem> {
    let undone = step_id(at.spot, "up");
    let mut steps = match &at.want.restore {
        None => Vec::new(),
        Some(Restore::Nothing) => vec![down(at, goal)],
        Some(Restore::Deployment(before)) => back(at, goal, before)?,
    };
    for step in &mut steps {
        step.when = When::Undo(undone.clone());
    }
    Ok(steps)
}

fn down(at: &At<'_>, goal: &Goal) -> Step {
    let args = DownArgs {
        spot: at.spot.clone(),
        name: at.settings.name(),
        remove: goal.services.keys().cloned().collect(),
        neighbours: goal.start.clone(),
    };
    removal_step(at.spot, effect("down", &args), "up")
}

fn back(at: &At<'_>, goal: &Goal, before: &Deployment) -> Result<Vec<Step>, Problem> {
    let desired = Desired::of(at.settings, before)?;
    let goal = goal_before(at, goal, &desired);
    let ups = ups::of(at, &desired, &goal);
    let mut steps: Vec<Step> = Vec::new();
    let mut needs = vec![step_id(at.spot, "up")];
    if let Some(pull) = at.pull("back-pull", &goal.services, Vec::new(), needs.clone()) {
        needs = vec![pull.id.clone()];
        steps.push(pull);
    }
    for (number, args) in (1..).zip(&ups) {
        let mut step = up_step(args, &ups::verb("back", number), needs, at.generation());
        step.action = action(args, ups.len());
        step.retry = BACK;
        needs = vec![step.id.clone()];
        steps.push(step);
    }
    let identities: BTreeMap<String, Identity> =
        goal.services.iter().map(|(service, wanted)| (service.clone(), wanted.identity.clone())).collect();
    steps.extend(back_steps(at.spot, before, &identities, &at.settings.verify, needs));
    Ok(steps)
}

fn action(args: &UpArgs, ups: usize) -> String {
    let names: Vec<&str> = args.services.keys().map(String::as_str).collect();
    match ups {
        1 => format!("put release {} back", args.number),
        _ if names.is_empty() => format!("write release {} down again", args.number),
        _ => format!("put {} of release {} back", names.join(", "), args.number),
    }
}

/// What a goal touches, as it was before.
fn goal_before(at: &At<'_>, goal: &Goal, desired: &Desired) -> Goal {
    let before = |service: &str| {
        let wanted = desired.service(service)?;
        let identity = wanted.identity.as_it_runs(at.seen, service);
        Some(Wanted { identity, ..wanted.clone() })
    };
    let (services, remove) = as_before(goal.services.keys().chain(&goal.remove), before);
    Goal { services, remove, start: Vec::new() }
}
