//! Which keychain this process uses.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use slipway_credentials::remember;
use slipway_domain::problem::Problem;
use slipway_engine::ports::Keychain;
use slipway_keychain::{Chosen, Unlocking};

use crate::redacted_keychain::RedactedKeychain;

/// Settles which keychain this process uses: the system's, unless its variables name a file. A program does so before it
/// starts any other: a descriptor gives the file's key only once, and is closed, so that no child gets it. Nothing is
/// reached before something is asked of the keychain; what was chosen and cannot be had is told then.
pub fn settle_keychain() {
    chosen();
}

/// The keychain of this process.
pub(crate) fn keychain(unlocking: Unlocking) -> Arc<dyn Keychain> {
    Arc::new(RedactedKeychain(chosen().keychain(unlocking)))
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
    CHOSEN.get_or_init(|| {
        let chosen = Chosen::of(|name| std::env::var(name).ok());
        if let Chosen::File(_, key) = &chosen {
            remember(key.secret());
        }
        chosen
    })
}
