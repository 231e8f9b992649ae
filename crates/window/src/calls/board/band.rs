//! A project in an environment.

use std::collections::BTreeMap;
use std::sync::Arc;

use slipway_api::status::EnvironmentDocument;
use slipway_api::window::board::{Action, Band, Blocked, Cell, Moving, SilentPlace, StepNow, Verb};
use slipway_domain::entry::{Entry, Outcome};
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Plan, Subject, When};
use slipway_domain::problem::Problem;
use slipway_domain::progress::{Progress, State};
use slipway_engine::operations::{Open, plan_in};
use slipway_engine::project::Project;
use slipway_engine::status::{EnvironmentState, EnvironmentStatus};

use super::cell::{self, About, Last};
use super::last_end::last_end;
use crate::calls::actions::{action, time_left, unless, with};
use crate::calls::activity::code_in;
use crate::session::Session;

/// How many releases are looked at to count what is newer.
const RELEASES: u32 = 200;

/// A project's environment as it was last seen. One that never was is looked at in the background.
pub(crate) async fn band(
    session: &Session,
    project: &Arc<Project>,
    environment: &str,
) -> Result<Band, Problem> {
    let seen = session.inner.sights.of(project.name(), environment);
    session.look_first(project, environment);
    let status = project.status_of(environment, &seen.world).await?;
    let policy = project.environment(environment)?;
    let open = project.open_operations(Some(environment)).await?.pop();
    let (moving, open_code) = match &open {
        Some(open) => {
            session.inner.executed.told(open.row.operation.id, project.name(), open.busy);
            let entries = project.ledger.entries(open.row.operation.id, None).await?;
            let code = open.row.problem.as_deref().and_then(|said| code_in(&entries, said));
            (Some(moving(project, environment, open, &entries).await?), code)
        }
        None => (None, None),
    };
    let last = newest_closed(project, environment).await?;
    let silent = |(name, why): &(String, Problem)| SilentPlace {
        name: name.clone(),
        code: why.code,
        reason: why.message.clone(),
    };
    let unreachable: Vec<SilentPlace> = seen.silent.iter().map(silent).collect();
    let blocked = blocked(&status, open.as_ref(), !unreachable.is_empty());
    let ended = last_end(session, project, environment).await?;
    let about = About {
        status: &status,
        seen: &seen,
        ended: ended.as_ref(),
        from: policy.after.as_deref(),
        open: open.as_ref(),
        open_code,
        last: last.as_ref(),
        releases: &project.ledger.releases(project.name(), RELEASES).await?,
        blocked,
    };
    let cells = cell::cells(&project.policy, &about);
    let document = EnvironmentDocument::from(&status);
    let needs = open.as_ref().is_some_and(|open| !open.busy)
        || document.lock.as_ref().is_some_and(|lock| lock.stale)
        || !unreachable.is_empty();
    Ok(Band {
        environment: environment.to_owned(),
        branches: policy.branch.clone(),
        after: policy.after.clone(),
        automatic: policy.automatic,
        approvals: policy.approvals.as_ref().map_or(0, |approvals| u64::from(approvals.count)),
        protected: policy.is_protected(),
        state: document.state,
        needs,
        actions: actions(&about, &cells),
        moving,
        lock: document.lock,
        freeze: document.freeze,
        hold: document.hold,
        unreachable,
        cells,
        sight: seen.sight(project.clock.now()),
    })
}

/// The newest operation that ended and did something.
async fn newest_closed(project: &Project, environment: &str) -> Result<Option<Last>, Problem> {
    let Some(row) = project.newest_with_effect(environment, None).await? else { return Ok(None) };
    if row.verdict == Some(Verdict::Succeeded) {
        return Ok(Some(Last { row, services: Vec::new(), code: None }));
    }
    let entries = project.ledger.entries(row.operation.id, None).await?;
    let services = plan_in(&entries, row.operation.id).map(|plan| services_of(&plan)).unwrap_or_default();
    let code = row.problem.as_deref().and_then(|said| code_in(&entries, said));
    Ok(Some(Last { row, services, code }))
}

/// The services that a plan touches.
pub(crate) fn services_of(plan: &Plan) -> Vec<String> {
    match &plan.subject {
        Subject::Deployment(deployment) => deployment.all_services(),
        Subject::Run(draft) => draft.services.keys().cloned().collect(),
        Subject::Upkeep { .. } => Vec::new(),
    }
}

