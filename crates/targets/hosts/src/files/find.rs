//! Which files `files` of a target names, and where each comes from.

use std::collections::BTreeMap;

use slipway_domain::artifact::{Artifact, Listed, What};
use slipway_domain::config::Config;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::tree_path::{lies_in, plain_path};
use slipway_engine::artifacts::not_here;
use slipway_engine::ports::{FileAt, FileKind, Origins, TreeFile};

use super::{SMALL, Shipped};

/// How many files a hint names.
const NAMED: usize = 10;

/// The files that the paths name, sorted: each path is a file, or a folder with everything in it. A file that a
/// job left goes before the commit's of the same path, since the job began with the commit's and left that one.
pub async fn shipped(paths: &[String], of: &Origins<'_>) -> Result<Vec<Shipped>, Problem> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let committed = of.source.files(&of.release.commit.tree).await?;
    let mut files = BTreeMap::new();
    for written in paths {
        let path = plain_path(written);
        let left = left(&path, of).await?;
        let mut found = 0;
        for file in committed.iter().filter(|file| lies_in(&file.path, &path)) {
            found += 1;
            if !left.contains_key(&file.path) {
                files.insert(file.path.clone(), from_commit(file, of).await?);
            }
        }
        if found + left.len() == 0 {
            return Err(missing(written, of).await?);
        }
        for (path, (listed, artifact)) in left {
            files.insert(path, from_job(listed, artifact)?);
        }
    }
    Ok(files.into_values().collect())
}

/// A file that has to be in the commit: the definition or the script that a target runs.
pub async fn committed(path: &str, of: &Origins<'_>) -> Result<FileAt, Problem> {
    let found = of.source.file(&of.release.commit.tree, path).await?;
    found.ok_or_else(|| {
        let text = format!("{path} is not in the commit of release #{}", of.release.number);
        Problem::new(Code::ConfigurationInvalid, text)
            .hint("commit it, or correct `file` of the target in slipway.yml")
    })
}

/// A file that a job left, and what it lies in.
type Left = (Listed, Artifact);

/// What jobs left at a path or below it.
async fn left(path: &str, of: &Origins<'_>) -> Result<BTreeMap<String, Left>, Problem> {
    let mut found: BTreeMap<String, Vec<Left>> = BTreeMap::new();
    for artifact in &of.release.artifacts {
        let own = plain_path(&artifact.path);
        if !lies_in(path, &own) && !lies_in(&own, path) {
            continue;
        }
        let listing = of.artifacts.listing(&artifact.digest).await?;
        let listing = listing.ok_or_else(|| not_here(path, artifact, of.release.number))?;
        let files = listing.0.into_iter().filter(|listed| listed.what != What::Folder);
        for listed in files.filter(|listed| lies_in(&listed.path, path)) {
            found.entry(listed.path.clone()).or_default().push((listed, artifact.clone()));
        }
    }
    found.into_iter().map(|(path, all)| Ok((path, one_of(all, of.config)?))).collect()
}

/// Where several jobs left a file, the one of the job that needs the others counts.
fn one_of(all: Vec<Left>, config: &Config) -> Result<Left, Problem> {
    let counts =
        |(file, by): &&Left, (other, before): &Left| file == other || needs(config, &by.job, &before.job);
    match all.iter().find(|one| all.iter().all(|other| counts(one, other))) {
        Some(one) => Ok(one.clone()),
        None => {
            let (path, mut jobs) =
                (&all[0].0.path, all.iter().map(|(_, by)| by.job.as_str()).collect::<Vec<_>>());
            jobs.dedup();
            let text = format!("the jobs {} left {path}, each another", jobs.join(", "));
            Err(Problem::new(Code::ConfigurationInvalid, text).hint(
                "give them different paths, or let one of them need the others: then that one's counts",
            ))
        }
    }
}

