//! The steps of a deployment. Pure.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use slipway_domain::deployment::Configuration;
use slipway_domain::digest::Digest;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Expectation, Step};
use slipway_domain::problem::Problem;
use slipway_domain::world::{Seen, World};
use slipway_engine::ports::{Steps, Want};
use slipway_hosts::{
    Identity, PullArgs, Runs, Spot, close_steps, health_step, http_steps, lock_steps, place_step, rollout,
    step_id, tidy_step,
};

use crate::commands::{self, Generation};
use crate::executor::EXECUTOR;
use crate::settings::Settings;
use crate::up::{self, UpArgs};
use crate::ups::{self, Goal};
use crate::wanted::{Desired, Part, Wanted};
use crate::{interpolate, restore};

/// Seconds that an `up` may take.
const UP_LIMIT: u64 = 900;
/// Seconds that pulling may take.
const PULL_LIMIT: u64 = 3600;

/// The steps that bring a deployment about.
pub fn deploy(settings: &Settings, want: &Want, world: &World) -> Result<Steps, Problem> {
    let desired = Desired::of(settings, &want.deployment)?;
    let spots = settings.spots();
    let mut steps = Steps { lock: lock_steps(&spots, Runs::Containers), ..Steps::default() };
    let mut tidy: Vec<Step> = Vec::new();
    let mut verified: Vec<StepId> = Vec::new();
    for (number, batch) in rollout::batches(&spots, settings.rollout.as_ref()).into_iter().enumerate() {
        let (pause, before) = rollout::gate(number + 1, settings.rollout.as_ref(), verified);
        steps.work.extend(pause);
        verified = Vec::new();
        for spot in batch {
            let at = At { settings, want, desired: &desired, spot, seen: world.seen(&spot.place)? };
            let own = at.steps(&before)?;
            verified.extend(own.verified);
            steps.work.extend(own.steps);
            tidy.push(own.tidy);
        }
    }
    steps.close = close_steps(&spots, tidy);
    Ok(steps)
}

/// A deployment at one place.
pub struct At<'a> {
    /// The policy.
    pub settings: &'a Settings,
    /// What goes out and what comes back.
    pub want: &'a Want,
    /// The deployment taken apart.
    pub desired: &'a Desired,
    /// The place.
    pub spot: &'a Spot,
    /// What runs there.
    pub seen: &'a Seen,
}

/// The steps of one place, those of them after which it is verified, and what tidies it at the end.
struct Own {
    steps: Vec<Step>,
    verified: Vec<StepId>,
    tidy: Step,
}

impl At<'_> {
    fn steps(&self, before: &[StepId]) -> Result<Own, Problem> {
        let goal = self.goal();
        let ups = ups::of(self, self.desired, &goal);
        let mut steps: Vec<Step> = Vec::new();
        let mut needs = vec![step_id(self.spot, "lock")];
        if let Some(pull) = self.pull(&goal, needs.clone()) {
            needs = vec![pull.id.clone()];
            steps.push(pull);
        }
        needs.extend_from_slice(before);
        for (number, args) in (1..).zip(&ups) {
            let up = up_step(args, &ups::verb("up", number), needs, self.generation());
            needs = vec![up.id.clone()];
            steps.push(up);
        }
        let mut verified = needs;
        let identities = self.identities(&goal);
        if !identities.is_empty() {
            let within = self.settings.healthy_within();
            let health = health_step(self.spot, "health", &identities, within, verified);
            verified = vec![health.id.clone()];
            steps.push(health);
        }
        let checks = http_steps(self.spot, &self.settings.verify, &self.want.deployment, &verified)?;
        if !checks.is_empty() {
            verified = checks.iter().map(|step| step.id.clone()).collect();
        }
        steps.extend(checks);
        steps.extend(restore::steps(self, &goal)?);
        Ok(Own { steps, verified, tidy: self.tidy(&goal, &identities) })
    }

    /// Tidies the place with all that runs there afterwards.
    fn tidy(&self, goal: &Goal, identities: &BTreeMap<String, Identity>) -> Step {
        let stays = |service: &String| !goal.remove.contains(service) && !identities.contains_key(service);
        let others = self.seen.services.iter().filter(|(service, _)| stays(service));
        let mut runs: Vec<Digest> = others.filter_map(|(_, running)| running.digest.clone()).collect();
        runs.extend(identities.values().map(|identity| identity.digest.clone()));
        let beside = self.settings.beside.get(&self.spot.place).cloned().unwrap_or_default();
        tidy_step(self.spot, "up", runs, beside)
    }

    /// The generation of Compose on the place.
    pub fn generation(&self) -> Generation {
        Generation::seen(self.seen.more.get("compose").unwrap_or(&Value::Null))
    }

    fn goal(&self) -> Goal {
        let whole = self.want.deployment.is_whole();
        let anew = |(service, wanted): &(&String, &Wanted)| !wanted.identity.runs(self.seen, service);
        let services = self.desired.services().filter(anew);
        let gone = |service: &&String| whole && self.desired.service(service).is_none();
        Goal {
            services: services.map(|(service, wanted)| (service.clone(), wanted.clone())).collect(),
            remove: self.seen.services.keys().filter(gone).cloned().collect(),
            start: if whole { self.missing() } else { Vec::new() },
        }
    }

    /// Neighbours in the compose file that have no container at all.
    fn missing(&self) -> Vec<String> {
        let there = self.seen.more.get("neighbours").and_then(Value::as_object);
        let file = self.desired.newest.file.services.iter();
        file.filter(|(name, definition)| {
            !definition.optional
                && !self.desired.manages(name)
                && !there.is_some_and(|there| there.contains_key(*name))
        })
        .map(|(name, _)| name.clone())
        .collect()
    }

    /// Pulls what the place may not have: images other than those that run, and those of missing neighbours.
    fn pull(&self, goal: &Goal, needs: Vec<StepId>) -> Option<Step> {
        let mut images = self.absent(&goal.services);
        let Part { file, variables, .. } = &self.desired.newest;
        let plain = |name: &str| plain(variables, name);
        images.extend(
            goal.start
                .iter()
                .filter_map(|name| interpolate::expand(file.services.get(name)?.image.as_ref()?, &plain)),
        );
        pull_step(self.spot, "pull", images, needs)
    }

    /// The images among those of these services that do not run at the place.
    pub fn absent(&self, services: &BTreeMap<String, Wanted>) -> Vec<String> {
        let runs =
            |digest| self.seen.services.values().any(|running| running.digest.as_ref() == Some(digest));
        let absent = services.values().filter(|wanted| !runs(&wanted.identity.digest));
        absent.map(|wanted| wanted.identity.reference()).collect()
    }

    /// What every service that was asked for should be afterwards: what is started anew, and what stays.
    fn identities(&self, goal: &Goal) -> BTreeMap<String, Identity> {
        let afterwards = |(service, wanted): (&String, &Wanted)| {
            let anew = goal.services.get(service).map(|anew| anew.identity.clone());
            (service.clone(), anew.unwrap_or_else(|| wanted.identity.as_it_runs(self.seen, service)))
        };
        self.desired.services().map(afterwards).collect()
    }
}

