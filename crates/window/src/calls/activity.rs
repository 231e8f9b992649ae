//! Operations across projects, as lists show them.

mod filter;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use slipway_api::history::HistoryRow;
use slipway_api::window::activity::{ActivityArgs, ActivityDocument, ActivityRow};
use slipway_api::window::topic::Topic;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;
use slipway_domain::release::Release;
use slipway_engine::ports::{Filter as Wanted, LogCommit, OperationRow};
use slipway_engine::project::Project;

use self::filter::Filter;
use crate::answer::{Answered, read};
use crate::session::Session;

/// How many rows are told where nobody says how many.
const ORDINARY: u64 = 200;
/// How many operations are looked through for those that fit a filter.
const LOOKED_THROUGH: u32 = 20_000;

/// Operations, newest first.
pub(crate) async fn activity(session: &Session, args: ActivityArgs) -> Answered<ActivityDocument> {
    let filter = Filter::of(&args.filter);
    let limit = if args.limit == 0 { ORDINARY } else { args.limit };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (mut found, mut topics) = (Vec::new(), vec![Topic::Projects]);
    for (repository, project) in session.all_projects().await {
        topics.push(Topic::Ledger { project: repository.project });
        let Ok(project) = project else { continue };
        let rows = matching(&project, &filter, args.runs, limit).await?;
        found.extend(rows.into_iter().map(|row| (project.clone(), row)));
    }
    found.sort_by_key(|(_, row)| std::cmp::Reverse(row.started_at));
    let more = found.len() > limit;
    found.truncate(limit);
    let rows = told(found).await?;
    read(ActivityDocument { rows, more, not_understood: filter.not_understood }, topics)
}

/// One more than `limit` rows of a project that fit.
async fn matching(
    project: &Project,
    filter: &Filter,
    runs: bool,
    limit: usize,
) -> Result<Vec<OperationRow>, Problem> {
    let wanted = Wanted { environment: None, open: false, limit: Some(LOOKED_THROUGH) };
    let rows = project.ledger.operations(project.name(), wanted).await?;
    let fits =
        |row: &OperationRow| (!runs || row.operation.kind == Kind::Run) && filter.fits(project.name(), row);
    Ok(rows.into_iter().filter(fits).take(limit + 1).collect())
}

/// Rows of several projects with what people want to know of each, in the same order.
async fn told(found: Vec<(Arc<Project>, OperationRow)>) -> Result<Vec<ActivityRow>, Problem> {
    let mut by_project: BTreeMap<String, (Arc<Project>, Vec<OperationRow>)> = BTreeMap::new();
    let order: Vec<String> = found.iter().map(|(_, row)| row.operation.id.to_string()).collect();
    for (project, row) in found {
        by_project.entry(project.name().to_owned()).or_insert_with(|| (project, Vec::new())).1.push(row);
    }
    let mut rows: HashMap<String, ActivityRow> = HashMap::new();
    for (project, of_project) in by_project.into_values() {
        rows.extend(
            rows_of(&project, &of_project).await?.into_iter().map(|row| (row.row.operation.clone(), row)),
        );
    }
    Ok(order.iter().filter_map(|id| rows.remove(id)).collect())
}

/// Rows of one project.
pub(crate) async fn rows_of(project: &Project, rows: &[OperationRow]) -> Result<Vec<ActivityRow>, Problem> {
    let releases = releases_of(project, rows).await?;
    let commits: Vec<String> = releases.values().map(|release| release.commit.sha.clone()).collect();
    // A commit that is not here has no subject; git may be away altogether.
    let described = project.source.describe(&commits).await.unwrap_or_default();
    let open: HashMap<String, (bool, bool)> = match rows.iter().any(|row| row.verdict.is_none()) {
        true => project
            .open_operations(None)
            .await?
            .into_iter()
            .map(|open| (open.row.operation.id.to_string(), (open.busy, open.waits)))
            .collect(),
        false => HashMap::new(),
    };
    let now = project.clock.now();
    Ok(rows.iter().map(|row| document(row, &releases, &described, &open, now)).collect())
}

/// The releases that rows are about, by number.
async fn releases_of(project: &Project, rows: &[OperationRow]) -> Result<HashMap<u64, Release>, Problem> {
    let mut releases = HashMap::new();
    for number in rows.iter().filter_map(|row| row.release) {
        if let std::collections::hash_map::Entry::Vacant(place) = releases.entry(number)
            && let Some(release) = project.ledger.release(project.name(), number).await?
        {
            place.insert(release);
        }
    }
    Ok(releases)
}

fn document(
    row: &OperationRow,
    releases: &HashMap<u64, Release>,
    described: &BTreeMap<String, LogCommit>,
    open: &HashMap<String, (bool, bool)>,
    now: Timestamp,
) -> ActivityRow {
    let release = row.release.and_then(|number| releases.get(&number));
    let commit = release.map(|release| release.commit.sha.clone());
    let (busy, waits) = open.get(&row.operation.id.to_string()).copied().unwrap_or_default();
    let ended = row.ended_at.unwrap_or(now);
    let versions = release.iter().flat_map(|release| &release.services);
    ActivityRow {
        project: row.operation.project.clone(),
        row: HistoryRow::from(row),
        number: row.release.filter(|_| row.operation.kind == Kind::Run),
        before: BTreeMap::new(),
        versions: versions.map(|(name, service)| (name.clone(), service.version.clone())).collect(),
        subject: commit.as_ref().and_then(|sha| Some(described.get(sha)?.subject.clone())),
        branch: release.and_then(|release| release.commit.branch.clone()),
        commit,
        busy,
        waits,
        millis: u64::try_from(ended.duration_since(row.started_at).as_millis()).unwrap_or_default(),
    }
}
