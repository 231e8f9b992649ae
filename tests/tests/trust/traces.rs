//! Where a secret was seen.

use std::fs;
use std::path::{Path, PathBuf};

use slipway_testkit::Sighting;

use slipway_tests::scene::Scene;

/// Fails when a process saw the value that is neither slipway nor allowed to.
pub(super) fn nobody_else(scene: &Scene, seen: &[Sighting], allowed: impl Fn(&Sighting) -> bool) {
    let others: Vec<_> = seen.iter().filter(|one| !scene.laptop.is_slipway(one) && !allowed(one)).collect();
    assert!(others.is_empty(), "others could read the secret: {others:#?}");
}

/// Every file below a folder whose content holds the value.
pub(super) fn files_with(folder: &Path, value: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, kind) = (entry.path(), entry.file_type());
        if kind.as_ref().is_ok_and(|kind| kind.is_dir()) {
            found.extend(files_with(&path, value));
        } else if kind.is_ok_and(|kind| kind.is_file()) {
            let bytes = fs::read(&path).unwrap_or_default();
            if bytes.windows(value.len()).any(|window| window == value.as_bytes()) {
                found.push(path);
            }
        }
    }
    found
}
