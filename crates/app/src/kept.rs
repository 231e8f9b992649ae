//! What a program keeps on this device, opened once for all of its projects.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use slipway_domain::problem::Problem;
use slipway_engine::ports::{Ledger, LogStore, Memory};
use slipway_store::Store;

use crate::directories;

/// The data directory, opened. Cheap to clone.
#[derive(Clone)]
pub struct Kept {
    folder: PathBuf,
    store: Store,
}

impl Kept {
    /// Opens the data directory; the platform's if `None`.
    pub async fn open(folder: Option<PathBuf>) -> Result<Self, Problem> {
        let folder = directories::data_directory(folder)?;
        let store = Store::open(&folder).await?;
        Ok(Self { folder, store })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The ledger of all projects.
    pub fn ledger(&self) -> Arc<dyn Ledger> {
        self.store.ledger()
    }

    /// What is known of images and places.
    pub fn memory(&self) -> Arc<dyn Memory> {
        self.store.memory()
    }

    /// The logs of steps.
    pub fn logs(&self) -> Arc<dyn LogStore> {
        self.store.logs()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}
