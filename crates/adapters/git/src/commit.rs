//! One commit with everything a release wants to know of it.

use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Commit;
use slipway_domain::version;

use crate::program::{Git, line};
use crate::resolve::{Resolved, resolve};

/// The commit of a revision.
pub(crate) async fn read(git: &Git, revision: &str) -> Result<Commit, Problem> {
    let found = resolve(git, revision).await?;
    let sha = found.sha.as_str();
    let remotes = remotes(git);
    let ((tree, time), branch, git_tag, on_remote, remotes) = tokio::try_join!(
        tree_and_time(git, sha),
        reference(git, &found),
        git_tag(git, sha),
        on_remote_branch(git, sha),
        remotes,
    )?;
    let branch = branch.and_then(|reference| branch_name(&reference, &remotes));
    let pushed = (!remotes.is_empty()).then_some(on_remote);
    Ok(Commit { branch, git_tag, pushed, ..Commit::bare(found.sha, tree, time) })
}

/// `rev-list` and not `log` or `show`, because people's settings change what those print.
async fn tree_and_time(git: &Git, sha: &str) -> Result<(String, i64), Problem> {
    let text = line(git.run(&["rev-list", "--max-count=1", "--format=%T %ct", sha]).await?)?;
    let fields = text.lines().nth(1).and_then(|line| line.split_once(' '));
    let parsed = fields.and_then(|(tree, time)| Some((tree.to_owned(), time.parse().ok()?)));
    parsed.ok_or_else(|| Problem::new(Code::SourceFailed, format!("commit {sha} cannot be read: `{text}`")))
}

/// The reference that the revision stands for, such as `refs/heads/main`.
async fn reference(git: &Git, found: &Resolved) -> Result<Option<String>, Problem> {
    let args = ["rev-parse", "--symbolic-full-name", "--verify", "--end-of-options", &found.revision];
    let answer = git.ask(&args).await?;
    // What is no reference (a commit's name, `HEAD~1`) is answered with nothing.
    if !answer.ok {
        return Ok(None);
    }
    Ok(Some(line(answer.stdout)?).filter(|name| name.starts_with("refs/")))
}

fn branch_name(reference: &str, remotes: &[String]) -> Option<String> {
    if let Some(branch) = reference.strip_prefix("refs/heads/") {
        return Some(branch.to_owned());
    }
    let rest = reference.strip_prefix("refs/remotes/")?;
    let branch = remotes.iter().find_map(|remote| rest.strip_prefix(remote.as_str())?.strip_prefix('/'));
    branch.filter(|branch| *branch != "HEAD").map(str::to_owned)
}

async fn git_tag(git: &Git, sha: &str) -> Result<Option<String>, Problem> {
    let points_at = format!("--points-at={sha}");
    let listed = git.run(&["for-each-ref", &points_at, "--format=%(refname:strip=2)", "refs/tags"]).await?;
    let listed = String::from_utf8_lossy(&listed);
    Ok(listed.lines().max_by(|a, b| version::compare(a, b)).map(str::to_owned))
}

/// Whether a remote-tracking branch holds the commit: then nothing of it is outside of them.
async fn on_remote_branch(git: &Git, sha: &str) -> Result<bool, Problem> {
    Ok(git.run(&["rev-list", "--max-count=1", sha, "--not", "--remotes"]).await?.is_empty())
}

/// The names of the remotes.
pub(crate) async fn remotes(git: &Git) -> Result<Vec<String>, Problem> {
    let listed = git.run(&["remote"]).await?;
    Ok(String::from_utf8_lossy(&listed).lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_reference_names_the_branch_without_the_remote() {
        let remotes = ["origin".to_owned(), "team/fork".to_owned()];
        let of = |reference: &str| branch_name(reference, &remotes);
        assert_eq!(of("refs/heads/feature/x").as_deref(), Some("feature/x"));
        assert_eq!(of("refs/remotes/origin/feature/x").as_deref(), Some("feature/x"));
        assert_eq!(of("refs/remotes/team/fork/main").as_deref(), Some("main"));
        assert_eq!(of("refs/remotes/origin/HEAD"), None);
        assert_eq!(of("refs/tags/v1"), None);
    }
}
