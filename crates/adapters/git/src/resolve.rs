//! From what a person wrote to one commit.

use slipway_domain::problem::{Code, Problem};

use crate::names::{revision, shown};
use crate::program::{Git, line};

/// That a name stands for several things is a warning, which people may have turned off.
const WARNING: &str = "core.warnAmbiguousRefs=true";

/// A commit that was found.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// Its full name.
    pub sha: String,
    /// The revision that git found it by: what was asked for, or the remote's branch of that name.
    pub revision: String,
}

/// The commit of a revision. A branch that only one remote has is found by its bare name.
pub(crate) async fn resolve(git: &Git, asked: &str) -> Result<Resolved, Problem> {
    let asked = revision(asked)?;
    let peeled = format!("{asked}^{{commit}}");
    let args = ["-c", WARNING, "rev-parse", "--verify", "--end-of-options", &peeled];
    let answer = git.ask(&args).await?;
    if answer.says("is ambiguous") {
        not_both(git, asked).await?;
    }
    if answer.ok {
        return Ok(Resolved { sha: line(answer.stdout)?, revision: asked.to_owned() });
    }
    if answer.says("is ambiguous") {
        let message = format!("`{}` is short for more than one object", shown(asked));
        return Err(Problem::new(Code::CommitNotFound, message).hint("write more of its digits"));
    }
    if answer.says("expected commit type") {
        let message = format!("`{}` is in the repository, but is no commit", shown(asked));
        return Err(
            Problem::new(Code::CommitNotFound, message).hint("give a branch, a tag or a commit's name")
        );
    }
    elsewhere(git, asked).await
}

/// Refuses what names both a branch and a tag. git takes the tag, and only who asked knows which one was meant.
async fn not_both(git: &Git, asked: &str) -> Result<(), Problem> {
    let name = named(asked);
    let [branch, tag] = [format!("refs/heads/{name}"), format!("refs/tags/{name}")];
    let listed = git.run(&["for-each-ref", "--format=%(refname)", &branch, &tag]).await?;
    let listed = String::from_utf8_lossy(&listed);
    let is_there = |name: &str| listed.lines().any(|line| line == name);
    if !is_there(&branch) || !is_there(&tag) {
        return Ok(());
    }
    let message = format!("`{}` is both a branch and a tag", shown(name));
    Err(Problem::new(Code::CommitNotFound, message).hint(format!("say which: {branch} or {tag}")))
}

/// The name in a revision, without what leads on from it, as in `release~1` or `release@{yesterday}`.
fn named(asked: &str) -> &str {
    let name = asked.split(['~', '^', ':']).next().unwrap_or(asked);
    name.split_once("@{").map_or(name, |(name, _)| name)
}

/// Looks for a remote's branch of that name, and says what is near where there is none.
async fn elsewhere(git: &Git, asked: &str) -> Result<Resolved, Problem> {
    let format = "--format=%(objectname) %(refname)";
    let listed = git.run(&["for-each-ref", format, "refs/heads", "refs/tags", "refs/remotes"]).await?;
    let listed = String::from_utf8_lossy(&listed);
    let references: Vec<_> = listed.lines().filter_map(|line| line.split_once(' ')).collect();
    let of_remotes: Vec<_> = references.iter().filter(|(_, name)| is_remote_branch(name, asked)).collect();
    if let [(sha, name)] = of_remotes[..] {
        return Ok(Resolved { sha: (*sha).to_owned(), revision: (*name).to_owned() });
    }
    Err(not_found(asked, references.iter().map(|(_, name)| *name)))
}

fn is_remote_branch(reference: &str, branch: &str) -> bool {
    let ending = reference.strip_prefix("refs/remotes/").and_then(|rest| rest.strip_suffix(branch));
    ending.and_then(|remote| remote.strip_suffix('/')).is_some_and(|remote| !remote.contains('/'))
}

fn not_found<'a>(asked: &str, references: impl Iterator<Item = &'a str>) -> Problem {
    let names: Vec<_> = references.filter_map(|name| name.splitn(3, '/').nth(2)).collect();
    if matches!(asked, "HEAD" | "@") {
        let what = if names.is_empty() { "repository" } else { "checked-out branch" };
        let message = format!("the {what} has no commit yet");
        return Problem::new(Code::CommitNotFound, message).hint("commit something first");
    }
    let problem =
        Problem::new(Code::CommitNotFound, format!("`{}` is no commit, branch or tag here", shown(asked)));
    let near = near(asked, &names);
    if near.is_empty() {
        return problem;
    }
    let quoted: Vec<_> = near.iter().map(|name| format!("`{}`", shown(name))).collect();
    problem.hint(format!("did you mean {}? Otherwise `git fetch` may bring it", quoted.join(" or ")))
}

/// At most three names that are written much like the one asked for, nearest first.
fn near<'a>(asked: &str, names: &[&'a str]) -> Vec<&'a str> {
    let lower = asked.to_lowercase();
    let mut scored: Vec<_> = names
        .iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(&lower, &name.to_lowercase()), *name))
        .filter(|(score, name)| *score >= 0.6 || name.to_lowercase().ends_with(&format!("/{lower}")))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by_key(|(_, name)| *name);
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_few_and_the_nearest_stands_first() {
        let names = ["develop", "development", "master", "release/develop", "v1.0"];
        assert_eq!(near("developp", &names), ["develop", "development"]);
        assert_eq!(near("devlop", &names), ["develop"]);
        assert_eq!(near("Develop", &names), ["develop", "development", "release/develop"]);
        assert!(near("zzz", &names).is_empty());
    }

    #[test]
    fn a_remote_branch_is_one_remote_and_the_whole_name() {
        assert!(is_remote_branch("refs/remotes/origin/feature/x", "feature/x"));
        assert!(!is_remote_branch("refs/remotes/origin/feature/x", "x"));
        assert!(!is_remote_branch("refs/heads/x", "x"));
    }
}
