//! A repository as people look at it: its branches, what is changed in it, and its first `slipway.yml`.

use std::path::{Path, PathBuf};

use slipway_domain::problem::Problem;
use slipway_engine::ports::Source;
use slipway_engine::project::CONFIGURATION;
use slipway_git::GitSource;
pub use slipway_git::{Branch, Upstream};

const SUBJECT: &str = "Add slipway.yml";

/// A repository.
pub struct Repository(GitSource);

impl Repository {
    /// The repository around a folder.
    pub async fn open(folder: &Path) -> Result<Self, Problem> {
        GitSource::open(folder).await.map(Self)
    }

    /// Its working tree's root.
    pub fn root(&self) -> PathBuf {
        PathBuf::from(self.0.root())
    }

    /// Where people push to.
    pub async fn remote(&self) -> Result<Option<String>, Problem> {
        self.0.remote().await
    }

    /// The servers that git gets objects from by itself, as in a partial clone: there it is let in with a git token.
    pub async fn token_hosts(&self) -> Result<Vec<String>, Problem> {
        self.0.token_hosts().await
    }

    /// Its local branches, the newest commit first.
    pub async fn branches(&self) -> Result<Vec<Branch>, Problem> {
        self.0.branches().await
    }

    /// How many files are changed and not committed.
    pub async fn changed_files(&self) -> Result<u64, Problem> {
        self.0.changed_files().await
    }

    /// The `slipway.yml` that lies there, if one does.
    pub fn configuration(&self) -> Option<String> {
        std::fs::read_to_string(self.root().join(CONFIGURATION)).ok()
    }

    /// Whether the `slipway.yml` that lies there is committed like that.
    pub async fn is_configuration_committed(&self) -> Result<bool, Problem> {
        self.0.is_committed(CONFIGURATION).await
    }

    /// Who would commit here now.
    pub async fn person(&self) -> Result<String, Problem> {
        self.0.person().await
    }

    /// The message of the commit that adds `slipway.yml`.
    pub fn subject(&self) -> &'static str {
        SUBJECT
    }

    /// Commits the `slipway.yml` that lies there, alone. Never pushes. Returns the commit.
    pub async fn commit_configuration(&self) -> Result<String, Problem> {
        self.0.commit_file(CONFIGURATION, SUBJECT).await
    }
}
