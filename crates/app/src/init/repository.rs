//! Reads the working tree into what the importers look at.

use std::path::Path;

use slipway_domain::problem::Problem;
use slipway_engine::ports::Source;
use slipway_git::{Branch, GitSource};
use slipway_importers::{LONGEST, Repository, is_telling};

/// Every path, and the texts of the few files that tell something. Ignored files are no part of it. Files are read
/// where they lie and not through git, which would have to keep them first.
pub(super) async fn read(source: &GitSource) -> Result<Repository, Problem> {
    let (paths, remote, branches) = futures::try_join!(source.paths(), source.remote(), source.branches())?;
    let root = Path::new(source.root());
    let folder = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut repository = Repository {
        folder: folder.unwrap_or_default(),
        remote,
        branches: names(&branches),
        ..Repository::default()
    };
    for path in paths {
        let file = root.join(&path);
        // Git still knows what was deleted, and submodules are folders.
        let Some(about) = file.symlink_metadata().ok().filter(|about| !about.is_dir()) else { continue };
        let telling = about.is_file() && about.len() <= LONGEST && is_telling(&path);
        if let Some(bytes) = telling.then(|| std::fs::read(&file).ok()).flatten() {
            repository.texts.insert(path.clone(), String::from_utf8_lossy(&bytes).into_owned());
        }
        repository.sizes.insert(path, about.len());
    }
    Ok(repository)
}

/// Local branches, and those that they follow on the remote.
fn names(branches: &[Branch]) -> Vec<String> {
    let followed = branches.iter().filter_map(|branch| {
        let upstream = branch.upstream.as_ref()?;
        upstream.name.split_once('/').map(|(_, name)| name.to_owned())
    });
    let mut all: Vec<String> = branches.iter().map(|branch| branch.name.clone()).chain(followed).collect();
    all.sort_unstable();
    all.dedup();
    all
}
