//! Entries of the system's keychain, through keyring's store for this system.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::zeroize::Zeroizing;
use slipway_domain::problem::Problem;

use super::{SERVICE, Unlocking, platform};
use crate::chunks::Bytes;
use crate::clerk::Person;
use crate::entries::Entries;
use crate::problems;

/// The keychain, opened: what is asked of it now shows no prompt.
pub(super) struct Held {
    store: Arc<CredentialStore>,
}

impl Held {
    /// Opens it for an account, or for all of them.
    pub(super) fn open(
        account: Option<&str>,
        unlocking: Unlocking,
        person: &Person,
    ) -> Result<Self, Problem> {
        let store = platform::open(account, unlocking, person)?;
        Ok(Self { store })
    }

    fn entry(&self, account: &str) -> Result<Entry, Problem> {
        let label = platform::has_labels().then(|| format!("Slipway: {account}"));
        let modifiers: HashMap<&str, &str> = label.iter().map(|label| ("label", label.as_str())).collect();
        Entry::new_in_store_with_modifiers(&self.store, SERVICE, account, &modifiers).map_err(told)
    }
}

impl Entries for Held {
    fn get(&mut self, account: &str) -> Result<Option<Bytes>, Problem> {
        match self.entry(account)?.get_secret() {
            Ok(value) => Ok(Some(Zeroizing::new(value))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(told(error)),
        }
    }

    fn set(&mut self, account: &str, value: &[u8]) -> Result<(), Problem> {
        self.entry(account)?.set_secret(value).map_err(told)
    }

    fn delete(&mut self, account: &str) -> Result<bool, Problem> {
        match self.entry(account)?.delete_credential() {
            Ok(()) => Ok(true),
            Err(Error::NoEntry) => Ok(false),
            Err(error) => Err(told(error)),
        }
    }

    fn accounts(&mut self) -> Result<Vec<String>, Problem> {
        platform::accounts(&self.store)
    }

    fn limit(&self) -> Option<usize> {
        platform::LIMIT
    }

    fn damaged(&self) -> Problem {
        problems::damaged(platform::NAME)
    }
}

/// What a store's error means. Neither its words nor its entries hold a value.
pub(super) fn told(error: Error) -> Problem {
    if let Error::Ambiguous(entries) = &error {
        let why = format!("it has {} entries for one account", entries.len());
        return problems::refused(platform::NAME, &why).hint("take all but one of them out, and try again");
    }
    let state = match &error {
        Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => platform::state_of(cause.as_ref()),
        _ => None,
    };
    let problem = state.and_then(|state| problems::of_state(state, platform::NAME));
    problem.unwrap_or_else(|| match error {
        // These would bring what the entry holds along.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            problems::refused(platform::NAME, "what it holds cannot be read")
        }
        error => problems::refused(platform::NAME, &error.to_string()),
    })
}
