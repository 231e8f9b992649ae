//! The steps that put back what was there before.

use std::collections::BTreeMap;

use serde_json::json;
use slipway_domain::deployment::Deployment;
use slipway_domain::plan::{Retry, Step, When};
use slipway_domain::problem::Problem;
use slipway_engine::ports::Restore;
use slipway_hosts::{Identity, health_step, place_step, step_id};

use crate::plan::{At, effect, pull_step, up_step};
use crate::up::{DownArgs, UpArgs};
use crate::wanted::{Desired, Wanted, short_name};

/// What undoes `PLACE/up` when it was begun: `PLACE/back` and a look at what came back.
pub fn steps(at: &At<'_>, up: &UpArgs) -> Result<Vec<Step>, Problem> {
    let undone = step_id(at.spot, "up");
    let mut steps = match &at.want.restore {
        None => Vec::new(),
        Some(Restore::Nothing) => vec![down(at, up)],
        Some(Restore::Deployment(before)) => back(at, up, before)?,
    };
    for step in &mut steps {
        step.when = When::Undo(undone.clone());
    }
    Ok(steps)
}

fn down(at: &At<'_>, up: &UpArgs) -> Step {
    let args = DownArgs {
        spot: at.spot.clone(),
        name: up.name.clone(),
        remove: up.services.keys().cloned().collect(),
        neighbours: up.start.clone(),
    };
    let action = "remove what was started";
    let mut step = place_step(at.spot, "back", action, effect("down", &args), vec![step_id(at.spot, "up")]);
    step.limit = Some(600);
    step.retry = Retry { attempts: 2, wait: 2 };
    step
}

fn back(at: &At<'_>, up: &UpArgs, before: &Deployment) -> Result<Vec<Step>, Problem> {
    let desired = Desired::of(at.settings, before)?;
    let args = back_args(at, up, before, &desired);
    let mut steps: Vec<Step> = Vec::new();
    let mut needs = vec![step_id(at.spot, "up")];
    let there = |wanted: &&Wanted| {
        at.seen.services.values().any(|running| running.digest.as_ref() == Some(&wanted.identity.digest))
    };
    let images = args.services.values().filter(|w| !there(w)).map(|w| w.identity.reference()).collect();
    if let Some(pull) = pull_step(at.spot, "back-pull", images, needs.clone()) {
        needs = vec![pull.id.clone()];
        steps.push(pull);
    }
    let mut step = up_step(&args, "back", needs, at.generation());
    step.action = format!("put release {} back", before.release.number);
    step.retry = Retry { attempts: 2, wait: 2 };
    let identities: BTreeMap<String, Identity> =
        args.services.iter().map(|(service, wanted)| (service.clone(), wanted.identity.clone())).collect();
    let needs = vec![step.id.clone()];
    steps.push(step);
    if !identities.is_empty() {
        steps.push(health_step(at.spot, "back-health", &identities, at.settings.healthy_within(), needs));
    }
    Ok(steps)
}

/// The services that were touched as they were before; those that are new go.
fn back_args(at: &At<'_>, up: &UpArgs, before: &Deployment, desired: &Desired) -> UpArgs {
    let touched = || up.services.keys().chain(&up.remove);
    let as_before = |service: &String| {
        let wanted = desired.services.get(service)?;
        let identity = wanted.as_it_runs(at.seen, service);
        Some((service.clone(), Wanted { identity, ..wanted.clone() }))
    };
    let services: BTreeMap<_, _> = touched().filter_map(as_before).collect();
    let remove = touched().filter(|service| !services.contains_key(*service)).cloned().collect();
    let mut args = UpArgs {
        spot: at.spot.clone(),
        name: up.name.clone(),
        number: before.release.number,
        release: String::new(),
        recipe: desired.recipe.clone(),
        variables: desired.variables.clone(),
        services,
        keep: up.keep.clone(),
        start: Vec::new(),
        remove,
    };
    args.release = short_name(args.number, &json!(args));
    args
}
