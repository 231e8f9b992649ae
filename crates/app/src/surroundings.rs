//! What finding the laptop's engine looks at: this process's environment and this machine's files.

use std::path::{Path, PathBuf};

use slipway_docker::Surroundings;

/// The real ones.
#[derive(Debug, Clone, Default)]
pub struct Here {
    /// The engine's address that a person chose.
    pub docker: Option<String>,
}

impl Surroundings for Here {
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn text(&self, path: &Path) -> Option<String> {
        std::fs::read_to_string(path).ok()
    }

    fn folders(&self, path: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn home(&self) -> Option<PathBuf> {
        etcetera::home_dir().ok()
    }

    fn chosen(&self) -> Option<String> {
        self.docker.clone()
    }
}
