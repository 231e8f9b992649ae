//! A service in an environment, and where it runs.

use jiff::Timestamp;
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::world::{Health, Place, Running, World};

use super::available::Available;
use super::{Known, drift};
use crate::deploy::History;

/// A service in an environment.
#[derive(Debug, Clone)]
pub struct ServiceStatus {
    /// Its name.
    pub name: String,
    /// The version, where the places agree.
    pub version: Option<String>,
    /// The digest, where the places agree.
    pub digest: Option<Digest>,
    /// The release, where the places agree: the one that was deployed last if they run it, else the one that
    /// their containers were started for.
    pub release: Option<u64>,
    /// The commit, where the places agree.
    pub commit: Option<String>,
    /// The release that it was deployed with last and its version in it, as the ledger knows.
    pub deployed: Option<(u64, String)>,
    /// When it was deployed, as the ledger knows.
    pub deployed_at: Option<Timestamp>,
    /// The worst of its places.
    pub health: Health,
    /// Its places.
    pub places: Vec<PlaceStatus>,
    /// What differs from what the ledger says.
    pub drift: Vec<Drift>,
    /// What it can be rolled back to, newest first.
    pub rollback_to: Vec<RollbackChoice>,
}

/// How a service differs from what the ledger says.
#[derive(Debug, Clone)]
pub struct Drift {
    /// Where.
    pub place: String,
    /// In a sentence.
    pub said: String,
}

/// A service at a place.
#[derive(Debug, Clone)]
pub struct PlaceStatus {
    /// The place.
    pub name: String,
    /// What kind of place it is.
    pub kind: String,
    /// The digest that runs.
    pub digest: Option<Digest>,
    /// How it is.
    pub health: Health,
}

/// A deployment that a rollback can restore.
#[derive(Debug, Clone)]
pub struct RollbackChoice {
    /// Its release.
    pub release: u64,
    /// The service's version in it.
    pub version: String,
    /// The service's digest in it.
    pub digest: Digest,
    /// Whether the image is still in the registry, and what the release's jobs left still here; `None` when the
    /// registry did not say.
    pub available: Option<bool>,
}

/// How many earlier deployments are listed.
pub(super) const CHOICES: usize = 5;

/// What is known of a service.
pub(super) fn of(name: &str, world: &World, known: &Known, available: &Available) -> ServiceStatus {
    let running = running(name, world);
    let deployed = known.deployments.iter().find(|(_, one)| one.part(name).is_some());
    let as_deployed = deployed
        .filter(|(_, one)| drift::is_as_deployed(name, one, known.newest.as_ref(), &running))
        .and_then(|(_, one)| one.part(name));
    ServiceStatus {
        name: name.to_owned(),
        version: agreed(&running, |one| one.version.clone()),
        digest: agreed(&running, |one| one.digest.clone()),
        release: as_deployed
            .map_or_else(|| agreed(&running, |one| one.release), |one| Some(one.release.number)),
        commit: as_deployed.map_or_else(
            || agreed(&running, |one| one.commit.clone()),
            |one| Some(one.release.commit.sha.clone()),
        ),
        deployed: deployed.and_then(|(_, one)| {
            let release = &one.part(name)?.release;
            Some((release.number, release.services.get(name)?.version.clone()))
        }),
        deployed_at: deployed.and_then(|(row, _)| row.ended_at),
        health: running
            .iter()
            .map(|(_, one)| one.map_or(Health::Stopped, |one| one.health))
            .max()
            .unwrap_or(Health::Unknown),
        places: running
            .iter()
            .map(|(place, one)| PlaceStatus {
                name: place.name.clone(),
                kind: place.kind.clone(),
                digest: one.and_then(|one| one.digest.clone()),
                health: one.map_or(Health::Stopped, |one| one.health),
            })
            .collect(),
        drift: drift::of(name, deployed.map(|(_, one)| one), known.newest.as_ref(), &running),
        rollback_to: choices(name, &known.history, available),
    }
}

/// What runs of a service at each place that was seen.
pub(super) fn running<'w>(name: &str, world: &'w World) -> Vec<(&'w Place, Option<&'w Running>)> {
    world.seen_places().map(|(place, seen)| (place, seen.services.get(name))).collect()
}

/// What all places say, if they say the same.
fn agreed<T: PartialEq>(
    running: &[(&Place, Option<&Running>)],
    of: impl Fn(&Running) -> Option<T>,
) -> Option<T> {
    let mut said = running.iter().map(|(_, one)| one.and_then(&of));
    let first = said.next()??;
    said.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// The deployments of a service that are listed as what it can be rolled back to.
pub(super) fn earlier<'h>(name: &'h str, history: &'h History) -> impl Iterator<Item = &'h Deployment> {
    history.earlier(name).take(CHOICES)
}

fn choices(name: &str, history: &History, available: &Available) -> Vec<RollbackChoice> {
    let choice = |one: &Deployment| {
        let service = one.release.services.get(name)?;
        Some(RollbackChoice {
            release: one.release.number,
            version: service.version.clone(),
            digest: service.digest.clone(),
            available: available.says(one.release.number, &service.digest),
        })
    };
    earlier(name, history).filter_map(choice).collect()
}
