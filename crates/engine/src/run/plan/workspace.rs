//! What jobs find in their workspace: the whole commit, if it can be had.

use slipway_domain::problem::Problem;
use slipway_domain::source_limits::{Needed, is_lfs_pointer, refusal};

use crate::ports::{FileKind, Source};

/// Refuses a commit whose jobs would silently lack files: those of submodules, and those that Git LFS keeps.
pub(super) async fn refuse_what_is_elsewhere(source: &dyn Source, tree: &str) -> Result<(), Problem> {
    let files = source.files(tree).await?;
    let submodules = files.iter().filter(|file| file.kind == FileKind::Submodule);
    let submodules: Vec<&str> = submodules.map(|file| file.path.as_str()).collect();
    let mut pointers = Vec::new();
    let mut objects = source.open().await?;
    for file in files.iter().filter(|file| file.may_be_lfs_pointer()) {
        let mut content = Vec::new();
        objects.read(&file.object, &mut |piece| content.extend_from_slice(&piece)).await?;
        if is_lfs_pointer(&content) {
            pointers.push(file.path.as_str());
        }
    }
    refusal(Needed::Jobs, &submodules, &pointers).map_or(Ok(()), Err)
}
