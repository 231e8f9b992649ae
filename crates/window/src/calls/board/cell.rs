//! A service in an environment: its state, why, and what may be done.

use std::collections::BTreeMap;

use slipway_api::window::board::{Action, Blocked, Cell, CellState, Verb};
use slipway_domain::config::Config;
use slipway_domain::operation::Verdict;
use slipway_domain::problem::Code;
use slipway_domain::release::Release;
use slipway_domain::world::Health;
use slipway_engine::operations::Open;
use slipway_engine::ports::OperationRow;
use slipway_engine::status::{EnvironmentStatus, RollbackChoice, ServiceStatus};

use super::band::services_of;
use super::last_end::{LastEnd, left_at};
use super::why::{self, Why};
use crate::calls::actions::{action, unless, with};
use crate::sights::Seen;

/// What a band knows that its cells are made of.
pub(super) struct About<'a> {
    pub status: &'a EnvironmentStatus,
    /// What was last seen of its places.
    pub seen: &'a Seen,
    /// The operation that ended last.
    pub ended: Option<&'a LastEnd>,
    /// The environment before.
    pub from: Option<&'a str>,
    pub open: Option<&'a Open>,
    /// The code of why that waits, or was left open.
    pub open_code: Option<Code>,
    /// The newest operation that ended.
    pub last: Option<&'a Last>,
    /// Newest first.
    pub releases: &'a [Release],
    /// What is in the way of another deployment.
    pub blocked: Option<Blocked>,
}

/// The newest operation of an environment that ended and did something.
pub(super) struct Last {
    pub row: OperationRow,
    /// The services that it was about if it did not succeed.
    pub services: Vec<String>,
    /// The code of why it did not.
    pub code: Option<Code>,
}

/// A cell per service that the policy has, that runs or that comes next.
pub(super) fn cells(policy: &Config, about: &About<'_>) -> BTreeMap<String, Cell> {
    let status = about.status;
    let mut names: Vec<&String> = policy.services.keys().collect();
    names.extend(status.services.iter().map(|service| &service.name));
    names.extend(status.next.iter().flat_map(|release| release.services.keys()));
    names.into_iter().map(|name| (name.clone(), cell(name, about))).collect()
}

fn cell(name: &str, about: &About<'_>) -> Cell {
    let service = about.status.services.iter().find(|service| service.name == name);
    let (state, why) = state(name, service, about);
    let (why, cause) = why.map(|why| (why.said, why.cause)).unzip();
    let next = next_version(name, service, about);
    let (well, places) = places(service);
    let brought = brought(name, service, about);
    Cell {
        needs: matches!(
            state,
            CellState::Failed
                | CellState::Unknown
                | CellState::Unhealthy
                | CellState::Differs
                | CellState::Waiting
        ),
        versions: versions(service, about),
        removing: about.open.is_some_and(|open| touches(open, name))
            && brought.is_none()
            && service.is_some(),
        to: brought,
        commit: service.and_then(|service| service.commit.clone()),
        since: service.and_then(|service| service.deployed_at).map(|at| at.to_string()),
        places: (well, places),
        newer: newer(name, service, about),
        actions: actions(name, state, service, next.as_deref(), about),
        newest: next,
        state,
        why,
        cause: cause.flatten(),
    }
}