async fn moving(
    project: &Project,
    environment: &str,
    open: &Open,
    entries: &[Entry],
) -> Result<Moving, Problem> {
    let operation = &open.row.operation;
    let progress = Progress::of(&open.plan, entries);
    let forward: Vec<_> = open.plan.steps.iter().filter(|step| step.when == When::Success).collect();
    let settled = |step: &&&slipway_domain::plan::Step| {
        matches!(progress.state(&step.id), State::Settled { outcome: Outcome::Succeeded, .. })
    };
    let under_way =
        open.plan.steps.iter().find(|step| matches!(progress.state(&step.id), State::Open { .. }));
    let mut places: BTreeMap<&str, bool> = BTreeMap::new();
    for step in &forward {
        if let Some(place) = step.place.as_deref() {
            let done = places.entry(place).or_insert(true);
            *done &= settled(&step);
        }
    }
    Ok(Moving {
        operation: operation.id.to_string(),
        kind: operation.kind,
        actor: operation.actor.clone(),
        since: open.row.started_at.to_string(),
        busy: open.busy,
        waits: open.waits,
        release: open.row.release,
        services: services_of(&open.plan),
        step: under_way.map(|step| StepNow {
            step: step.id.to_string(),
            place: step.place.clone(),
            action: step.action.clone(),
        }),
        done: forward.iter().filter(settled).count() as u64,
        steps: forward.len() as u64,
        places_done: places.values().filter(|done| **done).count() as u64,
        places: places.len() as u64,
        left: time_left(project, Some(environment), operation.kind, open.row.started_at).await?,
    })
}

/// What is in the way of another deployment.
fn blocked(status: &EnvironmentStatus, open: Option<&Open>, silent: bool) -> Option<Blocked> {
    match open {
        Some(open) if open.busy => return Some(Blocked::Busy),
        Some(_) => return Some(Blocked::Open),
        None => {}
    }
    if status.hold.is_some() {
        Some(Blocked::Held)
    } else if status.freeze.is_some() {
        Some(Blocked::Frozen)
    } else if status.lock.is_some() {
        Some(Blocked::Locked)
    } else if silent {
        Some(Blocked::Unreachable)
    } else {
        None
    }
}

/// The version of everything that is newer. Services with versions of their own have none in common: what comes is
/// told by the release's number then.
fn common_version(cells: &BTreeMap<String, Cell>) -> Option<String> {
    let mut newest = cells.values().filter_map(|cell| cell.newest.as_ref());
    let first = newest.next()?;
    newest.all(|version| version == first).then(|| first.clone())
}

/// What may be done with all services at once, most likely first.
fn actions(about: &About<'_>, cells: &BTreeMap<String, Cell>) -> Vec<Action> {
    let status = about.status;
    let mut actions = Vec::new();
    match about.open {
        Some(open) if open.busy => actions.push(with(Verb::Cancel, open.row.operation.id)),
        Some(open) if open.waits && !open.ready => actions.push(with(Verb::Review, open.row.operation.id)),
        Some(open) => actions.push(with(Verb::Resume, open.row.operation.id)),
        None if status.state == EnvironmentState::Unknown => actions.push(action(Verb::TakeOver)),
        None => {}
    }
    if status.hold.is_some() {
        actions.push(action(Verb::Unhold));
    }
    if status.freeze.is_some() {
        actions.push(action(Verb::Unfreeze));
    }
    if status.lock.as_ref().is_some_and(|lock| lock.operation.is_none()) {
        actions.push(action(Verb::Unlock));
    }
    if let Some(next) = &status.next {
        let verb = if about.from.is_some() { Verb::Promote } else { Verb::Deploy };
        let version = common_version(cells);
        let from = about.from.map(str::to_owned);
        let bring = Action { release: Some(next.number), version, from, ..action(verb) };
        actions.push(unless(about.blocked, bring));
    }
    if let Some(choice) = status.services.iter().find_map(|service| service.rollback_to.first()) {
        let back = Action { release: Some(choice.release), ..action(Verb::Rollback) };
        actions.push(unless(about.blocked.or(cell::gone(choice)), back));
    }
    actions.push(action(Verb::Look));
    actions
}

#[cfg(test)]
mod tests {
    use slipway_api::window::board::CellState;

    use super::*;

    fn cells(newest: &[(&str, Option<&str>)]) -> BTreeMap<String, Cell> {
        let cell = |newest: Option<&str>| Cell {
            state: CellState::Healthy,
            needs: false,
            versions: Vec::new(),
            to: None,
            removing: false,
            commit: None,
            since: None,
            why: None,
            cause: None,
            places: (1, 1),
            newer: 0,
            newest: newest.map(str::to_owned),
            actions: Vec::new(),
        };
        newest.iter().map(|(name, newest)| ((*name).to_owned(), cell(*newest))).collect()
    }

    fn version(newest: &[(&str, Option<&str>)]) -> Option<String> {
        common_version(&cells(newest))
    }

    #[test]
    fn a_release_is_called_by_a_version_only_where_all_that_is_newer_has_it() {
        let alike = version(&[("api", Some("0.1.48")), ("thumbs", Some("0.1.48")), ("web", None)]);
        assert_eq!(alike.as_deref(), Some("0.1.48"));
        assert_eq!(version(&[("api", Some("0.1.48")), ("web", Some("0.3.3"))]), None);
        assert_eq!(version(&[("api", None)]), None);
    }
}
