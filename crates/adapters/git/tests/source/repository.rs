//! A repository to try things on.

use std::path::{Path, PathBuf};
use std::process::Command;

use slipway_git::GitSource;
use tempfile::TempDir;

/// A repository that goes away with the value. Every commit is a minute younger than the one before.
pub struct Repository {
    folder: TempDir,
    minutes: std::cell::Cell<i64>,
}

/// Committer time of the first commit.
pub const START: i64 = 1_700_000_000;

impl Repository {
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// With options for `git init`.
    pub fn with(options: &[&str]) -> Self {
        let repository = Self { folder: TempDir::new().unwrap(), minutes: 0.into() };
        std::fs::create_dir(repository.path()).unwrap();
        repository.git(&[&["init", "--quiet", "--initial-branch=main"], options].concat());
        repository.git(&["config", "user.name", "Ann"]);
        repository.git(&["config", "user.email", "ann@example.com"]);
        repository
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("clone")
    }

    /// A place beside the repository.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub fn git(&self, args: &[&str]) -> String {
        git_in(&self.path(), START + 60 * self.minutes.get(), args)
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Commits everything and returns the commit's name.
    pub fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
        self.minutes.set(self.minutes.get() + 1);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Writes one file and commits.
    pub fn change(&self, path: &str, content: &str) -> String {
        self.write(path, content);
        self.commit(&format!("Change {path}"))
    }

    /// A bare repository as `origin`, with every branch pushed.
    pub fn publish(&self) -> PathBuf {
        let origin = self.beside("origin.git");
        self.git(&["init", "--quiet", "--bare", "--initial-branch=main", origin.to_str().unwrap()]);
        self.git(&["remote", "add", "origin", origin.to_str().unwrap()]);
        self.git(&["push", "--quiet", "--all", "--set-upstream", "origin"]);
        origin
    }

    pub async fn open(&self) -> GitSource {
        GitSource::open(&self.path()).await.unwrap()
    }
}

/// Runs git and returns what it wrote; the test fails with git's words otherwise.
pub fn git_in(directory: &Path, time: i64, args: &[&str]) -> String {
    let date = format!("{time} +0000");
    let output = Command::new("git")
        .current_dir(directory)
        .args(["-c", "commit.gpgSign=false", "-c", "protocol.file.allow=always"])
        .args(args)
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}
