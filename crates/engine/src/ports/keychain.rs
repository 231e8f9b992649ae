//! The keychain: where the values of credentials lie.

use async_trait::async_trait;
use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::Problem;

/// What a keychain can do right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeychainState {
    /// It can be read and written.
    Unlocked,
    /// A person has to unlock it.
    Locked,
    /// There is nothing that keychains are reached by, on Linux no session bus.
    NoBus,
    /// Nothing answers for secrets there.
    NoService,
    /// The service has no collection to keep anything in. What it says of entries tells nothing.
    NoCollection,
    /// It was asked and does not answer.
    Silent,
}

/// Where the values of credentials lie. Every call ends within five seconds, whatever the keychain does; only a
/// person who is asked to unlock it may take longer. A keychain that cannot be asked is a [`Problem`] that says in which
/// state it is and what to do, never an entry that is not there. After a person dismissed its prompt, what only looks at it
/// shows none for a while: putting there, taking out and [`unlock`](Keychain::unlock) are wishes of a person, and do.
#[async_trait]
pub trait Keychain: Send + Sync {
    /// What it is, for a person: `the login keychain`, or the file that was chosen.
    fn name(&self) -> String;

    /// What it can do right now.
    async fn state(&self) -> KeychainState;

    /// Why nothing can be had from it in that state, and what to do; `None` where it can be used. Nobody is asked to
    /// unlock it.
    async fn hindrance(&self, _state: KeychainState) -> Option<Problem> {
        None
    }

    /// Has the person asked to unlock it who wishes that now, also where they dismissed its prompt a moment ago.
    async fn unlock(&self) -> Result<(), Problem> {
        self.entries().await.map(drop)
    }

    /// The parts of a credential, `None` where it was asked and has none.
    async fn read(&self, id: &CredentialId) -> Result<Option<Parts>, Problem>;

    /// Puts a credential there, in place of the one of that name.
    async fn write(&self, id: &CredentialId, parts: &Parts) -> Result<(), Problem>;

    /// Refuses, as [`write`](Self::write) would, where nothing can be put there: before anybody is asked for a value.
    async fn takes_more(&self) -> Result<(), Problem> {
        self.entries().await.map(drop)
    }

    /// Takes a credential out; whether there was one.
    async fn remove(&self, id: &CredentialId) -> Result<bool, Problem>;

    /// Which credentials of Slipway it holds.
    async fn entries(&self) -> Result<Vec<CredentialId>, Problem>;
}
