//! The working tree: as a tree object, and the paths in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Commit;
use tempfile::TempDir;
use tokio::fs;
use tokio::task::spawn_blocking;

use crate::commit;
use crate::program::{Git, line};

/// What must not run or be written when a copy of the index is changed: hooks, the file system monitor of
/// the real index, the shared part of a split one.
const QUIET: [&str; 6] =
    ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.splitIndex=false"];

/// The checked-out commit with the tree that the files make up now.
pub(crate) async fn read(git: &Git, root: &Path) -> Result<Commit, Problem> {
    let commit = commit::read(git, "HEAD").await?;
    let tree = tree(git, root).await?;
    if tree == commit.tree { Ok(commit) } else { Ok(Commit { tree, dirty: true, ..commit }) }
}

async fn tree(git: &Git, root: &Path) -> Result<String, Problem> {
    let real = root.join(line(git.run(&["rev-parse", "--git-path", "index"]).await?)?);
    let (_scratch, index) = copy(&real).await?;
    git.run_with_index(&index, &[&QUIET[..], &["add", "--all"]].concat()).await?;
    line(git.run_with_index(&index, &[&QUIET[..], &["write-tree"]].concat()).await?)
}

/// The paths that git knows or does not ignore. Those that are not UTF-8 are left out.
pub(crate) async fn paths(git: &Git) -> Result<BTreeSet<String>, Problem> {
    let listed = git.run(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).await?;
    let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty());
    Ok(paths.filter_map(|path| String::from_utf8(path.to_vec()).ok()).collect())
}

/// A copy of the index in a folder of its own, where git may also put its lock.
async fn copy(real: &Path) -> Result<(TempDir, PathBuf), Problem> {
    let scratch = spawn_blocking(TempDir::new).await.map_err(std::io::Error::other);
    let scratch = scratch.flatten().map_err(|error| failed("a temporary folder cannot be made", &error))?;
    let index = scratch.path().join("index");
    let modified = match fs::metadata(real).await {
        Ok(metadata) => metadata.modified(),
        // A repository in which nothing was ever added has none.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((scratch, index)),
        Err(error) => Err(error),
    };
    let copied = async {
        fs::copy(real, &index).await?;
        let file = fs::File::options().write(true).open(&index).await?.into_std().await;
        // git takes a file for unchanged when it is older than the index. A younger copy would hide a file
        // that was changed in the moment in which the index was written.
        file.set_modified(modified?)
    };
    copied.await.map_err(|error| failed("the index cannot be copied", &error))?;
    Ok((scratch, index))
}

fn failed(what: &str, error: &std::io::Error) -> Problem {
    Problem::new(Code::FileFailed, format!("{what}: {error}"))
}
