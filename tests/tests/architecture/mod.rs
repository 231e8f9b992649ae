//! The invariants of ARCHITECTURE.md.

mod bans;
mod layers;
mod sources;
mod words;

use std::path::Path;

use slipway_xtask::metadata::{Metadata, Package};
use slipway_xtask::root;
use slipway_xtask::tracked::{self, File};

/// The graph of the workspace.
fn metadata() -> Metadata {
    Metadata::read(&root()).unwrap()
}

/// The folder of a package from the root, such as `crates/targets/compose`.
fn folder(package: &Package) -> String {
    let folder = Path::new(&package.manifest_path).parent().unwrap();
    let folder = folder.strip_prefix(root()).expect("every member lies below the root");
    folder.to_string_lossy().replace('\\', "/")
}

/// Our Rust files below a folder. An empty answer would make its test hold of nothing.
fn rust_below(prefix: &str) -> Vec<File> {
    let mut files = tracked::files(&root()).unwrap();
    files.retain(|file| file.path.starts_with(prefix) && file.path.ends_with(".rs"));
    assert!(!files.is_empty(), "no Rust file lies below {prefix}");
    files
}
