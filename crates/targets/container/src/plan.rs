//! The steps of a deployment. Pure.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, LOCK, Step};
use slipway_domain::problem::Problem;
use slipway_domain::world::{Seen, World};
use slipway_engine::ports::{Steps, Want};
use slipway_hosts::{
    Identity, Runs, Spot, absent, action_of, afterwards, close_steps, digests_afterwards, expected, gone,
    lock_steps, place_step, pull_step, step_id, tidy_step, verify_steps,
};

use crate::executor::EXECUTOR;
use crate::restore;
use crate::run::RunArgs;
use crate::settings::Settings;
use crate::wanted::{Wanted, desired};

/// Seconds that running containers may take.
const RUN_LIMIT: u64 = 900;
/// Under this name the world holds why a service's container may not be replaced, by service.
pub const FOREIGN: &str = "foreign";

/// The steps that bring a deployment about.
pub fn deploy(settings: &Settings, want: &Want, world: &World) -> Result<Steps, Problem> {
    let desired = desired(settings, &want.deployment)?;
    let spot = settings.spot();
    let at = At { settings, want, desired: &desired, spot: &spot, seen: world.seen(&spot.place)? };
    at.check_names()?;
    let spots = [spot.clone()];
    let close = close_steps(&spots, at.tidy());
    Ok(Steps { lock: lock_steps(&spots, Runs::Containers), work: at.steps()?, close })
}

/// A deployment at its place.
pub struct At<'a> {
    /// The policy.
    pub settings: &'a Settings,
    /// What goes out and what comes back.
    pub want: &'a Want,
    /// Every service that goes out.
    pub desired: &'a BTreeMap<String, Wanted>,
    /// The place.
    pub spot: &'a Spot,
    /// What runs there.
    pub seen: &'a Seen,
}

impl At<'_> {
    fn steps(&self) -> Result<Vec<Step>, Problem> {
        let args = self.run();
        let mut steps: Vec<Step> = Vec::new();
        let mut needs = vec![step_id(self.spot, LOCK)];
        if let Some(pull) = self.pull("pull", &args, needs.clone()) {
            needs = vec![pull.id.clone()];
            steps.push(pull);
        }
        let run = run_step(&args, "run", needs);
        let needs = vec![run.id.clone()];
        steps.push(run);
        let (identities, checks) = (self.afterwards(), &self.settings.verify);
        let (checks, _) = verify_steps(self.spot, &self.want.deployment, &identities, checks, needs)?;
        steps.extend(checks);
        steps.extend(restore::steps(self, &args)?);
        Ok(steps)
    }

    /// Tidies a host with all that runs there afterwards. What this machine has was built here, and stays.
    fn tidy(&self) -> Vec<Step> {
        if self.settings.config.host.is_none() {
            return Vec::new();
        }
        let runs = digests_afterwards(self.seen, self.want.deployment.is_whole(), &self.afterwards());
        vec![tidy_step(self.spot, "run", runs, self.settings.beside.clone())]
    }

    /// Refuses to replace what is somebody else's.
    fn check_names(&self) -> Result<(), Problem> {
        let foreign = self.seen.more.get(FOREIGN).and_then(Value::as_object);
        let told = foreign.into_iter().flatten().find(|(service, _)| self.desired.contains_key(*service));
        match told.and_then(|(_, problem)| serde_json::from_value(problem.clone()).ok()) {
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }

    fn run(&self) -> RunArgs {
        let whole = self.want.deployment.is_whole();
        let changed = |(service, wanted): &(&String, &Wanted)| !wanted.identity.runs(self.seen, service);
        let services =
            self.desired.iter().filter(changed).map(|(service, wanted)| (service.clone(), wanted.clone()));
        RunArgs {
            spot: self.spot.clone(),
            services: services.collect(),
            remove: gone(self.seen, whole, |service| self.desired.contains_key(service)),
        }
    }

    /// Pulls images other than those that run there.
    pub fn pull(&self, verb: &str, args: &RunArgs, needs: Vec<StepId>) -> Option<Step> {
        let images = absent(self.seen, args.services.values().map(|wanted| &wanted.identity));
        pull_step(EXECUTOR, self.spot, verb, images, needs)
    }

    /// What every service that was asked for should be afterwards.
    fn afterwards(&self) -> BTreeMap<String, Identity> {
        afterwards(self.seen, self.desired.iter().map(|(service, wanted)| (service, &wanted.identity)))
    }
}

/// A step that runs services.
pub fn run_step(args: &RunArgs, verb: &str, needs: Vec<StepId>) -> Step {
    let names: Vec<&str> = args.services.keys().map(String::as_str).collect();
    let said = action_of(&[("run", names.join(", ")), ("remove", args.remove.join(", "))]);
    let action = if said.is_empty() { "all services stay".to_owned() } else { said };
    let mut step = place_step(&args.spot, verb, &action, effect("run", args), needs);
    let commands: Vec<String> = args.services.values().map(shown).collect();
    step.command = (!commands.is_empty()).then(|| commands.join("; "));
    step.limit = Some(RUN_LIMIT);
    step.expect = expected(args.services.iter().map(|(name, wanted)| (name, &wanted.identity)));
    step
}

/// As a person would type it; variables are left out.
fn shown(wanted: &Wanted) -> String {
    let options = &wanted.options;
    let mut words = vec![format!("docker run -d --name {} --restart {}", options.name, options.restart)];
    words.extend(options.network.iter().map(|name| format!("--network {name}")));
    words.extend(options.ports.iter().map(|port| format!("-p {port}")));
    words.extend(options.volumes.iter().map(|volume| format!("-v {volume}")));
    words.push(format!("-e … {}", wanted.identity.reference()));
    words.join(" ")
}

/// An effect of our own executor.
pub fn effect<T: Serialize>(verb: &str, args: &T) -> Effect {
    Effect::new(EXECUTOR, verb, args)
}

#[cfg(test)]
mod tests;
