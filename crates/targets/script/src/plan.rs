//! The steps of a deployment by script. Pure.

use std::collections::BTreeMap;

use serde::Serialize;
use slipway_domain::config::{Environment, OnFailure, ScriptTarget, Verify, is_variable_name};
use slipway_domain::deployment::{Deployment, Setting};
use slipway_domain::duration::Duration;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Replay, Step, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release_variables::Told;
use slipway_domain::template::Variables;
use slipway_engine::ports::{Restore, Steps, Want};
use slipway_hosts::{
    Runs, Spot, back_http_steps, http_steps, lock_steps, place_step, quote, release_variables, rollout,
    step_id, unlock_steps,
};

use crate::args::{Facts, Run, ServiceFacts, Ship};
use crate::executor::EXECUTOR;
use crate::parcel;
use crate::recipe::{Recipe, sha256};

/// Seconds within which files must have come to a host.
const SHIP_LIMIT: u64 = 600;
/// Seconds that a script may take when the file does not say.
const RUN_LIMIT: u64 = 1800;

/// What a deployment's two steps at a host have in common.
struct Job<'a> {
    deployment: &'a Deployment,
    recipe: Recipe,
    name: String,
    sums: String,
    facts: Facts,
    args: Vec<String>,
    env: BTreeMap<String, String>,
    version: Option<String>,
}

/// All steps.
pub(crate) fn steps(
    spots: &[Spot],
    policy: &Environment,
    target: &ScriptTarget,
    want: &Want,
) -> Result<Steps, Problem> {
    if !whole(&want.deployment) {
        let text = format!("{} puts out whole releases and no single services", target.file);
        return Err(Problem::new(Code::Usage, text).hint("leave --service out"));
    }
    let job = Job::of(&want.deployment, spots)?;
    // Nobody knows what half a script did: where the rest is to stay as it is, no other script runs unasked.
    let restore = want.restore.as_ref().filter(|_| policy.on_failure != OnFailure::Stop);
    let undo = match restore {
        Some(Restore::Deployment(before)) if whole(before) => Some(Job::of(before, spots)?),
        _ => None,
    };
    let limit = target.timeout.map_or(RUN_LIMIT, Duration::secs_up);
    let mut work = Vec::new();
    let mut verified: Vec<StepId> = Vec::new();
    for (number, batch) in (1..).zip(rollout::batches(spots, policy.rollout.as_ref())) {
        let (pause, before) = rollout::gate(number, policy.rollout.as_ref(), verified);
        work.extend(pause);
        verified = Vec::new();
        for spot in batch {
            work.extend(job.forward(spot, limit, &before, &final_words(restore)));
            let ran = step_id(spot, "run");
            let checks = http_steps(spot, &job.checks(policy), &want.deployment, std::slice::from_ref(&ran))?;
            verified.push(ran);
            verified.extend(checks.iter().map(|step| step.id.clone()));
            work.extend(checks);
        }
    }
    if let Some(undo) = &undo {
        work.extend(spots.iter().flat_map(|spot| undo.back(spot, limit, policy)));
    }
    Ok(Steps { lock: lock_steps(spots, Runs::Programs), work, close: unlock_steps(spots) })
}

/// Whether it is one whole release, which is all that a script can put out.
fn whole(deployment: &Deployment) -> bool {
    deployment.is_whole() && deployment.others.is_empty()
}

/// What the plan says of taking the script back.
fn final_words(restore: Option<&Restore>) -> String {
    match restore {
        Some(Restore::Nothing) => {
            " (a script cannot be taken back, and there is no release before)".to_owned()
        }
        Some(Restore::Deployment(before)) if !whole(before) => {
            " (a script cannot be taken back, and what runs comes from several releases)".to_owned()
        }
        Some(Restore::Deployment(before)) => {
            format!(
                " (a script cannot be taken back; if it fails, the one of release {} is run again)",
                before.release.number
            )
        }
        None => String::new(),
    }
}

impl<'a> Job<'a> {
    fn of(deployment: &'a Deployment, spots: &[Spot]) -> Result<Self, Problem> {
        let recipe = Recipe::read(&deployment.recipe)?;
        let facts = facts(deployment);
        let sums = sha256(parcel::sums(&recipe.script, &facts.text(), &recipe.files).as_bytes());
        let name = format!("{}-{}", deployment.release.number, &sums[..8]);
        let variables = release_variables(deployment, recipe.service.as_deref());
        let args = arguments(&recipe, &variables)?;
        let mut env = plain(deployment)?;
        let version = variables.version;
        env.extend(told(deployment, version.as_deref(), spots));
        Ok(Self { deployment, recipe, name, sums, facts, args, env, version })
    }

    fn forward(&self, spot: &Spot, limit: u64, needs: &[StepId], words: &str) -> Vec<Step> {
        let ship = self.ship(spot, "ship", needs.to_vec());
        let mut run = self.run(spot, "run", vec![ship.id.clone()], limit);
        run.action.push_str(words);
        vec![ship, run]
    }

