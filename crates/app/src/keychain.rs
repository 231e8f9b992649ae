//! Which keychain this process uses.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use slipway_domain::problem::Problem;
use slipway_engine::ports::Keychain;
use slipway_keychain::{Chosen, Unlocking};

/// The keychain that this process's variables choose: the system's unless a file is named. It is chosen once, with the
/// first data directory that is opened and before any child is started, since a descriptor gives its key only once and
/// must be closed by then. Nothing is reached before something is asked of it.
pub(crate) fn keychain(unlocking: Unlocking) -> Arc<dyn Keychain> {
    chosen().keychain(unlocking)
}

/// The encrypted file that was chosen instead of the system's keychain.
pub fn keychain_file() -> Option<&'static Path> {
    match chosen() {
        Chosen::File(path, _) => Some(path),
        Chosen::System | Chosen::Refused(_) => None,
    }
}

/// Why what was chosen instead of the system's keychain cannot be had.
pub fn keychain_refusal() -> Option<&'static Problem> {
    match chosen() {
        Chosen::Refused(problem) => Some(problem),
        Chosen::System | Chosen::File(..) => None,
    }
}

fn chosen() -> &'static Chosen {
    static CHOSEN: OnceLock<Chosen> = OnceLock::new();
    CHOSEN.get_or_init(|| Chosen::of(|name| std::env::var(name).ok()))
}