/// The first state that applies, and why.
fn state(name: &str, service: Option<&ServiceStatus>, about: &About<'_>) -> (CellState, Option<Why>) {
    if let Some(open) = about.open.filter(|open| touches(open, name)) {
        return match (open.busy, open.waits) {
            (true, _) => (CellState::Deploying, None),
            (false, true) => (CellState::Waiting, why::of_operation(&open.row, about.open_code)),
            (false, false) => (CellState::Unknown, why::of_operation(&open.row, about.open_code)),
        };
    }
    if let Some(last) = failed(name, about) {
        return (CellState::Failed, why::of_operation(&last.row, last.code));
    }
    let Some(service) = service else { return (CellState::NotDeployed, why::removed(name, about)) };
    let left_at = left_at(service, about.ended);
    if let Some(first) = service.drift.iter().find(|drift| about.seen.is_since(&drift.place, left_at)) {
        let why = why::ledger_says(service, about).unwrap_or_else(|| first.said.clone().into());
        return (CellState::Differs, Some(why));
    }
    if is_ending(service, about) {
        return (CellState::Deploying, None);
    }
    match service.health {
        _ if service.places.is_empty() => (CellState::NotDeployed, why::removed(name, about)),
        Health::Unhealthy | Health::Stopped => (CellState::Unhealthy, why::first_cause(service)),
        Health::Unknown => (CellState::Unknown, why::first_cause(service)),
        Health::Starting => (CellState::Starting, None),
        Health::Healthy => (CellState::Healthy, None),
    }
}

/// Whether what an operation left of it is not seen yet, because that ended a moment ago.
fn is_ending(service: &ServiceStatus, about: &About<'_>) -> bool {
    let left_at = left_at(service, about.ended);
    service.drift.iter().any(|drift| about.seen.is_coming(&drift.place, left_at))
}

/// The newest operation, if it did not succeed and was about this service.
fn failed<'a>(name: &str, about: &About<'a>) -> Option<&'a Last> {
    about.last.filter(|last| {
        matches!(last.row.verdict, Some(Verdict::Failed | Verdict::RolledBack))
            && last.services.iter().any(|service| service == name)
    })
}

fn touches(open: &Open, name: &str) -> bool {
    services_of(&open.plan).iter().any(|service| service == name)
}

/// The version that an open or failed operation brings or tried to bring, and one that ended a moment ago brought.
fn brought(name: &str, service: Option<&ServiceStatus>, about: &About<'_>) -> Option<String> {
    if let Some(service) = service.filter(|service| about.open.is_none() && is_ending(service, about)) {
        return service.deployed.as_ref().map(|(_, version)| version.clone());
    }
    let number = match about.open {
        Some(open) => touches(open, name).then_some(open.row.release)?,
        None => failed(name, about)?.row.release,
    }?;
    let release = about.releases.iter().find(|release| release.number == number)?;
    release.services.get(name).map(|service| service.version.clone())
}

/// What runs: the version that the places agree on, or the versions of the digests that they run.
pub(super) fn versions(service: Option<&ServiceStatus>, about: &About<'_>) -> Vec<String> {
    let Some(service) = service else { return Vec::new() };
    if let Some(version) = &service.version {
        return vec![version.clone()];
    }
    let mut versions: Vec<String> = Vec::new();
    for digest in service.places.iter().filter_map(|place| place.digest.as_ref()) {
        let made = about.releases.iter().filter_map(|release| release.services.get(&service.name));
        let known = made.filter(|one| one.digest == *digest).map(|one| one.version.clone()).next();
        let shown = known.unwrap_or_else(|| digest.hex()[..7].to_owned());
        if !versions.contains(&shown) {
            versions.push(shown);
        }
    }
    versions
}

/// Places where it is healthy, of how many.
fn places(service: Option<&ServiceStatus>) -> (u64, u64) {
    let places = service.map(|service| service.places.as_slice()).unwrap_or_default();
    let well = places.iter().filter(|place| place.health == Health::Healthy).count();
    (well as u64, places.len() as u64)
}

/// The version of what comes next, if it is another than the one that runs.
fn next_version(name: &str, service: Option<&ServiceStatus>, about: &About<'_>) -> Option<String> {
    let next = about.status.next.as_ref()?.services.get(name)?;
    let same = service.is_some_and(|service| service.digest.as_ref() == Some(&next.digest));
    (!same).then(|| next.version.clone())
}