/// Whether a job comes after another because it needs it, over others or itself.
fn needs(config: &Config, job: &str, other: &str) -> bool {
    let mut known = vec![job];
    let mut at = 0;
    while let Some(name) = known.get(at) {
        let own = config.jobs.get(*name).map(|job| job.needs.as_slice()).unwrap_or_default();
        let new: Vec<&str> = own.iter().map(String::as_str).filter(|need| !known.contains(need)).collect();
        known.extend(new);
        at += 1;
    }
    known[1..].contains(&other)
}

async fn from_commit(file: &TreeFile, of: &Origins<'_>) -> Result<Shipped, Problem> {
    let path = &file.path;
    match file.kind {
        FileKind::File | FileKind::Executable => may_be_shipped(path)?,
        FileKind::Symlink => return Err(refused(path, LINK)),
        FileKind::Submodule => return Err(refused(path, "it is a submodule")),
    }
    let Some(content) = of.source.file(&of.release.commit.tree, path).await? else {
        return Err(missing(path, of).await?);
    };
    let (sha256, size) = (Digest::of(&content.bytes), content.bytes.len() as u64);
    let small = content.bytes.len() <= SMALL;
    let text = small.then(|| String::from_utf8(content.bytes.to_vec()).ok()).flatten();
    Ok(Shipped { path: path.clone(), sha256, size, executable: content.executable, text, left: None })
}

fn from_job(listed: Listed, artifact: Artifact) -> Result<Shipped, Problem> {
    may_be_shipped(&listed.path)?;
    let executable = listed.executable();
    match listed.what {
        What::File { sha256, size } => {
            Ok(Shipped { path: listed.path, sha256, size, executable, text: None, left: Some(artifact) })
        }
        What::Link { .. } | What::Folder => Err(refused(&listed.path, LINK)),
    }
}

const LINK: &str = "it is a symbolic link; name the file it points to";

fn may_be_shipped(path: &str) -> Result<(), Problem> {
    if path.chars().any(|c| c.is_control() || c == '\\') {
        return Err(refused(path, "its name holds a character that lists of checksums cannot hold"));
    }
    if lies_in(path, ".slipway") {
        return Err(refused(path, "`.slipway` in the project directory belongs to Slipway"));
    }
    Ok(())
}

fn refused(path: &str, why: &str) -> Problem {
    Problem::new(Code::ConfigurationInvalid, format!("{path} cannot be shipped: {why}"))
        .hint("`files` of the target in slipway.yml names it, or the folder it is in")
}

/// That a path is neither in the commit nor left by a job, and what would be there to name.
async fn missing(path: &str, of: &Origins<'_>) -> Result<Problem, Problem> {
    let number = of.release.number;
    let text = format!("{path} is neither in the commit of release #{number} nor left by one of its jobs");
    let jobs: Vec<&str> = of
        .config
        .jobs
        .iter()
        .filter(|(_, job)| !job.artifacts.is_empty())
        .map(|(name, _)| name.as_str())
        .collect();
    let hint = if !of.release.artifacts.is_empty() {
        format!(
            "its jobs left {}; correct `files` of the target, or `artifacts` of the job",
            named(of).await?
        )
    } else if !jobs.is_empty() {
        let jobs = jobs.join(", ");
        format!("the release was made without its jobs; `slipway run` makes one with what {jobs} leaves")
    } else {
        "commit the file, let a job leave it (`artifacts`), or correct `files` of the target".to_owned()
    };
    Ok(Problem::new(Code::ConfigurationInvalid, text).hint(hint))
}

/// The first files that the jobs of a release left, for people.
async fn named(of: &Origins<'_>) -> Result<String, Problem> {
    let mut names = Vec::new();
    for artifact in &of.release.artifacts {
        let listing = of.artifacts.listing(&artifact.digest).await?.unwrap_or_default();
        let files = listing.0.into_iter().filter(|listed| listed.what != What::Folder);
        names.extend(files.map(|listed| format!("{} ({})", listed.path, artifact.job)));
    }
    names.sort();
    names.dedup();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    Ok(format!("{}{rest}", names.join(", ")))
}
