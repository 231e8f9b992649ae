//! The steps of a deployment. Pure.

use std::collections::BTreeMap;

use serde::Serialize;
use slipway_domain::deployment::Configuration;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, LOCK, Step};
use slipway_domain::problem::Problem;
use slipway_domain::world::{Seen, World};
use slipway_engine::ports::{Steps, Want};
use slipway_hosts::{
    Identity, More, Runs, Spot, absent, action_of, afterwards, close_steps, digests_afterwards, expected,
    gone, lock_steps, place_step, pull_step, rollout, step_id, tidy_step, verify_steps,
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
        let mut needs = vec![step_id(self.spot, LOCK)];
        if let Some(pull) = self.pull("pull", &goal.services, self.started(&goal), needs.clone()) {
            needs = vec![pull.id.clone()];
            steps.push(pull);
        }
        needs.extend_from_slice(before);
        for (number, args) in (1..).zip(&ups) {
            let up = up_step(args, &ups::verb("up", number), needs, self.generation());
            needs = vec![up.id.clone()];
            steps.push(up);
        }
        let (identities, checks) = (self.afterwards(), &self.settings.verify);
        let (checks, verified) = verify_steps(self.spot, &self.want.deployment, &identities, checks, needs)?;
        steps.extend(checks);
        steps.extend(restore::steps(self, &goal)?);
        Ok(Own { steps, verified, tidy: self.tidy(&identities) })
    }

    /// Tidies the place with all that runs there afterwards.
    fn tidy(&self, identities: &BTreeMap<String, Identity>) -> Step {
        let runs = digests_afterwards(self.seen, self.want.deployment.is_whole(), identities);
        let beside = self.settings.beside.get(&self.spot.place).cloned().unwrap_or_default();
        tidy_step(self.spot, "up", runs, beside)
    }

    /// The generation of Compose on the place.
    pub fn generation(&self) -> Generation {
        Generation::at(self.seen)
    }

    fn goal(&self) -> Goal {
        let whole = self.want.deployment.is_whole();
        let anew = |(service, wanted): &(&String, &Wanted)| !wanted.identity.runs(self.seen, service);
        let services = self.desired.services().filter(anew);
        Goal {
            services: services.map(|(service, wanted)| (service.clone(), wanted.clone())).collect(),
            remove: gone(self.seen, whole, |service| self.desired.service(service).is_some()),
            start: if whole { self.missing() } else { Vec::new() },
        }
    }

    /// Neighbours in the compose file that have no container at all.
    fn missing(&self) -> Vec<String> {
        let there = More::of(self.seen).neighbours;
        let file = self.desired.newest.file.services.iter();
        file.filter(|(name, definition)| {
            !definition.optional && !self.desired.manages(name) && !there.contains_key(*name)
        })
        .map(|(name, _)| name.clone())
        .collect()
    }

    /// The images of missing neighbours.
    fn started(&self, goal: &Goal) -> Vec<String> {
        let Part { file, variables, .. } = &self.desired.newest;
        let image = |name: &String| {
            interpolate::expand(file.services.get(name)?.image.as_ref()?, &|name| plain(variables, name))
        };
        goal.start.iter().filter_map(image).collect()
    }

    /// Pulls the images of these services that the place may not have, and these.
    pub fn pull(
        &self,
        verb: &str,
        services: &BTreeMap<String, Wanted>,
        more: Vec<String>,
        needs: Vec<StepId>,
    ) -> Option<Step> {
        let images = absent(self.seen, services.values().map(|wanted| &wanted.identity));
        pull_step(EXECUTOR, self.spot, verb, [images, more].concat(), needs)
    }

    /// What every service that was asked for should be afterwards.
    fn afterwards(&self) -> BTreeMap<String, Identity> {
        afterwards(self.seen, self.desired.services().map(|(service, wanted)| (service, &wanted.identity)))
    }
}

fn plain(variables: &Configuration, name: &str) -> Option<String> {
    match variables.get(name)? {
        slipway_domain::deployment::Setting::Plain(value) => Some(value.clone()),
        slipway_domain::deployment::Setting::Secret { .. } => None,
    }
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
    step.expect = expected(args.services.iter().map(|(name, wanted)| (name, &wanted.identity)));
    step
}

fn actions(args: &UpArgs, changed: &[&str]) -> String {
    action_of(&[
        ("start", args.start.join(", ")),
        ("recreate", changed.join(", ")),
        ("remove", args.remove.join(", ")),
    ])
}

/// An effect of our own executor.
pub fn effect<T: Serialize>(verb: &str, args: &T) -> Effect {
    Effect::new(EXECUTOR, verb, args)
}
