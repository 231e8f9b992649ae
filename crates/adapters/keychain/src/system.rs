//! The keychain of the operating system.

mod entry;

#[cfg(all(unix, not(target_os = "macos")))]
mod failure;
#[cfg_attr(target_os = "macos", path = "system/macos.rs")]
#[cfg_attr(windows, path = "system/windows.rs")]
#[cfg_attr(all(unix, not(target_os = "macos")), path = "system/secret_service.rs")]
mod platform;
mod rest;

use async_trait::async_trait;
use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Keychain, KeychainState};

use self::entry::Held;
use self::rest::{Rest, Wish};
use crate::clerk::{Clerk, LIMIT, Person};
use crate::{entries, kept, problems};

/// What Slipway's entries are called in every keychain.
const SERVICE: &str = "slipway";

/// What is done about a keychain that is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlocking {
    /// The keychain's own prompt is shown, and the person takes as long as they take.
    ByPrompt,
    /// Nobody is asked: that it is locked is said at once.
    Never,
}

/// The keychain of the operating system: a Secret Service on the session bus, macOS' Keychain, Windows' Credential
/// Manager. Entries are of the service `slipway`, with what a credential is kept under as their account.
pub struct SystemKeychain {
    unlocking: Unlocking,
    rest: Rest,
    clerk: Clerk<()>,
}

impl SystemKeychain {
    /// The one of this session. Nothing is reached before something is asked.
    pub fn new(unlocking: Unlocking) -> Self {
        Self { unlocking, rest: Rest::default(), clerk: Clerk::new(LIMIT, || ()) }
    }

    /// Asks with the keychain opened for an account, or for all of them.
    async fn ask<T: Send + 'static>(
        &self,
        wish: Wish,
        account: Option<String>,
        question: impl FnOnce(&mut Held) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (rest, unlocking) = (self.rest.clone(), self.unlocking);
        let opened_and_asked = move |_: &mut (), person: &Person| {
            rest.ask(unlocking, wish, |unlocking| {
                let mut held = Held::open(account.as_deref(), unlocking, person)?;
                question(&mut held)
            })
        };
        let answer = self.clerk.ask(opened_and_asked).await;
        answer.unwrap_or_else(|| Err(problems::silent(platform::NAME)))
    }
}

#[async_trait]
impl Keychain for SystemKeychain {
    fn name(&self) -> String {
        platform::NAME.to_owned()
    }

    async fn state(&self) -> KeychainState {
        self.clerk.ask(|_, _| platform::state()).await.unwrap_or(KeychainState::Silent)
    }

    async fn hindrance(&self, state: KeychainState) -> Option<Problem> {
        problems::of_state(state, platform::NAME)
    }

    async fn read(&self, id: &CredentialId) -> Result<Option<Parts>, Problem> {
        let account = id.to_string();
        let read = move |held: &mut Held| entries::read(held, &account);
        let found = self.ask(Wish::ByTheWay, Some(id.to_string()), read).await?;
        found.map(|value| kept::parts(platform::NAME, id, &value)).transpose()
    }

    async fn write(&self, id: &CredentialId, parts: &Parts) -> Result<(), Problem> {
        let (account, value) = (id.to_string(), parts.to_kept());
        let generation = format!("{:016x}", fastrand::u64(..));
        let write =
            move |held: &mut Held| entries::write(held, &account, value.expose().as_bytes(), &generation);
        self.ask(Wish::OfPerson, Some(id.to_string()), write).await
    }

    async fn takes_more(&self) -> Result<(), Problem> {
        self.unlock().await
    }

    async fn unlock(&self) -> Result<(), Problem> {
        self.ask(Wish::OfPerson, None, <Held as entries::Entries>::accounts).await.map(drop)
    }

    async fn remove(&self, id: &CredentialId) -> Result<bool, Problem> {
        let account = id.to_string();
        self.ask(Wish::OfPerson, Some(account.clone()), move |held| entries::remove(held, &account)).await
    }

    async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
        let accounts = self.ask(Wish::ByTheWay, None, <Held as entries::Entries>::accounts).await?;
        Ok(kept::credentials(accounts))
    }
}
