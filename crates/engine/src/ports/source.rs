//! The repository: commits, trees, branches.

use std::collections::BTreeMap;

use async_trait::async_trait;
use bytes::Bytes;
use slipway_domain::problem::Problem;
use slipway_domain::release::Commit;
use slipway_domain::source_limits::{LFS_POINTER_LIMIT, LFS_POINTER_SHORTEST};

/// What kind of thing a path is in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A file.
    File,
    /// A file that may be executed.
    Executable,
    /// A symbolic link; its content is where it points to.
    Symlink,
    /// Another repository at a commit.
    Submodule,
}

/// A path in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeFile {
    /// Relative to the repository's root, with `/`.
    pub path: String,
    /// The object name of its content.
    pub object: String,
    /// Its kind.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: u64,
}

impl TreeFile {
    /// Whether it has the size of a Git LFS pointer; only reading it tells.
    pub fn may_be_lfs_pointer(&self) -> bool {
        let size = LFS_POINTER_SHORTEST..LFS_POINTER_LIMIT;
        matches!(self.kind, FileKind::File | FileKind::Executable) && size.contains(&self.size)
    }
}

/// A file's content at a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAt {
    /// The content.
    pub bytes: Bytes,
    /// Whether it may be executed.
    pub executable: bool,
}

/// A commit as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogCommit {
    /// The full object name.
    pub sha: String,
    /// The first line of its message.
    pub subject: String,
    /// Its author as git writes people, `Ann <ann@example.com>`, the form that actors have.
    pub author: String,
    /// Committer time in Unix seconds.
    pub time: i64,
}

/// A git repository. Never changes the working tree or the index.
#[async_trait]
pub trait Source: Send + Sync {
    /// The working tree's root.
    fn root(&self) -> &str;

    /// A commit by branch, tag or (short) name; the checked-out one for `HEAD`.
    async fn commit(&self, revision: &str) -> Result<Commit, Problem>;

    /// The working tree as it is, with its changes, as a commit marked dirty (its own commit's if nothing changed).
    async fn working_tree(&self) -> Result<Commit, Problem>;

    /// Every file of a tree, sorted by path.
    async fn files(&self, tree: &str) -> Result<Vec<TreeFile>, Problem>;

    /// One file of a tree by its [normal](slipway_domain::tree_path::normal) path, `None` when there is none.
    async fn file(&self, tree: &str, path: &str) -> Result<Option<FileAt>, Problem>;

    /// The content of objects, in the order asked for, one at a time through one process.
    async fn open(&self) -> Result<Box<dyn Objects>, Problem>;

    /// The commits that are in `to` and not in `from`, newest first, at most `limit`.
    async fn between(&self, from: &str, to: &str, limit: u32) -> Result<Vec<LogCommit>, Problem>;

    /// How many commits `from` and `to` each have that the other has not: (only in `from`, only in `to`).
    async fn ahead_behind(&self, from: &str, to: &str) -> Result<(u64, u64), Problem>;

    /// Subjects of commits, by full name; unknown ones are left out.
    async fn describe(&self, commits: &[String]) -> Result<BTreeMap<String, LogCommit>, Problem>;

    /// Who works here, `Ann <ann@example.com>`, as it would stand in a commit made now. `PersonUnknown` when git does
    /// not know.
    async fn person(&self) -> Result<String, Problem>;

    /// Where the remote that people push to is, if there is one.
    async fn remote(&self) -> Result<Option<String>, Problem>;
}

/// Reads objects of a repository one after the other.
#[async_trait]
pub trait Objects: Send {
    /// The content of an object, handed to `chunk` piece by piece.
    async fn read(&mut self, object: &str, chunk: &mut (dyn FnMut(Bytes) + Send)) -> Result<(), Problem>;
}
