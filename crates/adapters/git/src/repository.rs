//! A repository, and the port it implements.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Commit;
use slipway_engine::ports::{FileAt, LogCommit, Objects, Source, TreeFile};

use crate::branches::{self, Branch};
use crate::listed::Listed;
use crate::objects::Batch;
use crate::program::{Answer, Git, line};
use crate::remote_logins::RemoteLogins;
use crate::{changed, commit, history, person, remote, remote_logins, tree, working_tree};

/// A git repository with a working tree.
#[derive(Debug, Clone)]
pub struct GitSource {
    git: Git,
    root: String,
    listed: Listed,
}

impl GitSource {
    /// The repository that `dir` lies in.
    ///
    /// # Errors
    /// `NotARepository` outside of one (or in a bare one), `ProgramMissing` without git.
    pub async fn open(dir: &Path) -> Result<Self, Problem> {
        let answer = Git::new(dir).ask(&["rev-parse", "--show-toplevel"]).await?;
        if !answer.ok {
            return Err(no_repository(dir, &answer));
        }
        let root = line(answer.stdout)?;
        Ok(Self { git: Git::new(&PathBuf::from(&root)), root, listed: Listed::default() })
    }

    /// From now on git gets in with these at remotes that it goes to by itself, as in a partial clone. The first that are
    /// given stay.
    pub fn reach_remotes_with(&self, logins: Arc<dyn RemoteLogins>) {
        self.git.remotes().reach_with(logins);
    }

    /// The local branches with what they follow, newest commit first.
    ///
    /// # Errors
    /// `SourceFailed` when the repository cannot be read.
    pub async fn branches(&self) -> Result<Vec<Branch>, Problem> {
        branches::list(&self.git).await
    }

    /// The servers, `HOST[:PORT]`, that git gets objects from over HTTPS when somebody reads them; none but in a partial
    /// clone.
    ///
    /// # Errors
    /// `SourceFailed` when the repository cannot be read.
    pub async fn token_hosts(&self) -> Result<Vec<String>, Problem> {
        remote_logins::hosts(&self.git).await
    }

    /// The files of the working tree, each with its path from the root: those that git knows, and those that it does
    /// not know and does not ignore. A file that was deleted and is still known is named, too. Writes nothing.
    ///
    /// # Errors
    /// `SourceFailed` when the repository cannot be read.
    pub async fn paths(&self) -> Result<BTreeSet<String>, Problem> {
        working_tree::paths(&self.git).await
    }

    /// How many files differ from the checked-out commit; untracked ones count, ignored ones do not.
    ///
    /// # Errors
    /// `SourceFailed` when the repository cannot be read.
    pub async fn changed_files(&self) -> Result<u64, Problem> {
        changed::count(&self.git).await
    }

    /// Whether a file that lies in the working tree is committed as it lies there; an ignored one is not.
    ///
    /// # Errors
    /// `SourceFailed` when the repository cannot be read.
    pub async fn is_committed(&self, path: &str) -> Result<bool, Problem> {
        changed::is_committed(&self.git, path).await
    }

    /// Commits one file as it lies in the working tree, and nothing else that may be staged. Never pushes. Returns
    /// the commit.
    ///
    /// # Errors
    /// `SourceFailed` when git refuses, for instance because a hook does.
    pub async fn commit_file(&self, path: &str, message: &str) -> Result<String, Problem> {
        changed::commit(&self.git, path, message).await
    }
}

fn no_repository(dir: &Path, answer: &Answer) -> Problem {
    // Where `.` is meant, people have to be told which folder that is.
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let dir = absolute.display();
    if answer.says("dubious ownership") {
        return Problem::new(
            Code::NotARepository,
            format!("git does not trust {dir}, because someone else owns it"),
        )
        .hint("if you trust it: `git config --global --add safe.directory DIRECTORY` with its path");
    }
    if answer.says("must be run in a work tree") {
        return Problem::new(
            Code::NotARepository,
            format!("{dir} is a bare repository, without a working tree"),
        )
        .hint("run Slipway in a clone of it");
    }
    if answer.says("not a git repository") {
        return Problem::new(Code::NotARepository, format!("{dir} is not inside a git repository"));
    }
    Problem::new(Code::NotARepository, format!("git cannot open a repository at {dir}: {}", answer.reason()))
}

#[async_trait]
impl Source for GitSource {
    fn root(&self) -> &str {
        &self.root
    }

    async fn commit(&self, revision: &str) -> Result<Commit, Problem> {
        commit::read(&self.git, revision).await
    }

    async fn working_tree(&self) -> Result<Commit, Problem> {
        working_tree::read(&self.git, Path::new(&self.root)).await
    }

    async fn files(&self, tree: &str) -> Result<Vec<TreeFile>, Problem> {
        self.listed.of(tree, tree::files(&self.git, tree)).await
    }

    async fn file(&self, tree: &str, path: &str) -> Result<Option<FileAt>, Problem> {
        tree::file(&self.git, tree, path).await
    }

    async fn open(&self) -> Result<Box<dyn Objects>, Problem> {
        Ok(Box::new(Batch::start(&self.git).await?))
    }

    async fn between(&self, from: &str, to: &str, limit: u32) -> Result<Vec<LogCommit>, Problem> {
        history::between(&self.git, from, to, limit).await
    }

    async fn ahead_behind(&self, from: &str, to: &str) -> Result<(u64, u64), Problem> {
        history::ahead_behind(&self.git, from, to).await
    }

    async fn describe(&self, commits: &[String]) -> Result<BTreeMap<String, LogCommit>, Problem> {
        history::describe(&self.git, commits).await
    }

    async fn person(&self) -> Result<String, Problem> {
        person::read(&self.git).await
    }

    async fn remote(&self) -> Result<Option<String>, Problem> {
        remote::address(&self.git).await
    }
}
