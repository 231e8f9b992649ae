//! The steps that run jobs.

use std::collections::BTreeMap;

use slipway_domain::config::{self, Config, Env, Job};
use slipway_domain::deployment::Setting;
use slipway_domain::duration::Duration;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Replay, Retry, Step, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release_variables::Told;

use super::{Context, Scope};
use crate::steps::job;

/// The jobs in an order in which each comes after those that it needs.
pub(super) fn wanted_jobs<'c>(
    config: &'c Config,
    scope: &Scope,
) -> Result<Vec<(&'c String, &'c Job)>, Problem> {
    let mut wanted: Vec<&str> = match scope {
        Scope::All => config.jobs.keys().map(String::as_str).collect(),
        Scope::Job(name) if config.jobs.contains_key(name) => vec![name],
        Scope::Job(name) => {
            let known: Vec<&str> = config.jobs.keys().map(String::as_str).collect();
            let problem = Problem::new(Code::Usage, format!("there is no job `{name}` in slipway.yml"));
            return Err(problem.hint(format!("there are {}", known.join(", "))));
        }
        Scope::Build(_) | Scope::Push => Vec::new(),
    };
    let mut order: Vec<(&String, &Job)> = Vec::new();
    while let Some(name) = wanted.pop() {
        let Some((name, job)) = config.jobs.get_key_value(name) else { continue };
        if order.iter().any(|(done, _)| *done == name) {
            continue;
        }
        let missing: Vec<&str> = job
            .needs
            .iter()
            .map(String::as_str)
            .filter(|need| !order.iter().any(|(done, _)| done == need))
            .collect();
        if missing.is_empty() {
            order.push((name, job));
        } else {
            wanted.push(name);
            wanted.extend(missing);
        }
    }
    Ok(order)
}

/// The step of a job that has steps of its own.
pub(super) fn job_step(
    context: &Context<'_>,
    name: &str,
    job: &Job,
    needs: Vec<StepId>,
) -> Result<Step, Problem> {
    let image = job.image.clone().ok_or_else(|| {
        Problem::new(
            Code::ConfigurationInvalid,
            format!("job `{name}` has steps and no image to run them in"),
        )
    })?;
    supported(name, job)?;
    let steps: Vec<job::StepArgs> = job.steps.iter().map(step_args).collect();
    let mut env = settings(&job.env);
    env.extend(identity(context));
    let secret = |setting: &Setting| setting.secret().map(str::to_owned);
    let secrets =
        env.values().chain(steps.iter().flat_map(|one| one.env.values())).filter_map(secret).collect();
    let args = job::JobArgs {
        job: name.to_owned(),
        image,
        tree: context.commit.tree.clone(),
        env,
        steps,
        inputs: job.needs.clone(),
        artifacts: job.artifacts.clone(),
        secrets,
    };
    let effect = Effect::new(job::NAME, job::RUN, args);
    let limit = job.timeout.map(Duration::secs_up);
    Ok(Step {
        replay: Replay::Keyed,
        limit,
        ..Step::new(job::step_id(name), needs, &format!("run job {name}"), effect)
    })
}

/// The steps whose jobs leave something, in the order of the run.
pub(super) fn leaving_artifacts(config: &Config, steps: &[Step]) -> Vec<String> {
    let leaves = |step: &&Step| {
        config.jobs.iter().any(|(name, job)| !job.artifacts.is_empty() && step.id == job::step_id(name))
    };
    steps.iter().filter(leaves).map(|step| step.id.to_string()).collect()
}

/// Refuses a job that this Slipway could only run in part.
fn supported(name: &str, job: &Job) -> Result<(), Problem> {
    let unsupported = job.not_run_yet();
    if unsupported.is_empty() {
        return Ok(());
    }
    let message = format!("job `{name}` uses {}, which this Slipway does not run", unsupported.join(" and "));
    Err(Problem::new(Code::ConfigurationInvalid, message).hint("leave them out for now"))
}

fn step_args(one: &config::Step) -> job::StepArgs {
    job::StepArgs {
        name: one.name.clone().unwrap_or_else(|| one.run.lines().next().unwrap_or_default().to_owned()),
        run: one.run.clone(),
        directory: one.working_directory.clone(),
        env: settings(&one.env),
        limit: one.timeout.map(Duration::secs_up),
    }
}

fn settings(env: &Env) -> BTreeMap<String, Setting> {
    env.iter().map(|(key, value)| (key.clone(), value.into())).collect()
}

/// What a job's container is told of the release, which goes to no environment yet and has no version of its own.
fn identity(context: &Context<'_>) -> impl Iterator<Item = (String, Setting)> {
    let Context { project, number, commit, .. } = context;
    let told = Told { project, release: *number, commit: &commit.sha, ..Told::default() };
    told.variables().into_iter().map(|(name, value)| (name.to_owned(), Setting::Plain(value)))
}

/// The step that removes what the jobs left on the engine.
pub(super) fn clean_step(steps: &[Step]) -> Step {
    let jobs = steps.iter().filter(|step| step.effect.executor == job::NAME).map(|step| step.id.clone());
    let effect = Effect::new(job::NAME, job::CLEAN, ());
    // Nobody comes by again to clean up, so an engine that is just being restarted is waited for.
    Step {
        when: When::Always,
        retry: Retry { attempts: 5, wait: 4 },
        ..Step::new("clean".into(), jobs.collect(), "remove the jobs' containers and volumes", effect)
    }
}
