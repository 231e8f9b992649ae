//! The steps that put back what was there before.

use std::collections::BTreeMap;

use slipway_domain::deployment::Deployment;
use slipway_domain::plan::{Step, When};
use slipway_domain::problem::Problem;
use slipway_engine::ports::Restore;
use slipway_hosts::{BACK, Identity, as_before, back_steps, removal_step, step_id};

use crate::plan::{At, effect, run_step};
use crate::removal::RemoveArgs;
use crate::run::RunArgs;
use crate::wanted::{Wanted, desired};

/// What undoes `PLACE/run` when it was begun: `PLACE/back` and a look at what came back.
pub fn steps(at: &At<'_>, run: &RunArgs) -> Result<Vec<Step>, Problem> {
    let undone = step_id(at.spot, "run");
    let mut steps = match &at.want.restore {
        None => Vec::new(),
        Some(Restore::Nothing) => vec![remove(at, run)],
        Some(Restore::Deployment(before)) => back(at, run, before)?,
    };
    for step in &mut steps {
        step.when = When::Undo(undone.clone());
    }
    Ok(steps)
}

fn remove(at: &At<'_>, run: &RunArgs) -> Step {
    let args = RemoveArgs { spot: at.spot.clone(), services: run.services.keys().cloned().collect() };
    removal_step(at.spot, effect("remove", &args), "run")
}

fn back(at: &At<'_>, run: &RunArgs, before: &Deployment) -> Result<Vec<Step>, Problem> {
    let args = run_before(at, run, before)?;
    let mut steps: Vec<Step> = Vec::new();
    let mut needs = vec![step_id(at.spot, "run")];
    if let Some(pull) = at.pull("back-pull", &args, needs.clone()) {
        needs = vec![pull.id.clone()];
        steps.push(pull);
    }
    let mut step = run_step(&args, "back", needs);
    step.action = action(before, &args);
    step.retry = BACK;
    let identities: BTreeMap<String, Identity> =
        args.services.iter().map(|(service, wanted)| (service.clone(), wanted.identity.clone())).collect();
    let needs = vec![step.id.clone()];
    steps.push(step);
    steps.extend(back_steps(at.spot, before, &identities, &at.settings.verify, needs));
    Ok(steps)
}

fn action(before: &Deployment, args: &RunArgs) -> String {
    if before.others.is_empty() {
        return format!("put release {} back", before.release.number);
    }
    let one = |name: &String| Some(format!("{name} of release {}", before.part(name)?.release.number));
    let each: Vec<String> = args.services.keys().filter_map(one).collect();
    format!("put {} back", each.join(", "))
}

/// What a run touches, as it was before.
fn run_before(at: &At<'_>, run: &RunArgs, before: &Deployment) -> Result<RunArgs, Problem> {
    let desired = desired(at.settings, before)?;
    let wanted = |service: &str| {
        let wanted = desired.get(service)?;
        let identity = wanted.identity.as_it_runs(at.seen, service);
        Some(Wanted { identity, ..wanted.clone() })
    };
    let (services, remove) = as_before(run.services.keys().chain(&run.remove), wanted);
    Ok(RunArgs { spot: at.spot.clone(), services, remove })
}
