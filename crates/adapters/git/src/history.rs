//! Commits as lists show them.

use std::collections::BTreeMap;
use std::fmt::Write;

use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::LogCommit;

use crate::names::is_object;
use crate::program::{Git, line};
use crate::resolve::resolve;

/// Four lines for a commit: `commit NAME`, which git writes itself, and these.
const FORMAT: &str = "--format=%s%n%an <%ae>%n%ct";

/// What is in `to` and not in `from`, newest first.
pub(crate) async fn between(git: &Git, from: &str, to: &str, limit: u32) -> Result<Vec<LogCommit>, Problem> {
    let count = format!("--max-count={limit}");
    let listed = walk(git, &["--encoding=UTF-8", FORMAT, &count], "..", from, to).await?;
    Ok(commits(&String::from_utf8_lossy(&listed)))
}

/// How many commits only `from` and only `to` has.
pub(crate) async fn ahead_behind(git: &Git, from: &str, to: &str) -> Result<(u64, u64), Problem> {
    let text = line(walk(git, &["--left-right", "--count"], "...", from, to).await?)?;
    let counts = text.split_once('\t').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    counts.ok_or_else(|| Problem::new(Code::SourceFailed, format!("git counted `{text}`")))
}

/// Lists a range. Full names go to git as they are; only when it does not take them is asked which is missing.
async fn walk(git: &Git, options: &[&str], dots: &str, from: &str, to: &str) -> Result<Vec<u8>, Problem> {
    if is_object(from) && is_object(to) {
        let answer = list(git, options, &format!("{from}{dots}{to}")).await?;
        if answer.ok {
            return Ok(answer.stdout);
        }
    }
    let (from, to) = tokio::try_join!(resolve(git, from), resolve(git, to))?;
    list(git, options, &format!("{}{dots}{}", from.sha, to.sha)).await?.succeeded()
}

async fn list(git: &Git, options: &[&str], range: &str) -> Result<crate::program::Answer, Problem> {
    git.ask(&[&["rev-list"], options, &["--end-of-options", range, "--"]].concat()).await
}

/// Those of the commits that are here, by full name.
pub(crate) async fn describe(git: &Git, names: &[String]) -> Result<BTreeMap<String, LogCommit>, Problem> {
    let mut input = String::new();
    for name in names.iter().filter(|name| is_object(name)) {
        let _ = writeln!(input, "{name}");
    }
    // Without any name git would have nothing to list and say how it is used.
    if input.is_empty() {
        return Ok(BTreeMap::new());
    }
    let args = ["rev-list", "--no-walk", "--ignore-missing", "--encoding=UTF-8", FORMAT, "--stdin"];
    let listed = git.feed(&args, &input).await?;
    let commits = commits(&String::from_utf8_lossy(&listed));
    Ok(commits.into_iter().map(|commit| (commit.sha.clone(), commit)).collect())
}

fn commits(listed: &str) -> Vec<LogCommit> {
    let lines: Vec<_> = listed.split('\n').collect();
    lines.chunks_exact(4).filter_map(commit).collect()
}

fn commit(lines: &[&str]) -> Option<LogCommit> {
    let [head, subject, author, time] = lines else { return None };
    let (sha, time) = (head.strip_prefix("commit ")?.to_owned(), time.parse().ok()?);
    Some(LogCommit { sha, subject: (*subject).to_owned(), author: (*author).to_owned(), time })
}
