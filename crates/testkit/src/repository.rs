//! Git repositories whose commits come out the same every time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::command::{Finished, finish};
use crate::error::{Doing, Result};

/// A working copy with an identity and a clock of its own.
#[derive(Debug)]
pub struct Repository {
    folder: PathBuf,
    /// Minutes since the first commit; each commit is one minute later.
    clock: AtomicU64,
}

/// 2026-01-05 09:00:00 UTC.
const FIRST_COMMIT: u64 = 1_767_603_600;

impl Repository {
    /// Makes an empty repository in `folder`, on branch `develop`.
    pub fn create(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).doing(|| format!("creating {}", folder.display()))?;
        let repository = Self { folder: folder.to_owned(), clock: AtomicU64::new(0) };
        repository.git(&["init", "--quiet", "--initial-branch=develop"])?;
        for (name, value) in [
            ("user.name", "Ada Example"),
            ("user.email", "ada@example.com"),
            ("commit.gpgsign", "false"),
            ("core.autocrlf", "false"),
        ] {
            repository.git(&["config", name, value])?;
        }
        Ok(repository)
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, path: &str, content: &str) -> Result<()> {
        let file = self.folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).doing(|| format!("creating {}", parent.display()))?;
        }
        fs::write(&file, content).doing(|| format!("writing {}", file.display()))
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> Result<String> {
        fs::read_to_string(self.folder.join(path)).doing(|| format!("reading {path}"))
    }

    /// Replaces `from`, which must be there, in a file.
    pub fn replace(&self, path: &str, from: &str, to: &str) -> Result<()> {
        let text = self.read(path)?;
        if !text.contains(from) {
            return Err(crate::TestkitError::new(format!("{path} does not hold {from:?}")));
        }
        self.write(path, &text.replace(from, to))
    }

    /// Commits everything; answers with the commit's full id.
    pub fn commit(&self, message: &str) -> Result<String> {
        self.git(&["add", "--all"])?;
        let time = FIRST_COMMIT + 60 * self.clock.fetch_add(1, Ordering::Relaxed);
        let mut command = self.command(&["commit", "--quiet", "--allow-empty", "-m", message]);
        let date = format!("{time} +0000");
        command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        finish(command, Duration::from_secs(30))?.success()?;
        self.git(&["rev-parse", "HEAD"])
    }

    /// The trimmed output of `git WORDS`.
    pub fn git(&self, words: &[&str]) -> Result<String> {
        let finished: Finished = finish(self.command(words), Duration::from_secs(30))?.success()?;
        Ok(finished.stdout.trim().to_owned())
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new("git");
        // The folder may belong to the laptop's user while the test is root.
        command.args(["-c", "safe.directory=*", "-C"]).arg(&self.folder).args(words);
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        command
    }
}
