//! Looking at a place: what runs there, who holds it, what room is left.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::label;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::{Health, Running, Seen, World};
use slipway_engine::ports::{ContainerState, EngineInfo, FoundContainer};

use crate::kit::Kit;
use crate::labels::{digest_of, service_of};
use crate::look::{State, look, look_text, state_of};
use crate::past::NEWEST;
use crate::shell::{FIND_PLUGIN, prelude, quote};
use crate::spot::Spot;

/// Where Docker keeps images unless told otherwise. How much room is there is asked before the engine has said where
/// it is, which spares most hosts a further round trip.
const USUAL_ROOT: &str = "/var/lib/docker";

/// What is asked of a place.
#[derive(Debug, Clone)]
pub struct Sight {
    /// Filters that find the environment's containers and their unmanaged neighbours, such as
    /// `com.docker.compose.project=NAME`; the ones of [`crate::selection`] where there are no neighbours.
    pub containers: Vec<String>,
}

/// What planning has to know of a place besides: the world's `more`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct More {
    /// `standalone` where only the older generation of Compose was found.
    pub compose: Option<String>,
    /// The unmanaged neighbours by their compose services, with their state.
    pub neighbours: BTreeMap<String, String>,
    /// Per service the fingerprint that its containers carry.
    pub definitions: BTreeMap<String, String>,
    /// Each `REPOSITORY@DIGEST` under which the image of a container is there.
    pub images: BTreeSet<String>,
    /// Services whose containers differ, as an interrupted `up` leaves them.
    pub torn: BTreeSet<String>,
}

impl More {
    /// What was seen of it; nothing where nothing of this was looked at.
    pub fn of(seen: &Seen) -> Self {
        Self::deserialize(&seen.more).unwrap_or_default()
    }

    fn told(state: &State, spot: &Spot, containers: &[FoundContainer]) -> Self {
        let Spot { project, environment, .. } = spot;
        let is_stranger = |one: &&FoundContainer| service_of(one, project, environment).is_none();
        let neighbour_of = |one: &FoundContainer| (neighbour(one), one.state.as_str().to_owned());
        let definition_of = |one: &FoundContainer| {
            let service = service_of(one, project, environment)?.to_owned();
            Some((service, one.labels.get(label::DEFINITION)?.clone()))
        };
        Self {
            compose: state.more.get("compose").cloned(),
            neighbours: containers.iter().filter(is_stranger).map(neighbour_of).collect(),
            definitions: containers.iter().filter_map(definition_of).collect(),
            images: containers.iter().flat_map(|container| container.repo_digests.clone()).collect(),
            torn: torn(spot, containers),
        }
    }
}

/// Looks at all places at once. A place that cannot be seen is told as such.
pub async fn observe_all(kit: &Kit, spots: &[Spot], sight: &Sight) -> World {
    let look = spots.iter().map(|spot| async { spot.shown(observe_place(kit, spot, sight).await) });
    World { places: futures::future::join_all(look).await }
}

/// Looks at what runs at all places, and at nothing else of them. A place that cannot be seen is told as such.
pub async fn running_all(kit: &Kit, spots: &[Spot], sight: &Sight) -> World {
    let look = spots.iter().map(|spot| async {
        let containers = async { kit.engine(spot, String::new()).await?.containers(&sight.containers).await };
        let seen = match containers.await {
            Ok(containers) => Ok(sort(spot, &containers)),
            Err(silent) if silent.code == Code::EngineUnreachable => {
                Err(explained(silent, look(kit, spot).await))
            }
            Err(problem) => Err(problem),
        };
        spot.shown(seen)
    });
    World { places: futures::future::join_all(look).await }
}

/// Why an engine is silent. Only the host itself tells: it may be gone, or another's.
fn explained(silent: Problem, host: Result<State, Problem>) -> Problem {
    host.err().unwrap_or(silent)
}

/// Looks at one place: its engine, and beside that what of ours lies on the host.
pub async fn observe_place(kit: &Kit, spot: &Spot, sight: &Sight) -> Result<Seen, Problem> {
    let usual = format!("usual={}\n", quote(USUAL_ROOT));
    let script = look_text(spot) + NEWEST + FIND_PLUGIN + &usual + include_str!("scripts/place.sh");
    let (printed, told) = futures::join!(kit.script(spot, script, String::new()), engine(kit, spot, sight));
    let state = printed.and_then(|printed| state_of(spot, &printed.out()));
    let Told { info, containers, unusual_free } = match told {
        Ok(told) => told,
        Err(silent) if silent.code == Code::EngineUnreachable => return Err(explained(silent, state)),
        Err(problem) => return Err(problem),
    };
    let state = state?;
    let mut seen = sort(spot, &containers);
    seen.disk_free = if info.root == USUAL_ROOT { state.bytes("free") } else { unusual_free };
    seen.platform = Some(info.platform);
    seen.lock = state.seen_lock();
    seen.closed = state.closed;
    seen.more = json!(More::told(&state, spot, &containers));
    Ok(seen)
}

