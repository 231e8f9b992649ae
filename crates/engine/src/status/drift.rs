//! Drift: what runs is not what the ledger says.

use slipway_domain::deployment::Deployment;
use slipway_domain::operation::Verdict;
use slipway_domain::world::{Place, Running, World};

use super::service::{self, Drift};
use super::state::{self, EnvironmentState};
use super::{Known, service_names};
use crate::ports::OperationRow;

/// How an environment differs from what was deployed there last, in sentences; nothing while something is under way or
/// nobody knows what came of it.
pub(super) fn settled(known: &Known, world: &World) -> Vec<String> {
    use EnvironmentState::{Empty, Frozen, Held, Idle};
    let lock = world.seen_places().find_map(|(_, seen)| seen.lock.as_ref());
    if !matches!(state::of(known, world, lock), Idle | Held | Frozen | Empty) {
        return Vec::new();
    }
    let differs = |name: &String| {
        let deployed = known.deployments.iter().find(|(_, one)| one.part(name).is_some());
        let deployed = deployed.map(|(_, one)| one);
        of(name, deployed, known.newest.as_ref(), &service::running(name, world))
    };
    let names = service_names(world, known.history.now().as_ref());
    names.iter().flat_map(differs).map(|drift| drift.said).collect()
}

/// How a service differs from what was deployed last, once per place. After a failed operation the
/// ledger promises nothing, so nothing is drift; a place that cannot be seen is none either.
pub(super) fn of(
    service: &str,
    deployed: Option<&Deployment>,
    newest: Option<&OperationRow>,
    running: &[(&Place, Option<&Running>)],
) -> Vec<Drift> {
    let Some(deployment) = deployed.filter(|_| promises(newest)) else { return Vec::new() };
    let Some(wanted) = deployment.service(service) else { return Vec::new() };
    let configuration = deployment.configuration_fingerprint(service);
    let at = |(place, one): &(&Place, Option<&Running>)| match one {
        None => {
            Some(format!("{service} does not exist on {}, and {} was deployed", place.name, wanted.version))
        }
        Some(one) => match &one.digest {
            Some(digest) if *digest != wanted.digest => Some(format!(
                "{} runs {} and not {}, which was deployed as {}",
                place.name,
                digest.short(),
                wanted.digest.short(),
                wanted.version
            )),
            _ if one.configuration.as_ref().is_some_and(|label| *label != configuration) => {
                Some(format!("{} runs another configuration than the one deployed", place.name))
            }
            _ => None,
        },
    };
    let drift = |one: &(&Place, Option<&Running>)| Some(Drift { place: one.0.name.clone(), said: at(one)? });
    running.iter().filter_map(drift).collect()
}

/// Whether every place was seen to run a service just as it was deployed last. A container that had not changed
/// then still says the release that it was started for.
pub(super) fn is_as_deployed(
    service: &str,
    deployed: &Deployment,
    newest: Option<&OperationRow>,
    running: &[(&Place, Option<&Running>)],
) -> bool {
    let Some(wanted) = deployed.service(service).filter(|_| promises(newest)) else { return false };
    let same =
        |one: &Running| deployed.is_run_by(service, one) && one.version.as_ref() == Some(&wanted.version);
    running.iter().all(|(_, one)| one.is_some_and(same))
}

fn promises(newest: Option<&OperationRow>) -> bool {
    !newest.is_some_and(|row| matches!(row.verdict, Some(Verdict::Failed | Verdict::Unknown)))
}
