//! The `up`s that bring a state about at a place: one for each release that changes something there, since each
//! goes by its own compose text.

use std::collections::BTreeMap;

use serde_json::json;

use crate::plan::At;
use crate::up::UpArgs;
use crate::wanted::{Desired, Part, Wanted, short_name};

/// What is to change at a place.
pub struct Goal {
    /// The managed services that are started anew.
    pub services: BTreeMap<String, Wanted>,
    /// Managed services that go.
    pub remove: Vec<String>,
    /// Neighbours, by compose service, that are started because they are missing.
    pub start: Vec<String>,
}

/// The `up`s in their order. The newest release is always put up, also where it changes nothing: its compose text
/// and files are what the place is left with.
pub fn of(at: &At<'_>, desired: &Desired, goal: &Goal) -> Vec<UpArgs> {
    let changes = |part: &&Part| part.services.keys().any(|service| goal.services.contains_key(service));
    let parts: Vec<&Part> = desired.others.iter().filter(changes).chain([&desired.newest]).collect();
    let mut before: Vec<String> = at.seen.services.keys().cloned().collect();
    let mut ups = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let own = goal.services.iter().filter(|(service, _)| part.services.contains_key(*service));
        let services: BTreeMap<_, _> =
            own.map(|(service, wanted)| (service.clone(), wanted.clone())).collect();
        let stays = |service: &&String| !services.contains_key(*service) && !goal.remove.contains(service);
        let mut args = UpArgs {
            spot: at.spot.clone(),
            name: at.settings.name(),
            number: part.number,
            release: String::new(),
            recipe: part.recipe.clone(),
            variables: part.variables.clone(),
            keep: before.iter().filter(stays).cloned().collect(),
            start: if index + 1 == parts.len() { goal.start.clone() } else { Vec::new() },
            remove: if index == 0 { goal.remove.clone() } else { Vec::new() },
            services,
        };
        args.release = short_name(args.number, &json!(args));
        before = args.keep.iter().chain(args.services.keys()).cloned().collect();
        before.sort();
        ups.push(args);
    }
    ups
}

/// The verb of the step with that number, from 1: `up`, `up-2` and so on.
pub fn verb(base: &str, number: usize) -> String {
    if number == 1 { base.to_owned() } else { format!("{base}-{number}") }
}
