//! What a commit may hold that cannot be built from it: other repositories, and files kept elsewhere.

use slipway_domain::dockerignore::Dockerignore;
use slipway_domain::problem::Problem;
use slipway_domain::source_limits::{Needed, is_lfs_pointer, refusal};
use slipway_domain::tree_path::below;
use slipway_engine::ports::{FileKind, Objects, TreeFile};

use crate::context::small_object;

/// Refuses submodules and LFS pointers in the context that `.dockerignore` does not leave out.
pub(crate) async fn refuse(
    files: &[TreeFile],
    folder: &str,
    ignore: &Dockerignore,
    objects: &mut dyn Objects,
) -> Result<(), Problem> {
    let inside = |file: &&TreeFile| below(&file.path, folder).is_some_and(|path| !ignore.ignores(path));
    let submodules = files.iter().filter(|file| file.kind == FileKind::Submodule);
    let submodules: Vec<&str> = submodules
        .filter(|file| inside(file) || contains(&file.path, folder))
        .map(|file| file.path.as_str())
        .collect();
    let mut pointers = Vec::new();
    for file in files.iter().filter(|file| file.may_be_lfs_pointer()).filter(inside) {
        if is_lfs_pointer(small_object(objects, &file.object).await?.as_bytes()) {
            pointers.push(file.path.as_str());
        }
    }
    refusal(Needed::Build, &submodules, &pointers).map_or(Ok(()), Err)
}

/// Whether the submodule at `path` is the context's folder or above it.
fn contains(path: &str, folder: &str) -> bool {
    folder == path || folder.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}
