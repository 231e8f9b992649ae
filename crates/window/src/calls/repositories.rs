//! Repositories: branches against what runs.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use slipway_api::error::ErrorDocument;
use slipway_api::window::activity::ActivityRow;
use slipway_api::window::call::Nothing;
use slipway_api::window::repositories::{
    Against, BranchDocument, RepositoriesDocument, RepositoryDocument, RunningCommit,
};
use slipway_api::window::topic::Topic;
use slipway_app::repository::{Branch, Repository};
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Filter, LogCommit, OperationRow};
use slipway_engine::project::Project;

use super::activity::{made, rows_of};
use crate::answer::{Answered, read};
use crate::session::Session;

/// How many branches are told.
const BRANCHES: usize = 100;
/// How many of them are compared with what runs; each comparison asks git once in the life of the program.
const COMPARED: usize = 30;
/// How many runs are looked through for the last one of a branch.
const RUNS: u32 = 500;

/// All repositories.
pub(crate) async fn repositories(session: &Session, _: Nothing) -> Answered<RepositoriesDocument> {
    let (mut repositories, mut topics) = (Vec::new(), vec![Topic::Projects]);
    for (known, project) in session.all_projects().await {
        let name = known.project;
        topics.push(Topic::Repository { project: name.clone() });
        topics.push(Topic::Ledger { project: name.clone() });
        let told = match &project {
            Ok(project) => document(session, project, &known.folder).await,
            Err(problem) => Err(problem.clone()),
        };
        repositories.push(told.unwrap_or_else(|problem| unreadable(name, &known.folder, &problem)));
    }
    read(RepositoriesDocument { repositories }, topics)
}

fn unreadable(project: String, folder: &Path, problem: &Problem) -> RepositoryDocument {
    RepositoryDocument {
        project,
        folder: folder.display().to_string(),
        remote: None,
        branch: None,
        dirty: 0,
        running: Vec::new(),
        branches: Vec::new(),
        more: 0,
        problem: Some(ErrorDocument::from(problem).error),
    }
}

async fn document(
    session: &Session,
    project: &Project,
    folder: &Path,
) -> Result<RepositoryDocument, Problem> {
    let repository = Repository::open(folder).await?;
    let (branches, dirty, remote) =
        futures::try_join!(repository.branches(), repository.changed_files(), repository.remote())?;
    let mut running = Vec::new();
    for environment in project.policy.environments.keys() {
        let commit = project.runs(environment).await?.map(|release| release.commit.sha);
        running.push(RunningCommit { environment: environment.clone(), commit });
    }
    let runs = last_runs(session, project).await?;
    let newest: Vec<String> = branches.iter().take(BRANCHES).map(|branch| branch.sha.clone()).collect();
    let described = project.source.describe(&newest).await?;
    let mut told = Vec::new();
    for (index, branch) in branches.iter().take(BRANCHES).enumerate() {
        let against = match index < COMPARED {
            true => against(session, project, branch, &running).await,
            false => Vec::new(),
        };
        told.push(of_branch(project, branch, described.get(&branch.sha), against, &runs));
    }
    Ok(RepositoryDocument {
        project: project.name().to_owned(),
        folder: folder.display().to_string(),
        remote,
        branch: branches.iter().find(|branch| branch.current).map(|branch| branch.name.clone()),
        dirty,
        running,
        more: branches.len().saturating_sub(BRANCHES) as u64,
        branches: told,
        problem: None,
    })
}

async fn against(
    session: &Session,
    project: &Project,
    branch: &Branch,
    running: &[RunningCommit],
) -> Vec<Against> {
    let one = async |one: &RunningCommit| {
        let counted = match &one.commit {
            Some(commit) => distance(session, project, &branch.sha, commit).await,
            None => None,
        };
        let (ahead, behind) = counted.unzip();
        Against { environment: one.environment.clone(), ahead, behind }
    };
    futures::future::join_all(running.iter().map(one)).await
}

/// By how many commits a commit is ahead of another, and behind it; `None` where one of them is not here, which may
/// come. Between two commits that are here it stays as it is.
async fn distance(session: &Session, project: &Project, from: &str, to: &str) -> Option<(u64, u64)> {
    let key = (from.to_owned(), to.to_owned());
    if let Some(known) = session.inner.distances.of(&key) {
        return Some(known);
    }
    let counted = project.source.ahead_behind(from, to).await.ok()?;
    session.inner.distances.keep(key, counted);
    Some(counted)
}

fn of_branch(
    project: &Project,
    branch: &Branch,
    described: Option<&LogCommit>,
    against: Vec<Against>,
    runs: &BTreeMap<String, ActivityRow>,
) -> BranchDocument {
    let environments = project.policy.environments.iter();
    let takes: Vec<String> = environments
        .filter(|(_, environment)| environment.branch.contains(&branch.name))
        .map(|(name, _)| name.clone())
        .collect();
    BranchDocument {
        name: branch.name.clone(),
        commit: branch.sha.clone(),
        subject: described.map(|commit| commit.subject.clone()).unwrap_or_default(),
        author: described.map(|commit| commit.author.clone()).unwrap_or_default(),
        time: Timestamp::from_second(branch.time).map(|at| at.to_string()).unwrap_or_default(),
        checked_out: branch.current,
        stray: stray(&takes, &against),
        takes,
        against,
        last_run: runs.get(&branch.name).cloned(),
    }
}

/// The first environment that takes the branch and runs what is not on it.
fn stray(takes: &[String], against: &[Against]) -> Option<String> {
    let is_stray =
        |one: &&Against| takes.contains(&one.environment) && one.behind.is_some_and(|count| count > 0);
    against.iter().find(is_stray).map(|one| one.environment.clone())
}

/// The newest run of each branch, whatever came of it.
async fn last_runs(session: &Session, project: &Project) -> Result<BTreeMap<String, ActivityRow>, Problem> {
    let rows = project.ledger.operations(project.name(), Filter::newest(RUNS)).await?;
    let runs: Vec<OperationRow> = rows.into_iter().filter(|row| row.operation.kind == Kind::Run).collect();
    let releases = project.ledger.releases(project.name(), RUNS).await?;
    let releases = releases.into_iter().map(|release| (release.number, release)).collect();
    let made = made(session, project, &runs, &releases).await?;
    let mut newest: Vec<(String, OperationRow)> = Vec::new();
    for run in runs {
        let branch = made.get(&run.operation.id).and_then(|made| made.commit.branch.clone());
        if let Some(branch) = branch.filter(|branch| newest.iter().all(|(known, _)| known != branch)) {
            newest.push((branch, run));
        }
    }
    let (names, runs): (Vec<String>, Vec<OperationRow>) = newest.into_iter().unzip();
    let told = rows_of(session, project, &runs).await?;
    Ok(names.into_iter().zip(told).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_environment_that_takes_a_branch_strays_from_it() {
        let against = |environment: &str, behind| Against {
            environment: environment.to_owned(),
            ahead: Some(3),
            behind,
        };
        let all = [against("sandbox", Some(0)), against("staging", Some(2)), against("production", None)];
        let of = |takes: &[&str]| {
            let takes: Vec<String> = takes.iter().map(|name| (*name).to_owned()).collect();
            stray(&takes, &all)
        };
        assert_eq!(of(&["sandbox", "staging"]).as_deref(), Some("staging"));
        assert_eq!(of(&["sandbox"]), None, "what runs there is on it");
        assert_eq!(of(&["production"]), None, "nobody can tell");
        assert_eq!(of(&[]), None, "nothing takes it");
    }
}
