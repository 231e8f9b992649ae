//! Services of the compose file that Slipway does not manage: they are started where they are missing and otherwise
//! left as they run. Pure.

use std::collections::BTreeMap;

use serde_json::Value;
use slipway_domain::deployment::{Deployment, Setting};
use slipway_domain::world::{Seen, World};
use slipway_hosts::More;

use crate::file::Definition;
use crate::settings::Settings;
use crate::wanted::{Desired, Part, expansions};

/// The neighbours that run and of which the compose file says something else than it did before, as warnings.
pub fn not_applied(
    settings: &Settings,
    before: Option<&Deployment>,
    after: &Deployment,
    world: &World,
) -> Vec<String> {
    let Some(before) = before.filter(|_| after.is_whole()) else { return Vec::new() };
    // What cannot be read is told where it is needed.
    let (Ok(before), Ok(after)) = (Desired::of(settings, before), Desired::of(settings, after)) else {
        return Vec::new();
    };
    let (old, new) = (&before.newest, &after.newest);
    let changed = new.file.services.iter().filter(|(name, definition)| {
        let known = old.file.services.get(*name);
        !after.manages(name) && known.is_some_and(|known| told(known, old) != told(definition, new))
    });
    let warning = |(name, _): (&String, &Definition)| {
        let places = places_of(name, world);
        let (at, file) = (places.join(", "), &new.recipe.file);
        (!places.is_empty()).then(|| {
            format!("the changed definition of {name} in {file} is not applied: Slipway does not manage it, and it stays as it runs on {at}")
        })
    };
    changed.filter_map(warning).collect()
}

/// All that makes a neighbour's container: image and definition, with what they expand to.
fn told<'d>(
    definition: &'d Definition,
    part: &'d Part,
) -> (Option<&'d String>, &'d Value, BTreeMap<String, Option<&'d Setting>>) {
    let text = format!("{} {}", definition.image.as_deref().unwrap_or_default(), definition.rest);
    (definition.image.as_ref(), &definition.rest, expansions(&text, &part.variables))
}

/// The places where a neighbour has a container.
fn places_of<'w>(name: &str, world: &'w World) -> Vec<&'w str> {
    let there = |seen: &Seen| More::of(seen).neighbours.contains_key(name);
    let seen = world.places.iter().filter(|place| place.seen.as_ref().is_ok_and(there));
    seen.map(|place| place.name.as_str()).collect()
}