fn plain(variables: &Configuration, name: &str) -> Option<String> {
    match variables.get(name)? {
        slipway_domain::deployment::Setting::Plain(value) => Some(value.clone()),
        slipway_domain::deployment::Setting::Secret { .. } => None,
    }
}

/// A step that pulls; none when there is nothing to pull.
pub fn pull_step(spot: &Spot, verb: &str, mut images: Vec<String>, needs: Vec<StepId>) -> Option<Step> {
    images.sort();
    images.dedup();
    if images.is_empty() {
        return None;
    }
    let command = images.iter().map(|image| format!("docker pull {image}")).collect::<Vec<_>>().join(" && ");
    let args = PullArgs { spot: spot.clone(), images };
    let action = if args.images.len() == 1 { "pull the image" } else { "pull the images" };
    let mut step = place_step(spot, verb, action, effect("pull", &args), needs);
    step.command = Some(command);
    step.limit = Some(PULL_LIMIT);
    Some(step)
}

/// A step that puts a release up.
pub fn up_step(args: &UpArgs, verb: &str, needs: Vec<StepId>, generation: Generation) -> Step {
    let changed = up::changed(args);
    let action = match (changed.is_empty(), args.remove.is_empty()) {
        (true, true) if args.start.is_empty() => "write the release down, all services stay".to_owned(),
        _ => actions(args, &changed),
    };
    let mut step = place_step(&args.spot, verb, &action, effect("up", args), needs);
    let arguments = if changed.is_empty() {
        let started: Vec<&str> = args.start.iter().map(String::as_str).collect();
        if started.is_empty() { Vec::new() } else { commands::up_missing(&started) }
    } else {
        commands::up_changed(&changed)
    };
    step.command = (!arguments.is_empty())
        .then(|| commands::shown(generation, &args.name, &args.spot.directory, &arguments));
    step.limit = Some(UP_LIMIT);
    let digests: BTreeMap<_, _> =
        args.services.iter().map(|(name, wanted)| (name, &wanted.identity.digest)).collect();
    step.expect = Expectation([("digests".to_owned(), json!(digests))].into());
    step
}

fn actions(args: &UpArgs, changed: &[&str]) -> String {
    let said = [
        ("start", args.start.join(", ")),
        ("recreate", changed.join(", ")),
        ("remove", args.remove.join(", ")),
    ];
    let said =
        said.iter().filter(|(_, names)| !names.is_empty()).map(|(verb, names)| format!("{verb} {names}"));
    said.collect::<Vec<_>>().join(", ")
}

/// An effect of our own executor.
pub fn effect<T: Serialize>(verb: &str, args: &T) -> Effect {
    Effect { executor: EXECUTOR.to_owned(), verb: verb.to_owned(), version: 1, args: json!(args) }
}
