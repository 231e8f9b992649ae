//! A Secret Service on the session bus: gnome-keyring, KWallet, KeePassXC.
//!
//! keyring's store unlocks whatever it needs by prompts, and waits for them. So the service is looked at first, over a
//! connection of our own whose calls end in time: which state it is in, and whether what is asked for would need a prompt.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use keyring_core::CredentialStore;
use secret_service::blocking::{Item, SecretService};
use secret_service::{EncryptionType, Error};
use slipway_domain::problem::Problem;
use slipway_engine::ports::KeychainState;
use zbus::blocking::connection::Builder;
use zbus_secret_service_keyring_store::Store;

use super::entry::told;
use super::{SERVICE, Unlocking, failure};
use crate::clerk::Person;
use crate::problems;

/// What it is, for a person.
pub(super) const NAME: &str = "the login keychain";

/// There is no limit to what an entry holds.
pub(super) const LIMIT: Option<usize> = None;

/// How long one call to the service may take. Shorter than a question, so that the thread that asks comes back from a
/// service that is stuck.
const CALL: Duration = Duration::from_secs(4);

/// Why the service cannot be asked.
enum Unready {
    State(KeychainState),
    Refused(String),
}

impl From<Error> for Unready {
    fn from(error: Error) -> Self {
        failure::state_of(&error).map_or_else(|| Self::Refused(error.to_string()), Self::State)
    }
}

impl Unready {
    fn problem(self) -> Problem {
        match self {
            Self::State(state) => problems::of_state(state, NAME)
                .unwrap_or_else(|| problems::refused(NAME, "it was not ready for it")),
            Self::Refused(why) => problems::refused(NAME, &why),
        }
    }
}

/// Its entries have a label that people see.
pub(super) fn has_labels() -> bool {
    true
}

/// What it can do right now. Nobody is asked anything.
pub(super) fn state() -> KeychainState {
    let looked = connect().and_then(|service| Ok(service.get_default_collection()?.is_locked()?));
    match looked {
        Ok(false) => KeychainState::Unlocked,
        Ok(true) => KeychainState::Locked,
        Err(Unready::State(state)) => state,
        // Something answers, though it refuses to say more.
        Err(Unready::Refused(_)) => KeychainState::NoService,
    }
}

/// The store, once the service is ready for what is asked of an account.
pub(super) fn open(
    account: Option<&str>,
    unlocking: Unlocking,
    person: &Person,
) -> Result<Arc<CredentialStore>, Problem> {
    make_ready(account, unlocking, person).map_err(Unready::problem)?;
    let store: Arc<CredentialStore> = Store::new().map_err(told)?;
    Ok(store)
}

/// Every account of ours, in whatever collection. That something is locked does not hide its account.
pub(super) fn accounts(_store: &Arc<CredentialStore>) -> Result<Vec<String>, Problem> {
    let accounts = || -> Result<Vec<String>, Unready> {
        let service = connect()?;
        let found = service.search_items(HashMap::from([("service", SERVICE)]))?;
        let mut accounts = Vec::new();
        for item in found.unlocked.iter().chain(&found.locked) {
            accounts.extend(item.get_attributes()?.remove("username"));
        }
        Ok(accounts)
    };
    accounts().map_err(Unready::problem)
}

/// The state that the store's error shows.
pub(super) fn state_of(cause: &(dyn StdError + Send + Sync + 'static)) -> Option<KeychainState> {
    failure::state_of(cause.downcast_ref::<Error>()?)
}

fn connect() -> Result<SecretService<'static>, Unready> {
    // A bus that cannot be reached is none, whatever keeps from it.
    let bus = Builder::session().and_then(|bus| bus.method_timeout(CALL).build());
    let bus = bus.map_err(|_| Unready::State(KeychainState::NoBus))?;
    // Nothing secret goes over this session.
    Ok(SecretService::connect_with_existing(EncryptionType::Plain, bus)?)
}

/// Sees to it that the store shows no prompt: what is locked is unlocked by the person who may be asked, or told.
fn make_ready(account: Option<&str>, unlocking: Unlocking, person: &Person) -> Result<(), Unready> {
    let service = connect()?;
    let collection = service.get_default_collection()?;
    if collection.is_locked()? {
        unlock(unlocking, person, || collection.unlock())?;
    }
    let Some(account) = account else { return Ok(()) };
    let found = service.search_items(HashMap::from([("service", SERVICE), ("username", account)]))?;
    if !found.locked.is_empty() {
        // It lies in another collection than the default one.
        let locked: Vec<&Item<'_>> = found.locked.iter().collect();
        unlock(unlocking, person, || service.unlock_all(&locked))?;
    }
    Ok(())
}

fn unlock(
    unlocking: Unlocking,
    person: &Person,
    by_prompt: impl FnOnce() -> Result<(), Error>,
) -> Result<(), Unready> {
    match unlocking {
        Unlocking::ByPrompt => Ok(person.asked(by_prompt)?),
        Unlocking::Never => Err(Unready::State(KeychainState::Locked)),
    }
}