    /// The same as what takes the forward step back, and the checks of what is put back so.
    fn back(&self, spot: &Spot, limit: u64, policy: &Environment) -> Vec<Step> {
        let number = self.deployment.release.number;
        let ship = self.ship(spot, "undo-ship", Vec::new());
        let mut run = self.run(spot, "undo-run", vec![ship.id.clone()], limit);
        let services = self.deployment.all_services();
        let ran = [run.id.clone()];
        let (checks, left_out) =
            back_http_steps(spot, &self.checks(policy), self.deployment, &services, &ran);
        run.action = format!("run {} of release {number} again{left_out}", self.recipe.file);
        let mut steps = [vec![ship, run], checks].concat();
        steps.iter_mut().for_each(|step| step.when = When::Undo(step_id(spot, "run")));
        steps
    }

    /// The checks of the environment; those that name no service mean the script's own.
    fn checks(&self, policy: &Environment) -> Vec<Verify> {
        let own = |check: &Verify| Verify {
            service: check.service.clone().or_else(|| self.recipe.service.clone()),
            ..check.clone()
        };
        policy.verify.iter().map(own).collect()
    }

    fn ship(&self, spot: &Spot, verb: &str, needs: Vec<StepId>) -> Step {
        let args = Ship {
            spot: spot.clone(),
            name: self.name.clone(),
            sums: self.sums.clone(),
            tree: self.deployment.release.commit.tree.clone(),
            script: self.recipe.script.clone(),
            facts: self.facts.clone(),
            files: self.recipe.files.clone(),
        };
        let files = match self.recipe.files.len() {
            0 => String::new(),
            1 => " and 1 file".to_owned(),
            count => format!(" and {count} files"),
        };
        let action = format!("ship {}{files}, checked by SHA-256", self.recipe.file);
        let mut step = place_step(spot, verb, &action, effect("ship", &args), needs);
        step.limit = Some(SHIP_LIMIT);
        step
    }

    fn run(&self, spot: &Spot, verb: &str, needs: Vec<StepId>, limit: u64) -> Step {
        let args = Run {
            spot: spot.clone(),
            name: self.name.clone(),
            sums: self.sums.clone(),
            file: self.recipe.file.clone(),
            args: self.args.clone(),
            env: self.env.clone(),
            secrets: self.recipe.stdin.clone(),
            release: self.deployment.release.number,
            version: self.version.clone().filter(|version| !version.is_empty()),
        };
        let action = format!("run {}", self.recipe.file);
        let words: Vec<String> = self.args.iter().map(|arg| quote(arg)).collect();
        let mut step = place_step(spot, verb, &action, effect("run", &args), needs);
        step.command = Some(
            format!("ssh {} \"bash -s\" < {} {}", spot.address, self.recipe.file, words.join(" "))
                .trim_end()
                .to_owned(),
        );
        step.replay = Replay::Once;
        step.limit = Some(limit);
        step
    }
}

fn effect<T: Serialize>(verb: &str, args: &T) -> Effect {
    Effect::new(EXECUTOR, verb, args)
}

/// What the host remembers.
fn facts(deployment: &Deployment) -> Facts {
    let release = &deployment.release;
    let service = |(name, service): (&String, &slipway_domain::release::ServiceRelease)| {
        let configuration = deployment.configuration_fingerprint(name);
        (name.clone(), ServiceFacts { version: service.version.clone(), configuration })
    };
    Facts {
        format: 1,
        release: release.number,
        commit: release.commit.sha.clone(),
        services: release.services.iter().map(service).collect(),
    }
}

fn arguments(recipe: &Recipe, variables: &Variables) -> Result<Vec<String>, Problem> {
    let filled = |template: &slipway_domain::template::Template| {
        template.expand(variables).map_err(|error| {
            let text = format!(
                "an argument of {} cannot be filled in: {error} in `{}`",
                recipe.file,
                template.as_str()
            );
            Problem::new(Code::ConfigurationInvalid, text)
                .hint("with several services, say with `service:` which one `${version}` means")
        })
    };
    recipe.args.iter().map(filled).collect()
}

/// The plain variables of all services together. A script gets secrets on its input only.
fn plain(deployment: &Deployment) -> Result<BTreeMap<String, String>, Problem> {
    let mut all = BTreeMap::new();
    for (name, setting) in deployment.configuration.values().flatten() {
        match setting {
            Setting::Plain(value) => all.insert(name.clone(), value.clone()),
            Setting::Secret { secret } => {
                let text = format!(
                    "{name} is the secret {secret}, and a script's environment is visible to others on the host"
                );
                return Err(Problem::new(Code::ConfigurationInvalid, text)
                    .hint(format!("give it on the script's input: stdin: [{secret}]")));
            }
        };
    }
    if let Some(name) = all.keys().find(|name| !is_variable_name(name)) {
        let text = format!("`{name}` is no name that a shell's variable can have");
        return Err(Problem::new(Code::ConfigurationInvalid, text));
    }
    Ok(all)
}

/// What the script is told of its release. Where several services have several versions, the version is empty:
/// a script may read it under `set -u`.
fn told(deployment: &Deployment, version: Option<&str>, spots: &[Spot]) -> BTreeMap<String, String> {
    let told = Told {
        project: spots.first().map(|spot| spot.project.as_str()).unwrap_or_default(),
        environment: Some(&deployment.environment),
        release: deployment.release.number,
        version: Some(version.unwrap_or_default()),
        commit: &deployment.release.commit.sha,
    };
    told.variables().into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests;
