//! The steps of a deployment. Pure.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use slipway_domain::deployment::Configuration;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Expectation, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::template::Variables;
use slipway_domain::world::{Seen, World};
use slipway_engine::ports::{Steps, Want};
use slipway_hosts::{
    Identity, PullArgs, Spot, health_step, http_steps, lock_steps, place_step, step_id, unlock_steps,
};

use crate::commands::{self, Generation};
use crate::executor::EXECUTOR;
use crate::settings::Settings;
use crate::up::{self, UpArgs};
use crate::wanted::{Desired, short_name};
use crate::{interpolate, restore, rollout};

/// Seconds that an `up` may take.
const UP_LIMIT: u64 = 900;
/// Seconds that pulling may take.
const PULL_LIMIT: u64 = 3600;

/// The steps that bring a deployment about.
pub fn deploy(settings: &Settings, want: &Want, world: &World) -> Result<Steps, Problem> {
    let desired = Desired::of(settings, &want.deployment)?;
    let spots = settings.spots();
    let mut steps = Steps { lock: lock_steps(&spots), work: Vec::new(), close: unlock_steps(&spots) };
    let mut verified: Vec<StepId> = Vec::new();
    for (number, batch) in rollout::batches(&spots, settings.rollout.as_ref()).into_iter().enumerate() {
        let (pause, before) = rollout::gate(number + 1, settings.rollout.as_ref(), verified);
        steps.work.extend(pause);
        verified = Vec::new();
        for spot in batch {
            let at = At { settings, want, desired: &desired, spot, seen: seen(world, spot)? };
            let own = at.steps(&before)?;
            verified.extend(own.verified);
            steps.work.extend(own.steps);
        }
    }
    Ok(steps)
}

/// What was seen at a spot. What cannot be seen cannot be planned for.
pub fn seen<'w>(world: &'w World, spot: &Spot) -> Result<&'w Seen, Problem> {
    let place = world.places.iter().find(|place| place.name == spot.place);
    match place.map(|place| &place.seen) {
        Some(Ok(seen)) => Ok(seen),
        Some(Err(problem)) => Err(problem.clone()),
        None => Err(Problem::new(Code::HostUnreachable, format!("nothing is known about {}", spot.place))),
    }
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

/// The steps of one place, and those of them after which it is verified.
struct Own {
    steps: Vec<Step>,
    verified: Vec<StepId>,
}

impl At<'_> {
    fn steps(&self, before: &[StepId]) -> Result<Own, Problem> {
        let args = self.up();
        let mut steps: Vec<Step> = Vec::new();
        let mut needs = vec![step_id(self.spot, "lock")];
        if let Some(pull) = self.pull(&args, needs.clone()) {
            needs = vec![pull.id.clone()];
            steps.push(pull);
        }
        needs.extend_from_slice(before);
        let up = up_step(&args, "up", needs, self.generation());
        let mut verified = vec![up.id.clone()];
        steps.push(up);
        let identities = self.identities(&args);
        if !identities.is_empty() {
            let within = self.settings.healthy_within();
            let health = health_step(self.spot, "health", &identities, within, verified);
            verified = vec![health.id.clone()];
            steps.push(health);
        }
        let variables = |service: Option<&str>| self.variables(service);
        let deployed = &self.want.deployment.services;
        let checks = http_steps(self.spot, &self.settings.verify, deployed, &variables, &verified)?;
        if !checks.is_empty() {
            verified = checks.iter().map(|step| step.id.clone()).collect();
        }
        steps.extend(checks);
        steps.extend(restore::steps(self, &args)?);
        Ok(Own { steps, verified })
    }

    /// The generation of Compose on the place.
    pub fn generation(&self) -> Generation {
        Generation::seen(self.seen.more.get("compose").unwrap_or(&Value::Null))
    }

    /// Whether only some services were asked for.
    fn partial(&self) -> bool {
        let release = &self.want.deployment.release;
        !release.services.keys().all(|service| self.want.deployment.services.contains(service))
    }

    fn asked(&self, service: &str) -> bool {
        self.want.deployment.services.iter().any(|asked| asked == service)
    }

    fn up(&self) -> UpArgs {
        let desired = self.desired;
        let changed =
            |service: &&String| self.asked(service) && !desired.services[*service].runs(self.seen, service);
        let services: BTreeMap<_, _> = desired
            .services
            .keys()
            .filter(changed)
            .map(|s| (s.clone(), desired.services[s].clone()))
            .collect();
        let gone = |service: &&String| !self.partial() && !desired.services.contains_key(*service);
        let remove: Vec<String> = self.seen.services.keys().filter(gone).cloned().collect();
        let stays = |service: &&String| !services.contains_key(*service) && !remove.contains(service);
        let keep = self.seen.services.keys().filter(stays).cloned().collect();
        let mut args = UpArgs {
            spot: self.spot.clone(),
            name: self.settings.name(),
            number: self.want.deployment.release.number,
            release: String::new(),
            recipe: desired.recipe.clone(),
            variables: desired.variables.clone(),
            services,
            keep,
            start: self.missing(),
            remove,
        };
        args.release = short_name(args.number, &json!(args));
        args
    }

    /// Neighbours in the compose file that have no container at all.
    fn missing(&self) -> Vec<String> {
        if self.partial() {
            return Vec::new();
        }
        let there = self.seen.more.get("neighbours").and_then(Value::as_object);
        let managed = |name: &str| self.desired.services.values().any(|wanted| wanted.compose == name);
        let file = self.desired.file.services.iter();
        file.filter(|(name, definition)| {
            !definition.optional && !managed(name) && !there.is_some_and(|there| there.contains_key(*name))
        })
        .map(|(name, _)| name.clone())
        .collect()
    }

    /// Pulls what the place may not have: images other than those that run, and those of missing neighbours.
    fn pull(&self, args: &UpArgs, needs: Vec<StepId>) -> Option<Step> {
        let runs =
            |digest| self.seen.services.values().any(|running| running.digest.as_ref() == Some(digest));
        let own = args.services.values().filter(|wanted| !runs(&wanted.identity.digest));
        let mut images: Vec<String> = own.map(|wanted| wanted.identity.reference()).collect();
        let plain = |name: &str| plain(&args.variables, name);
        images.extend(args.start.iter().filter_map(|name| {
            interpolate::expand(self.desired.file.services.get(name)?.image.as_ref()?, &plain)
        }));
        pull_step(self.spot, "pull", images, needs)
    }

    /// What every service that was asked for should be afterwards: what is started anew, and what stays.
    fn identities(&self, args: &UpArgs) -> BTreeMap<String, Identity> {
        let asked = self.desired.services.iter().filter(|(service, _)| self.asked(service));
        let afterwards = |(service, wanted): (&String, &crate::wanted::Wanted)| {
            let anew = args.services.get(service).map(|anew| anew.identity.clone());
            (service.clone(), anew.unwrap_or_else(|| wanted.as_it_runs(self.seen, service)))
        };
        asked.map(afterwards).collect()
    }

    /// What the templates of checks stand for.
    fn variables(&self, service: Option<&str>) -> Variables {
        let release = &self.want.deployment.release;
        let only = || if release.services.len() == 1 { release.services.values().next() } else { None };
        let named = service.map_or_else(only, |name| release.services.get(name));
        Variables {
            version: named.map(|service| service.version.clone()),
            build_number: Some(release.number),
            git_tag: release.commit.git_tag.clone(),
            commit_time: Some(release.commit.time),
            sha: Some(release.commit.sha.clone()),
            branch: release.commit.branch.clone(),
        }
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
