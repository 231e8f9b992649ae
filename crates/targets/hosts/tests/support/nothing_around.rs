//! Nothing is around: engines are only found through hosts.

use std::path::{Path, PathBuf};

use slipway_docker::Surroundings;

/// Neither variables nor files.
pub struct NothingAround;

impl Surroundings for NothingAround {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn text(&self, _: &Path) -> Option<String> {
        None
    }

    fn folders(&self, _: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    fn exists(&self, _: &Path) -> bool {
        false
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }

    fn chosen(&self) -> Option<String> {
        None
    }
}
