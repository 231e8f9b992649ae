//! Repositories: branches against what runs.

use schemars::JsonSchema;
use serde::Serialize;

use super::activity::ActivityRow;
use crate::error::ErrorBody;

/// All repositories.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RepositoriesDocument {
    /// In the order in which they were added.
    pub repositories: Vec<RepositoryDocument>,
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RepositoryDocument {
    /// The project.
    pub project: String,
    /// Where it lies.
    pub folder: String,
    /// Where people push to.
    pub remote: Option<String>,
    /// The branch that is checked out; null when a commit is.
    pub branch: Option<String>,
    /// How many files are changed and not committed.
    pub dirty: u64,
    /// What runs in each environment, in promotion order.
    pub running: Vec<RunningCommit>,
    /// Its branches, the newest commit first.
    pub branches: Vec<BranchDocument>,
    /// How many branches are not shown.
    pub more: u64,
    /// Why it cannot be read.
    pub problem: Option<ErrorBody>,
}

/// What runs in an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RunningCommit {
    /// The environment.
    pub environment: String,
    /// The commit; null when nothing runs.
    pub commit: Option<String>,
}

/// A branch.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BranchDocument {
    /// Its name, with the remote's for one that is only there.
    pub name: String,
    /// Its newest commit.
    pub commit: String,
    /// The first line of that commit's message.
    pub subject: String,
    /// Its author.
    pub author: String,
    /// Its time.
    pub time: String,
    /// It is checked out.
    pub checked_out: bool,
    /// The environments that take it.
    pub takes: Vec<String>,
    /// Against what runs, per environment in promotion order.
    pub against: Vec<Against>,
    /// The environment that takes it and runs what is not on it, which a person should look at.
    pub stray: Option<String>,
    /// The last run for it.
    pub last_run: Option<ActivityRow>,
}

/// A branch against what runs in an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Against {
    /// The environment.
    pub environment: String,
    /// Commits that the branch has and what runs has not; null when that commit is not here.
    pub ahead: Option<u64>,
    /// Commits that what runs has and the branch has not.
    pub behind: Option<u64>,
}
