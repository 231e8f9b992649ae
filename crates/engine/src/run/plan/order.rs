//! The steps of a run, and which come before which.

use std::collections::BTreeMap;

use slipway_domain::config::Config;
use slipway_domain::ids::StepId;
use slipway_domain::plan::Step;
use slipway_domain::problem::Problem;
use slipway_domain::release::DraftService;

use super::images::service_steps;
use super::jobs::{clean_step, job_step, wanted_jobs};
use super::{Context, Scope};
use crate::steps::job;

/// All steps: the jobs with the images that they build, the other images, and the end.
pub(super) fn steps(
    context: &Context<'_>,
    services: &BTreeMap<String, DraftService>,
    scope: &Scope,
) -> Result<Vec<Step>, Problem> {
    let jobs = wanted_jobs(context.config, scope)?;
    let mut steps = Vec::new();
    let mut ends: BTreeMap<&str, Vec<StepId>> = BTreeMap::new();
    let mut built: Vec<String> = Vec::new();
    for (name, job) in &jobs {
        let needs: Vec<StepId> =
            job.needs.iter().filter_map(|need| ends.get(need.as_str())).flatten().cloned().collect();
        let mut last = needs.clone();
        if !job.steps.is_empty() {
            steps.push(job_step(context, name, job, needs)?);
            last = vec![job::step_id(name)];
        }
        for service in &job.build {
            built.push(service.clone());
            let made = service_steps(context, service, services, last.clone(), job.push)?;
            ends.entry(name).or_default().extend(made.last().map(|step| step.id.clone()));
            steps.extend(made);
        }
        if ends.get(name.as_str()).is_none_or(Vec::is_empty) {
            ends.insert(name, last);
        }
    }
    let all: Vec<StepId> = steps.iter().map(|step| step.id.clone()).collect();
    for service in rest(context.config, scope, &built) {
        let push = !matches!(scope, Scope::Build(_));
        steps.extend(service_steps(context, &service, services, all.clone(), push)?);
    }
    if steps.iter().any(|step| step.effect.executor == job::NAME) {
        steps.push(clean_step(&steps));
    }
    Ok(steps)
}

/// The services that no job builds.
fn rest(config: &Config, scope: &Scope, built: &[String]) -> Vec<String> {
    let unbuilt = config.services.keys().filter(|name| !built.contains(name)).cloned();
    match scope {
        Scope::All | Scope::Push => unbuilt.collect(),
        Scope::Job(_) => Vec::new(),
        Scope::Build(only) => unbuilt.filter(|name| only.is_empty() || only.contains(name)).collect(),
    }
}
