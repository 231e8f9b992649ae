//! What a program keeps on this device, opened once for all of its projects.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_engine::credentials::Wallet;
use slipway_engine::notify::WINDOW;
use slipway_engine::ports::{Keychain, Ledger, LockGuard, LogStore, Memory};
use slipway_keychain::Unlocking;
use slipway_store::Store;

use crate::clock::SystemClock;
use crate::directories;
use crate::keychain::keychain;

/// The data directory, opened. Cheap to clone.
#[derive(Clone)]
pub struct Kept {
    folder: PathBuf,
    store: Store,
    docker: Arc<Mutex<Option<String>>>,
    keychain: Arc<dyn Keychain>,
}

impl Kept {
    /// Opens the data directory; the platform's if `None`. A keychain that is locked stays so: nobody is asked.
    pub async fn open(folder: Option<PathBuf>) -> Result<Self, Problem> {
        let keychain = keychain(Unlocking::Never);
        let folder = directories::data_directory(folder)?;
        let store = Store::open(&folder).await?;
        Ok(Self { folder, store, docker: Arc::default(), keychain })
    }

    /// The same with a person in front of it: a keychain that is locked may show its own prompt.
    pub fn with_person(self) -> Self {
        Self { keychain: keychain(Unlocking::ByPrompt), ..self }
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

    /// The credentials of this laptop.
    pub fn wallet(&self) -> Wallet {
        let (keychain, memory) = (self.keychain.clone(), self.memory());
        Wallet { keychain, memory, clock: Arc::new(SystemClock) }
    }

    /// The same for what is done while nobody waits for it: a keychain that is locked stays so, and shows no prompt.
    pub(crate) fn wallet_in_the_background(&self) -> Wallet {
        Wallet { keychain: keychain(Unlocking::Never), ..self.wallet() }
    }

    /// The logs of steps.
    pub fn logs(&self) -> Arc<dyn LogStore> {
        self.store.logs()
    }

    /// Whether some program executes an operation now; `None` where that cannot be told.
    pub fn is_executed(&self, operation: OperationId) -> Option<bool> {
        self.store.locks().is_owned(&operation.to_string()).ok()
    }

    /// What tells every program of this laptop that a window shows notifications, as long as somebody has it; `None` where
    /// another one does already, or where that cannot be told.
    pub fn shows_notifications(&self) -> Option<Box<dyn LockGuard>> {
        self.store.locks().try_own(WINDOW).ok().flatten()
    }

    /// The laptop's engine has the address that a person chose, or is found if they chose none. Holds for projects that
    /// are opened from now on.
    pub fn use_docker(&self, address: Option<String>) {
        *self.docker.lock().unwrap_or_else(PoisonError::into_inner) = address;
    }

    /// The engine's address that a person chose.
    pub(crate) fn docker(&self) -> Option<String> {
        self.docker.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}