/// What a place's engine tells.
struct Told {
    info: EngineInfo,
    containers: Vec<FoundContainer>,
    /// The bytes that are free where it keeps images, if that is not [`USUAL_ROOT`].
    unusual_free: Option<u64>,
}

/// Asks a place's engine.
async fn engine(kit: &Kit, spot: &Spot, sight: &Sight) -> Result<Told, Problem> {
    let engine = kit.engine(spot, String::new()).await?;
    let info = engine.info().await?;
    let unusual = async { if info.root == USUAL_ROOT { None } else { free(kit, spot, &info.root).await } };
    let (containers, unusual_free) = futures::join!(engine.containers(&sight.containers), unusual);
    Ok(Told { containers: containers?, info, unusual_free })
}

/// The bytes that are free below a folder of a place's host; `None` where it does not tell.
async fn free(kit: &Kit, spot: &Spot, folder: &str) -> Option<u64> {
    let root = format!("root={}; [ -d \"$root\" ] || root=/\n", quote(folder));
    let script = prelude(spot) + &root + "free \"$root\"\n";
    bytes(&kit.script(spot, script, String::new()).await.ok()?.out())
}

/// What a host's script says of its disks, in bytes.
pub(crate) fn bytes(kilobytes: &str) -> Option<u64> {
    Some(kilobytes.trim().parse::<u64>().ok()? * 1024)
}

/// Managed services and unmanaged neighbours.
fn sort(spot: &Spot, containers: &[FoundContainer]) -> Seen {
    let mut seen = Seen::default();
    for container in containers {
        match service_of(container, &spot.project, &spot.environment) {
            Some(service) => join(&mut seen.services, service, running(container)),
            None => seen.unmanaged.push(neighbour(container)),
        }
    }
    seen.unmanaged.sort();
    seen.unmanaged.dedup();
    seen
}

fn neighbour(container: &FoundContainer) -> String {
    container.labels.get(label::COMPOSE_SERVICE).unwrap_or(&container.name).clone()
}

fn running(container: &FoundContainer) -> Running {
    let label = |name: &str| container.labels.get(name).cloned();
    Running {
        digest: digest_of(container, ""),
        release: label(label::RELEASE).and_then(|text| text.parse().ok()),
        version: label(label::VERSION),
        commit: label(label::COMMIT),
        configuration: label(label::CONFIGURATION),
        health: container.health,
        instance: Some(container.id.clone()),
    }
}

/// A service with several containers: what they do not agree on is not known, and the worst health counts.
fn join(services: &mut BTreeMap<String, Running>, service: &str, new: Running) {
    let Some(known) = services.get_mut(service) else {
        services.insert(service.to_owned(), new);
        return;
    };
    // A container that does not run beside one that does is a leftover.
    match (known.health == Health::Stopped, new.health == Health::Stopped) {
        (true, false) => return *known = new,
        (false, true) => return,
        _ => {}
    }
    fn same<T: PartialEq>(known: &mut Option<T>, new: &Option<T>) {
        if known != new {
            *known = None;
        }
    }
    same(&mut known.digest, &new.digest);
    same(&mut known.release, &new.release);
    same(&mut known.version, &new.version);
    same(&mut known.commit, &new.commit);
    same(&mut known.configuration, &new.configuration);
    known.health = known.health.max(new.health);
}

/// Services whose containers differ in what they are, or of which some run and some do not.
fn torn(spot: &Spot, containers: &[FoundContainer]) -> BTreeSet<String> {
    let mut kinds: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
    for container in containers {
        let Some(service) = service_of(container, &spot.project, &spot.environment) else { continue };
        let label = |name: &str| container.labels.get(name);
        let kind = (
            &container.image_id,
            label(label::RELEASE),
            label(label::CONFIGURATION),
            label(label::DEFINITION),
            container.state == ContainerState::Running,
        );
        kinds.entry(service).or_default().insert(kind);
    }
    let torn = kinds.into_iter().filter(|(_, kinds)| kinds.len() > 1);
    torn.map(|(service, _)| service.to_owned()).collect()
}
