//! The ledger in SQLite, log segments and locks, all under one data directory.
//!
//! ```text
//! DIR/ledger.db            entries, and what is derived from them; what is known of images and places;
//!                      notices that are to be delivered
//! DIR/operations/ID.lock   held by the process that executes the operation, or claims versions
//! DIR/logs/ID/0001.log     what its steps logged
//! DIR/artifacts/…          what jobs left for others and for targets
//! ```
//! What is absent: any rule about what may happen next; that is in the domain.

use std::path::Path;
use std::sync::Arc;

use slipway_domain::problem::Problem;
use slipway_engine::ports::{Artifacts, Ledger, Locks, LogStore, Memory, Outbox};

mod artifacts;
mod directory;
mod failure;
mod ledger;
mod locks;
mod logs;

pub use artifacts::FileArtifacts;
pub use ledger::SqliteLedger;
pub use locks::FileLocks;
pub use logs::SegmentLogs;

/// Everything that Slipway keeps on this device. Cheap to clone; safe with several programs at once.
#[derive(Clone)]
pub struct Store {
    ledger: Arc<SqliteLedger>,
    locks: Arc<FileLocks>,
    logs: Arc<SegmentLogs>,
    artifacts: Arc<FileArtifacts>,
}

impl Store {
    /// Opens the data directory, making it if it is not there. Belongs to the tokio runtime it is called in.
    ///
    /// Fails with `LedgerNewer` when a newer Slipway wrote it and with `LedgerFailed` when it cannot be used.
    /// Whatever is found there is never deleted or made anew.
    pub async fn open(dir: &Path) -> Result<Self, Problem> {
        directory::make(dir)?;
        let ledger = Arc::new(SqliteLedger::open(dir).await?);
        let logs = Arc::new(SegmentLogs::new(&dir.join("logs"), Arc::clone(&ledger)));
        let locks = Arc::new(FileLocks::new(&dir.join("operations")));
        let artifacts = Arc::new(FileArtifacts::new(&dir.join("artifacts")));
        Ok(Self { ledger, locks, logs, artifacts })
    }

    /// The ledger.
    pub fn ledger(&self) -> Arc<dyn Ledger> {
        self.ledger.clone()
    }

    /// What is known of images and places.
    pub fn memory(&self) -> Arc<dyn Memory> {
        self.ledger.clone()
    }

    /// Notices that are to be delivered.
    pub fn outbox(&self) -> Arc<dyn Outbox> {
        self.ledger.clone()
    }

    /// The locks among this device's processes.
    pub fn locks(&self) -> Arc<dyn Locks> {
        self.locks.clone()
    }

    /// The logs of steps.
    pub fn logs(&self) -> Arc<dyn LogStore> {
        self.logs.clone()
    }

    /// What jobs leave.
    pub fn artifacts(&self) -> Arc<dyn Artifacts> {
        self.artifacts.clone()
    }

    /// The ledger with what only SQLite can do, such as [`SqliteLedger::rebuild`].
    pub fn sqlite(&self) -> &SqliteLedger {
        &self.ledger
    }
}

#[cfg(test)]
#[path = "../tests/common/sample.rs"]
mod sample;
