//! Which keychain this process uses.

use std::sync::{Arc, OnceLock};

use slipway_engine::ports::Keychain;
use slipway_keychain::{Chosen, Unlocking};

/// Settles which keychain this process uses: the system's, unless its variables name a file. A program does so before it
/// starts any other: a descriptor gives the file's key only once, and is closed, so that no child gets it. Nothing is
/// reached before something is asked of the keychain; what was chosen and cannot be had is told then.
pub fn settle_keychain() {
    chosen();
}

/// The keychain of this process.
pub(crate) fn keychain(unlocking: Unlocking) -> Arc<dyn Keychain> {
    chosen().keychain(unlocking)
}

fn chosen() -> &'static Chosen {
    static CHOSEN: OnceLock<Chosen> = OnceLock::new();
    CHOSEN.get_or_init(|| Chosen::of(|name| std::env::var(name).ok()))
}
