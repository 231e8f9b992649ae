//! Which keychain this process uses.

use std::sync::{Arc, OnceLock};

use slipway_engine::ports::Keychain;
use slipway_keychain::{Chosen, Unlocking};

/// The keychain that this process's variables choose: the system's unless a file is named. It is chosen once, with the
/// first data directory that is opened and before any child is started, since a descriptor gives its key only once and
/// must be closed by then. Nothing is reached before something is asked of it.
pub(crate) fn keychain(unlocking: Unlocking) -> Arc<dyn Keychain> {
    static CHOSEN: OnceLock<Chosen> = OnceLock::new();
    CHOSEN.get_or_init(|| Chosen::of(|name| std::env::var(name).ok())).keychain(unlocking)
}
