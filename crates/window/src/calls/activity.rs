//! Operations across projects, as lists show them.

mod codes;
mod filter;
mod made;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use slipway_api::error::ErrorDocument;
use slipway_api::history::HistoryRow;
use slipway_api::window::activity::{ActivityArgs, ActivityDocument, ActivityRow, UnreadProject};
use slipway_api::window::topic::Topic;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Kind;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;
use slipway_engine::deploy::Moved;
use slipway_engine::operations::Open;
use slipway_engine::ports::{Filter as Wanted, LogCommit, OperationRow};
use slipway_engine::project::Project;

pub(crate) use self::codes::code_in;
use self::filter::{Asked, Filter};
pub(crate) use self::made::{Made, made};
use crate::answer::{Answered, read};
use crate::session::Session;

/// How an open operation stands now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct OpenNow {
    pub busy: bool,
    pub waits: bool,
    /// Somebody has to say whether what failed is taken back.
    pub asks: bool,
    /// What it waited for has come, or was denied.
    pub ready: bool,
}

/// How many rows are told where nobody says how many.
const ORDINARY: u64 = 200;
/// How many operations are looked through for those that fit a filter.
const LOOKED_THROUGH: u32 = 20_000;

/// Operations, newest first.
pub(crate) async fn activity(session: &Session, args: ActivityArgs) -> Answered<ActivityDocument> {
    let filter = Filter::of(&args.filter);
    let limit = if args.limit == 0 { ORDINARY } else { args.limit };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (mut found, mut unread, mut topics) = (Vec::new(), Vec::new(), vec![Topic::Projects]);
    for (repository, project) in session.all_projects().await {
        let name = repository.project;
        topics.push(Topic::Ledger { project: name.clone() });
        let project = match project {
            Ok(project) => project,
            Err(problem) => {
                // Once its files are as they should be, it can be.
                topics.push(Topic::Repository { project: name.clone() });
                unread.push(UnreadProject { project: name, problem: ErrorDocument::from(&problem).error });
                continue;
            }
        };
        let rows = matching(session, &project, &filter, args.runs, limit).await?;
        found.extend(rows.into_iter().map(|row| (project.clone(), row)));
    }
    found.sort_by_key(|(_, row)| std::cmp::Reverse(row.started_at));
    let more = found.len() > limit;
    found.truncate(limit);
    let rows = told(session, found).await?;
    topics.extend(open_ones(&rows));
    read(ActivityDocument { rows, more, not_understood: filter.not_understood, unread }, topics)
}

/// What steps do tells only of their operations, which show it where they are still open.
pub(crate) fn open_ones<'r>(rows: impl IntoIterator<Item = &'r ActivityRow>) -> Vec<Topic> {
    let open = rows.into_iter().filter(|row| row.row.verdict.is_none());
    open.map(|row| Topic::Operation { operation: row.row.operation.clone() }).collect()
}

/// One more than `limit` rows of a project that fit.
async fn matching(
    session: &Session,
    project: &Project,
    filter: &Filter,
    runs: bool,
    limit: usize,
) -> Result<Vec<OperationRow>, Problem> {
    let all = !runs && filter.is_empty();
    let looked_at = if all { u32::try_from(limit + 1).unwrap_or(LOOKED_THROUGH) } else { LOOKED_THROUGH };
    let rows = project.ledger.operations(project.name(), Wanted::newest(looked_at)).await?;
    let known = known(session, project, filter, &rows).await?;
    let fits = |row: &OperationRow| {
        let open = known.open.get(&row.operation.id).copied().unwrap_or_default();
        let release = known.made.get(&row.operation.id);
        let asked = Asked { project: project.name(), row, open, release };
        (!runs || row.operation.kind == Kind::Run) && filter.fits(&asked)
    };
    Ok(rows.into_iter().filter(fits).take(limit + 1).collect())
}

/// What a filter asks of rows that does not stand in them.
#[derive(Default)]
struct Known {
    made: HashMap<OperationId, Made>,
    open: HashMap<OperationId, OpenNow>,
}

