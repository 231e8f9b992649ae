//! Reads the working tree into what the importers look at.

use std::path::Path;

use bytes::Bytes;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{FileKind, Source};
use slipway_git::{Branch, GitSource};
use slipway_importers::{LONGEST, Repository, is_telling};

/// Every path, and the texts of the few files that tell something. Ignored files are no part of it.
pub(super) async fn read(source: &GitSource) -> Result<Repository, Problem> {
    let tree = source.working_tree().await?.tree;
    let (files, remote, branches) =
        futures::try_join!(source.files(&tree), source.remote(), source.branches())?;
    let folder = Path::new(source.root()).file_name().map(|name| name.to_string_lossy().into_owned());
    let mut repository = Repository {
        folder: folder.unwrap_or_default(),
        remote,
        branches: names(&branches),
        ..Repository::default()
    };
    let mut objects = source.open().await?;
    for file in files {
        let is_file = matches!(file.kind, FileKind::File | FileKind::Executable);
        if is_file && file.size <= LONGEST && is_telling(&file.path) {
            let mut bytes = Vec::new();
            objects.read(&file.object, &mut |chunk: Bytes| bytes.extend_from_slice(&chunk)).await?;
            repository.texts.insert(file.path.clone(), String::from_utf8_lossy(&bytes).into_owned());
        }
        repository.sizes.insert(file.path, file.size);
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
