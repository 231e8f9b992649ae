//! macOS' Keychain.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring_core::CredentialStore;
use security_framework::base::Error;
use slipway_domain::problem::Problem;
use slipway_engine::ports::KeychainState;

use super::entry::told;
use super::{SERVICE, Unlocking};
use crate::clerk::Person;

/// What it is, for a person.
pub(super) const NAME: &str = "the login keychain";

/// There is no limit to what an entry holds.
pub(super) const LIMIT: Option<usize> = None;

/// What the system says of a keychain that it may not unlock: the person dismissed the prompt, a password was wrong, no
/// prompt may be shown.
const LOCKED: [i32; 3] = [-128, -25293, -25308];

/// What the system says where no keychain is there.
const MISSING: [i32; 3] = [-25291, -25294, -25307];

/// An entry is called as its service.
pub(super) fn has_labels() -> bool {
    false
}

/// The system unlocks the keychain when somebody logs in, and tells no state otherwise.
pub(super) fn state() -> KeychainState {
    KeychainState::Unlocked
}

/// The store. The system shows its own prompts when an entry is used, and they take as long as the person takes: who may
/// be asked is asked for here, before.
pub(super) fn open(
    account: Option<&str>,
    unlocking: Unlocking,
    person: &Person,
) -> Result<Arc<CredentialStore>, Problem> {
    let store: Arc<CredentialStore> = Store::new().map_err(told)?;
    if let (Some(account), Unlocking::ByPrompt) = (account, unlocking) {
        let entry = store.build(SERVICE, account, None).map_err(told)?;
        // Once the person let Slipway at the entry, what follows shows no prompt. Whatever else it says is said again.
        let _ = person.asked(|| entry.get_secret());
    }
    Ok(store)
}

/// Every account of ours.
pub(super) fn accounts(store: &Arc<CredentialStore>) -> Result<Vec<String>, Problem> {
    let found = store.search(&HashMap::from([("service", SERVICE)])).map_err(told)?;
    let accounts = found.iter().filter_map(|entry| entry.get_specifiers());
    Ok(accounts.map(|(_, account)| account).collect())
}

/// The state that the store's error shows.
pub(super) fn state_of(cause: &(dyn StdError + Send + Sync + 'static)) -> Option<KeychainState> {
    let code = cause.downcast_ref::<Error>()?.code();
    if LOCKED.contains(&code) {
        Some(KeychainState::Locked)
    } else if MISSING.contains(&code) {
        Some(KeychainState::NoCollection)
    } else {
        None
    }
}