async fn known(
    session: &Session,
    project: &Project,
    filter: &Filter,
    rows: &[OperationRow],
) -> Result<Known, Problem> {
    let mut known = Known::default();
    if filter.asks_of_releases() {
        let releases = project.ledger.releases(project.name(), LOOKED_THROUGH).await?;
        let releases = releases.into_iter().map(|release| (release.number, release)).collect();
        known.made = made(session, project, rows, &releases).await?;
    }
    if filter.asks_of_states() {
        known.open = open_now(project, rows).await?;
    }
    Ok(known)
}

/// How the open ones among rows stand.
async fn open_now(
    project: &Project,
    rows: &[OperationRow],
) -> Result<HashMap<OperationId, OpenNow>, Problem> {
    if rows.iter().all(|row| row.verdict.is_some()) {
        return Ok(HashMap::new());
    }
    let one = |open: Open| {
        let Open { row, busy, waits, asks, ready, .. } = open;
        (row.operation.id, OpenNow { busy, waits, asks: asks && !ready, ready })
    };
    Ok(project.open_operations(None).await?.into_iter().map(one).collect())
}

/// Rows of several projects with what people want to know of each, in the same order.
async fn told(
    session: &Session,
    found: Vec<(Arc<Project>, OperationRow)>,
) -> Result<Vec<ActivityRow>, Problem> {
    let mut by_project: BTreeMap<String, (Arc<Project>, Vec<OperationRow>)> = BTreeMap::new();
    let order: Vec<String> = found.iter().map(|(_, row)| row.operation.id.to_string()).collect();
    for (project, row) in found {
        by_project.entry(project.name().to_owned()).or_insert_with(|| (project, Vec::new())).1.push(row);
    }
    let mut rows: HashMap<String, ActivityRow> = HashMap::new();
    for (project, of_project) in by_project.into_values() {
        let told = rows_of(session, &project, &of_project).await?;
        rows.extend(told.into_iter().map(|row| (row.row.operation.clone(), row)));
    }
    Ok(order.iter().filter_map(|id| rows.remove(id)).collect())
}

/// Rows of one project.
pub(crate) async fn rows_of(
    session: &Session,
    project: &Project,
    rows: &[OperationRow],
) -> Result<Vec<ActivityRow>, Problem> {
    let open = open_now(project, rows).await?;
    described(session, project, rows, &open).await
}

/// One row, and how it stands while it is open.
pub(crate) async fn row_of(
    session: &Session,
    project: &Project,
    row: &OperationRow,
) -> Result<(ActivityRow, OpenNow), Problem> {
    let rows = std::slice::from_ref(row);
    let open = open_now(project, rows).await?;
    let now = open.get(&row.operation.id).copied().unwrap_or_default();
    let told = described(session, project, rows, &open).await?.pop();
    let told = told.ok_or_else(|| Problem::new(Code::Internal, "an operation has no row"))?;
    Ok((told, now))
}

