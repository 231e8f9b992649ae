//! What runs where, as observed, beside what the ledger knows.

mod available;
mod drift;
mod service;
mod state;

use std::collections::BTreeMap;

use jiff::Timestamp;
use slipway_domain::config::{Frozen, frozen};
use slipway_domain::deployment::Deployment;
use slipway_domain::problem::Problem;
use slipway_domain::release::Release;
use slipway_domain::world::{Lock, World};

use crate::deploy::History;
use crate::operations::Open;
use crate::ports::{Deployed, OperationRow};
use crate::project::Project;
use crate::rules::{Hold, Rules};

use available::Asked;
pub use service::{Drift, PlaceStatus, RollbackChoice, ServiceStatus};
pub use state::EnvironmentState;

/// An environment.
#[derive(Debug, Clone)]
pub struct EnvironmentStatus {
    /// Its name.
    pub name: String,
    /// In a word.
    pub state: EnvironmentState,
    /// Its services.
    pub services: Vec<ServiceStatus>,
    /// What runs beside them and was not started by Slipway: names with the places they were seen at.
    pub unmanaged: BTreeMap<String, Vec<String>>,
    /// The places that could not be seen, and why.
    pub unseen: Vec<(String, Problem)>,
    /// What comes next, if it is another release than the one that runs.
    pub next: Option<Release>,
    /// Who holds it.
    pub lock: Option<Lock>,
    /// The freeze that holds: its end and its reason.
    pub freeze: Option<(Option<Timestamp>, Option<String>)>,
    /// The hold.
    pub hold: Option<Hold>,
}

/// What the ledger knows of an environment.
struct Known {
    rules: Rules,
    window: Option<Frozen>,
    deployments: Vec<Deployed>,
    history: History,
    open: Vec<Open>,
    newest: Option<OperationRow>,
    next: Option<Release>,
}

impl Project {
    /// All environments in promotion order, or only the named one; looked at side by side.
    pub async fn status(&self, only: Option<&str>) -> Result<Vec<EnvironmentStatus>, Problem> {
        if let Some(name) = only {
            self.environment(name)?;
        }
        let wanted = self.policy.environments.keys().filter(|name| only.is_none_or(|only| only == *name));
        futures::future::try_join_all(wanted.map(|name| self.environment_status(name))).await
    }

    async fn environment_status(&self, name: &str) -> Result<EnvironmentStatus, Problem> {
        let target = self.target(name)?;
        let before = self.closed_last(name).await?;
        let (world, known) = futures::join!(target.observe(), self.known(name));
        self.keep(name, &world).await;
        let moved = self.closed_last(name).await? != before;
        let known = if moved { self.known(name).await } else { known }?;
        if !moved {
            self.tell_drift(name, &world).await;
        }
        self.composed(name, &world, &known, Asked::Registries).await
    }

    /// Looks at the places of an environment, and keeps and learns what they show.
    pub async fn sight(&self, name: &str) -> Result<World, Problem> {
        let target = self.target(name)?;
        let before = self.closed_last(name).await.ok();
        let world = target.observe().await;
        self.keep(name, &world).await;
        // What ended while it was looked at may be in what was seen or not.
        if self.closed_last(name).await.ok() == before {
            self.tell_drift(name, &world).await;
        }
        Ok(world)
    }

    /// Tells the team where what was seen is not what was deployed, if it wants to hear of that. What cannot be told now
    /// is told at another look.
    async fn tell_drift(&self, name: &str, world: &World) {
        let Some(herald) = self.herald.as_ref().filter(|herald| herald.tells_drift(name)) else { return };
        let Ok(known) = self.known(name).await else { return };
        let _ = herald.drifted(name, &drift::settled(&known, world)).await;
    }

    /// An environment whose places were looked at before, with what the ledger says now. Asks no place and no registry:
    /// whether an earlier image is still there is said as [`Project::look_for_images`] last found it.
    pub async fn status_of(&self, name: &str, world: &World) -> Result<EnvironmentStatus, Problem> {
        let known = self.known(name).await?;
        self.composed(name, world, &known, Asked::Memory).await
    }

    /// Keeps what was seen, and learns what other laptops did.
    async fn keep(&self, name: &str, world: &World) {
        // What cannot be learned now changes nothing of what was seen.
        let _ = self.catch_up_after(name, world).await;
        self.keep_sight(name, world).await;
    }

    /// What was seen beside what is known.
    async fn composed(
        &self,
        name: &str,
        world: &World,
        known: &Known,
        asked: Asked,
    ) -> Result<EnvironmentStatus, Problem> {
        let history = &known.history;
        let names = service_names(world, history.now().as_ref());
        let available = self.available(history, &names, asked).await?;
        let services: Vec<ServiceStatus> =
            names.iter().map(|name| service::of(name, world, known, &available)).collect();
        let unseen: Vec<(String, Problem)> = world
            .places
            .iter()
            .filter_map(|place| Some((place.name.clone(), place.seen.as_ref().err()?.clone())))
            .collect();
        let lock = world.seen_places().find_map(|(_, seen)| seen.lock.clone());
        let running = known.deployments.first().map(|(_, deployment)| deployment.release.number);
        Ok(EnvironmentStatus {
            name: name.to_owned(),
            state: state::of(known, world, lock.as_ref()),
            unmanaged: unmanaged(world),
            next: known.next.clone().filter(|next| Some(next.number) != running),
            freeze: freeze(known),
            hold: known.rules.hold.clone(),
            services,
            unseen,
            lock,
        })
    }

    /// Keeps what was seen for answers that look at no place. A ledger that cannot be written hides nothing of what
    /// was seen: what is not kept is only looked at again.
    async fn keep_sight(&self, name: &str, world: &World) {
        let _ = self.remember_platforms(name, world).await;
        let _ = self.note_running(name, world).await;
    }

    async fn known(&self, name: &str) -> Result<Known, Problem> {
        let now = self.clock.now();
        let (deployments, history) = self.past(name, |history| history.depth() > service::CHOICES).await?;
        Ok(Known {
            rules: Rules::of(&self.ledger.rules(self.name(), name).await?, now),
            window: frozen(&self.environment(name)?.freeze, now),
            deployments,
            history,
            open: self.open_operations(Some(name)).await?,
            newest: self.newest_with_effect(name, None).await?,
            next: self.next_release(name).await?,
        })
    }
}

/// The services that run or that were deployed to run, by name.
fn service_names(world: &World, now: Option<&Deployment>) -> Vec<String> {
    let seen = world.seen_places().flat_map(|(_, seen)| seen.services.keys());
    let mut names: Vec<String> = seen.cloned().collect();
    names.extend(now.into_iter().flat_map(Deployment::all_services));
    names.sort();
    names.dedup();
    names
}

fn unmanaged(world: &World) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for place in &world.places {
        for name in place.seen.iter().flat_map(|seen| &seen.unmanaged) {
            found.entry(name.clone()).or_default().push(place.name.clone());
        }
    }
    found
}

fn freeze(known: &Known) -> Option<(Option<Timestamp>, Option<String>)> {
    let by_hand = known.rules.freeze.as_ref().map(|freeze| (freeze.until, Some(freeze.reason.clone())));
    by_hand.or_else(|| known.window.as_ref().map(|window| (Some(window.until), window.reason.clone())))
}
