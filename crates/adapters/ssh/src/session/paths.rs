//! Where a host's sockets and files lie: in the private folder, under its number.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use super::Session;

impl Session {
    pub(super) fn socket(&self) -> PathBuf {
        self.directory.join(&format!("{}.s", self.number))
    }

    /// How the paths of an agent's public keys begin.
    pub(super) fn public_keys(&self) -> PathBuf {
        let count = self.logs.fetch_add(1, Ordering::Relaxed);
        self.directory.join(&format!("{}.k{count}", self.number))
    }

    /// Where an agent listens. Each has a path of its own, since one that is going takes its away.
    pub(super) fn agent_socket(&self) -> PathBuf {
        let count = self.logs.fetch_add(1, Ordering::Relaxed);
        self.directory.socket(&format!("{}.a{count}", self.number))
    }

    pub(super) fn log(&self) -> PathBuf {
        self.directory.join(&format!("{}.log", self.number))
    }
}