async fn described(
    session: &Session,
    project: &Project,
    rows: &[OperationRow],
    open: &HashMap<OperationId, OpenNow>,
) -> Result<Vec<ActivityRow>, Problem> {
    let releases = releases_of(project, rows).await?;
    let mut moved = project.moved(rows).await?;
    let mut made = made(session, project, rows, &releases).await?;
    let mut codes = codes::codes(session, project, rows).await?;
    let commits: BTreeSet<String> = made.values().map(|made| made.commit.sha.clone()).collect();
    let commits: Vec<String> = commits.into_iter().collect();
    // A commit that is not here has no subject; git may be away altogether.
    let described = project.source.describe(&commits).await.unwrap_or_default();
    let now = project.clock.now();
    let one = |row: &OperationRow| {
        let open = open.get(&row.operation.id).copied();
        if let Some(open) = open {
            session.inner.executed.told(row.operation.id, project.name(), open.busy);
        }
        let moved = moved.remove(&row.operation.id).unwrap_or_default();
        let made = made.remove(&row.operation.id);
        let code = codes.remove(&row.operation.id);
        let told = document(row, made, &described, moved, open.unwrap_or_default(), now);
        ActivityRow { problem_code: code, ..told }
    };
    Ok(rows.iter().map(one).collect())
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

/// A row of which nobody has looked up yet by which code it says why it did not succeed.
fn document(
    row: &OperationRow,
    made: Option<Made>,
    described: &BTreeMap<String, LogCommit>,
    moved: Moved,
    open: OpenNow,
    now: Timestamp,
) -> ActivityRow {
    let ended = row.ended_at.unwrap_or(now);
    let mut before = moved.found;
    if let Some(made) = made.as_ref().filter(|made| !made.whole) {
        before.retain(|service, _| made.versions.contains_key(service));
    }
    let (commit, versions) = made.map(|made| (made.commit, made.versions)).unzip();
    let subject = commit.as_ref().and_then(|commit| Some(described.get(&commit.sha)?.subject.clone()));
    ActivityRow {
        project: row.operation.project.clone(),
        row: HistoryRow::from(row),
        problem_code: None,
        number: row.release.filter(|_| row.operation.kind == Kind::Run),
        before,
        versions: moved.brought.or(versions).unwrap_or_default(),
        subject,
        branch: commit.as_ref().and_then(|commit| commit.branch.clone()),
        commit: commit.map(|commit| commit.sha),
        busy: open.busy,
        waits: open.waits,
        millis: u64::try_from(ended.duration_since(row.started_at).as_millis()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_domain::deployment::Deployment;
    use slipway_domain::digest::Digest;
    use slipway_domain::operation::Verdict;
    use slipway_domain::release::Commit;

    use super::*;
    use crate::settings::Repository;

    #[tokio::test]
    async fn a_project_that_cannot_be_read_is_told_and_asked_for_again_once_its_files_change() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let (project, gone) = ("recipes".to_owned(), folder.path().join("gone"));
        session.inner.settings.add(Repository { project: project.clone(), folder: gone }).unwrap();
        let told = activity(&session, ActivityArgs::default()).await.unwrap();
        assert!(told.value.rows.is_empty());
        let unread: Vec<&str> = told.value.unread.iter().map(|one| one.project.as_str()).collect();
        assert_eq!(unread, ["recipes"]);
        assert!(told.reads.contains(&Topic::Repository { project }));
    }

    #[test]
    fn what_failed_for_one_service_tells_nothing_of_the_others() {
        let service = |name: &str, version: &str| {
            let digest = Digest::of(name.as_bytes());
            (name.to_owned(), slipway_fixtures::service_release(name, version, digest))
        };
        let services = [service("api", "0.1.9"), service("web", "0.3.9")];
        let release = slipway_fixtures::release(9, Commit::bare("a", "t", 0), services);
        let all = slipway_fixtures::deployment("sandbox", release);
        let alone = Deployment { services: vec!["api".to_owned()], whole: Some(false), ..all.clone() };
        let row = OperationRow {
            operation: slipway_fixtures::operation(),
            started_at: Timestamp::UNIX_EPOCH,
            ended_at: Some(Timestamp::UNIX_EPOCH),
            verdict: Some(Verdict::Failed),
            release: Some(9),
            problem: None,
        };
        let pair = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let both = |api: &str, web: &str| vec![pair("api", api), pair("web", web)];
        let told = |deployment: &Deployment| {
            let moved = Moved { found: both("0.1.8", "0.3.8").into_iter().collect(), brought: None };
            let (made, described) = (Some(Made::from(deployment)), BTreeMap::new());
            let row = document(&row, made, &described, moved, OpenNow::default(), Timestamp::UNIX_EPOCH);
            [row.before, row.versions].map(|versions| versions.into_iter().collect::<Vec<_>>())
        };
        assert_eq!(told(&alone), [vec![pair("api", "0.1.8")], vec![pair("api", "0.1.9")]]);
        assert_eq!(told(&all), [both("0.1.8", "0.3.8"), both("0.1.9", "0.3.9")]);
    }
}
