//! Where dependencies may come from.

use crate::Fault;
use crate::metadata::Metadata;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Every package that comes from neither crates.io nor this workspace.
pub fn faults(metadata: &Metadata) -> Vec<Fault> {
    let foreign = metadata.packages.iter().filter(|package| match &package.source {
        Some(source) => source != CRATES_IO,
        None => !metadata.workspace_members.contains(&package.id),
    });
    foreign
        .map(|package| {
            let source = package.source.as_deref().unwrap_or("a folder outside the workspace");
            format!("{} comes from {source}; dependencies come from crates.io.", package.label())
        })
        .collect()
}
