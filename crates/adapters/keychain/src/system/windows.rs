//! Windows' Credential Manager.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use keyring_core::CredentialStore;
use slipway_domain::problem::Problem;
use slipway_engine::ports::KeychainState;
use windows_native_keyring_store::Store;

use super::entry::told;
use super::{SERVICE, Unlocking};
use crate::clerk::Person;

/// What it is, for a person.
pub(super) const NAME: &str = "the Credential Manager";

/// `CRED_MAX_CREDENTIAL_BLOB_SIZE`.
pub(super) const LIMIT: Option<usize> = Some(2560);

/// What stands between account and service in an entry's name. No account has one.
const DIVIDER: &str = "|";

/// Entries have a name only.
pub(super) fn has_labels() -> bool {
    false
}

/// It is open as long as somebody is logged in.
pub(super) fn state() -> KeychainState {
    KeychainState::Unlocked
}

/// The store. It shows no prompts.
pub(super) fn open(
    _account: Option<&str>,
    _unlocking: Unlocking,
    _person: &Person,
) -> Result<Arc<CredentialStore>, Problem> {
    let named = HashMap::from([("divider", DIVIDER), ("service_no_divider", "true")]);
    let store: Arc<CredentialStore> = Store::new_with_configuration(&named).map_err(told)?;
    Ok(store)
}

/// Every account of ours.
pub(super) fn accounts(store: &Arc<CredentialStore>) -> Result<Vec<String>, Problem> {
    let found = store.search(&HashMap::new()).map_err(told)?;
    let ours =
        found.iter().filter_map(|entry| entry.get_specifiers()).filter(|(service, _)| service == SERVICE);
    Ok(ours.map(|(_, account)| account).collect())
}

/// It has one state only.
pub(super) fn state_of(_cause: &(dyn StdError + Send + Sync + 'static)) -> Option<KeychainState> {
    None
}
