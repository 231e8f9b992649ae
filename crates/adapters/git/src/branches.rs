//! The local branches.

use slipway_domain::problem::{Code, Problem};

use crate::names::shown;
use crate::program::Git;

/// A local branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its name, such as `feature/search`.
    pub name: String,
    /// The full name of its newest commit.
    pub sha: String,
    /// Committer time of that commit in Unix seconds.
    pub time: i64,
    /// Whether it is checked out here.
    pub current: bool,
    /// The remote branch that it follows.
    pub upstream: Option<Upstream>,
}

/// The remote branch that a local one follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// Its name, such as `origin/main`.
    pub name: String,
    /// How many commits only the local branch has, and how many only this one; `None` when it is gone.
    pub ahead_behind: Option<(u64, u64)>,
}

const FORMAT: &str = "--format=%(refname:strip=2)%00%(objectname)%00%(committerdate:unix)%00%(HEAD)%00\
                      %(upstream:short)%00%(upstream:track,nobracket)";

/// Every local branch, newest commit first.
pub(crate) async fn list(git: &Git) -> Result<Vec<Branch>, Problem> {
    let listed = git.run(&["for-each-ref", "--sort=-committerdate", FORMAT, "refs/heads"]).await?;
    let listed = String::from_utf8_lossy(&listed);
    let unread = |line: &str| Problem::new(Code::SourceFailed, format!("git listed `{}`", shown(line)));
    listed.lines().map(|line| branch(line).ok_or_else(|| unread(line))).collect()
}

fn branch(line: &str) -> Option<Branch> {
    let fields: Vec<_> = line.split('\0').collect();
    let [name, sha, time, head, upstream, track] = fields[..] else { return None };
    let upstream = Upstream { name: upstream.to_owned(), ahead_behind: counts(track) };
    Some(Branch {
        name: name.to_owned(),
        sha: sha.to_owned(),
        time: time.parse().ok()?,
        current: head == "*",
        upstream: (!upstream.name.is_empty()).then_some(upstream),
    })
}

/// Reads `ahead 1, behind 2`, either alone, nothing (level) or `gone`.
fn counts(track: &str) -> Option<(u64, u64)> {
    if track == "gone" {
        return None;
    }
    let of = |word: &str| {
        let part = track.split(", ").find_map(|part| part.strip_prefix(word));
        part.and_then(|count| count.trim().parse().ok()).unwrap_or(0)
    };
    Some((of("ahead"), of("behind")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_apart_is_read_from_gits_words() {
        assert_eq!(counts(""), Some((0, 0)));
        assert_eq!(counts("ahead 3"), Some((3, 0)));
        assert_eq!(counts("behind 12"), Some((0, 12)));
        assert_eq!(counts("ahead 1, behind 2"), Some((1, 2)));
        assert_eq!(counts("gone"), None);
    }
}