/// How many images of it came after the one that runs, up to the one that comes next.
fn newer(name: &str, service: Option<&ServiceStatus>, about: &About<'_>) -> u64 {
    let Some(next) = &about.status.next else { return 0 };
    let running = service.and_then(|service| service.release).unwrap_or(0);
    let between = about.releases.iter().filter(|one| one.number > running && one.number <= next.number);
    let mut digests: Vec<_> = between
        .filter_map(|release| release.services.get(name))
        .map(|one| &one.digest)
        .filter(|digest| service.is_none_or(|service| service.digest.as_ref() != Some(*digest)))
        .collect();
    digests.sort();
    digests.dedup();
    digests.len() as u64
}

/// That the image of an earlier deployment is known to be gone.
pub(super) fn gone(choice: &RollbackChoice) -> Option<Blocked> {
    (choice.available == Some(false)).then_some(Blocked::ImageGone)
}

/// Bringing what the ledger says runs, to where something else does.
fn as_deployed(service: &ServiceStatus) -> Option<Action> {
    let (release, version) = service.deployed.clone()?;
    Some(Action { release: Some(release), version: Some(version), ..action(Verb::Deploy) })
}

fn actions(
    name: &str,
    state: CellState,
    service: Option<&ServiceStatus>,
    next: Option<&str>,
    about: &About<'_>,
) -> Vec<Action> {
    let mut actions = Vec::new();
    let of_service = |action: Action| Action { service: Some(name.to_owned()), ..action };
    match (state, about.open, about.last) {
        (CellState::Waiting, Some(open), _) if !open.ready => {
            actions.push(with(Verb::Review, open.row.operation.id));
        }
        (CellState::Waiting | CellState::Unknown, Some(open), _) => {
            actions.push(with(Verb::Resume, open.row.operation.id));
        }
        (CellState::Deploying, Some(open), _) => actions.push(with(Verb::Cancel, open.row.operation.id)),
        (CellState::Failed, _, Some(last)) => actions.push(with(Verb::Evidence, last.row.operation.id)),
        (CellState::Differs, ..) => {
            actions.push(of_service(action(Verb::Compare)));
            let back = service.and_then(as_deployed).map(of_service);
            actions.extend(back.map(|action| unless(about.blocked, action)));
        }
        (CellState::Unhealthy | CellState::Unknown, ..) => actions.push(of_service(action(Verb::Look))),
        _ => {}
    }
    if let (Some(version), Some(release)) = (next, &about.status.next) {
        let verb = if about.from.is_some() { Verb::Promote } else { Verb::Deploy };
        let bring = Action {
            release: Some(release.number),
            version: Some(version.to_owned()),
            from: about.from.map(str::to_owned),
            ..of_service(action(verb))
        };
        actions.push(unless(about.blocked, bring));
    }
    if let Some(choice) = service.and_then(|service| service.rollback_to.first()) {
        let back = Action {
            release: Some(choice.release),
            version: Some(choice.version.clone()),
            ..of_service(action(Verb::Rollback))
        };
        actions.push(unless(about.blocked.or(gone(choice)), back));
    }
    actions
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;
    use slipway_api::window::board::Cause;
    use slipway_domain::digest::Digest;
    use slipway_domain::plan::Subject;
    use slipway_domain::release::Commit;
    use slipway_domain::world::{Place, Seen as PlaceSeen, World};
    use slipway_engine::status::{Drift, EnvironmentState};

    use super::*;

    fn service(deployed: Option<(u64, String)>) -> ServiceStatus {
        ServiceStatus {
            name: "api".into(),
            version: Some("0.1.8".into()),
            digest: None,
            release: Some(8),
            commit: None,
            deployed,
            deployed_at: None,
            health: Health::Healthy,
            places: Vec::new(),
            drift: Vec::new(),
            rollback_to: Vec::new(),
        }
    }

    fn status(services: Vec<ServiceStatus>) -> EnvironmentStatus {
        EnvironmentStatus {
            name: "sandbox".into(),
            state: EnvironmentState::Idle,
            services,
            unmanaged: BTreeMap::new(),
            unseen: Vec::new(),
            next: None,
            lock: None,
            freeze: None,
            hold: None,
        }
    }

    #[test]
    fn what_waits_and_what_was_left_open_say_by_which_code() {
        let api = slipway_fixtures::service_release("api", "0.1.9", Digest::of(b"api"));
        let release = slipway_fixtures::release(9, Commit::bare("a", "t", 0), [("api".to_owned(), api)]);
        let subject = Subject::Deployment(slipway_fixtures::deployment("sandbox", release));
        let plan = slipway_fixtures::plan(subject, Vec::new());
        let (status, seen) = (status(Vec::new()), Seen::default());
        for (waits, state, code) in [
            (true, CellState::Waiting, Code::ApprovalWanted),
            (false, CellState::Unknown, Code::OutcomeUnknown),
        ] {
            let row = OperationRow {
                operation: slipway_fixtures::operation_of(&plan),
                started_at: Timestamp::UNIX_EPOCH,
                ended_at: None,
                verdict: None,
                release: Some(9),
                problem: Some("one approval is missing".into()),
            };
            let open = Open { row, plan: plan.clone(), busy: false, waits, asks: false, ready: false };
            let about = About {
                status: &status,
                seen: &seen,
                ended: None,
                from: None,
                open: Some(&open),
                open_code: Some(code),
                last: None,
                releases: &[],
                blocked: None,
            };
            let told = cell("api", &about);
            assert_eq!((told.state, told.cause), (state, Some(Cause::Problem { code })));
        }
    }

    /// `api`, deployed at 50 and of which the ledger says otherwise than host-1, with that host seen at a second and an
    /// operation about some services that ended at another.
    fn contradicted(seen_at: i64, ended_at: i64, services: &[&str]) -> Cell {
        let [deployed_at, seen_at, at] =
            [50, seen_at, ended_at].map(|second| Timestamp::from_second(second).unwrap());
        let place = |seen| Place { name: "host-1".into(), kind: "host".into(), seen: Ok(seen) };
        let mut seen = Seen::default();
        seen.take(World { places: vec![place(PlaceSeen::default())] }, seen_at);
        let differing = ServiceStatus {
            deployed_at: Some(deployed_at),
            drift: vec![Drift { place: "host-1".into(), said: "host-1 runs 0.1.8".into() }],
            ..service(Some((9, "0.1.9".into())))
        };
        let ended = LastEnd { at, services: services.iter().map(|name| (*name).to_owned()).collect() };
        let status = status(vec![differing]);
        let about = About {
            status: &status,
            seen: &seen,
            ended: Some(&ended),
            from: None,
            open: None,
            open_code: None,
            last: None,
            releases: &[],
            blocked: None,
        };
        cell("api", &about)
    }

    #[test]
    fn what_ended_a_moment_ago_is_not_said_to_be_well_before_it_is_seen() {
        let ending = contradicted(100, 200, &["api"]);
        assert_eq!((ending.state, ending.to.as_deref()), (CellState::Deploying, Some("0.1.9")));
        let over = contradicted(300, 200, &["api"]);
        assert_eq!((over.state, over.to), (CellState::Differs, None));
        assert_eq!(over.why.as_deref(), Some("the ledger says 0.1.9"));
        assert_eq!(over.cause, Some(Cause::Deployed { version: "0.1.9".into() }));
        let other = contradicted(100, 200, &["web"]);
        assert_eq!((other.state, other.to), (CellState::Differs, None), "what ended left it alone");
    }

    #[test]
    fn what_differs_is_brought_back_as_it_was_deployed() {
        let back = as_deployed(&service(Some((7, "0.1.7".into()))));
        let back = back.map(|action| (action.verb, action.release, action.version));
        assert_eq!(back, Some((Verb::Deploy, Some(7), Some("0.1.7".into()))));
        assert_eq!(as_deployed(&service(None)), None, "the ledger says nothing of it");
    }
}
