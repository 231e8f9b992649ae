//! Which files are changed and not committed, and committing one of them.

use slipway_domain::problem::{Code, Problem};

use crate::program::{Git, line};

/// How many files differ from the checked-out commit; untracked ones count, ignored ones do not.
pub(crate) async fn count(git: &Git) -> Result<u64, Problem> {
    let status = git.run(&["status", "--porcelain=v1", "-z", "--no-renames"]).await?;
    Ok(status.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()).count() as u64)
}

/// Whether a file that is there is committed as it lies there.
pub(crate) async fn is_committed(git: &Git, path: &str) -> Result<bool, Problem> {
    let differs = git.run(&["status", "--porcelain=v1", "--ignored", "-z", "--", path]).await?;
    Ok(differs.is_empty())
}

/// Commits one file as it lies in the working tree, and nothing else that may be staged. Returns the commit.
pub(crate) async fn commit(git: &Git, path: &str, message: &str) -> Result<String, Problem> {
    // A new file has to be known to git before it can be named.
    git.run(&["add", "--intent-to-add", "--", path]).await?;
    // Hooks are not let in anywhere by what Slipway knows.
    let answer = git.ask_alone(&["commit", "--only", "--message", message, "--", path]).await?;
    if !answer.ok {
        let told = format!("git did not commit {path}: {}", answer.reason());
        return Err(Problem::new(Code::SourceFailed, told)
            .hint("the file is written; commit it yourself, or mend what git says and try again"));
    }
    line(git.run(&["rev-parse", "HEAD"]).await?)
}
