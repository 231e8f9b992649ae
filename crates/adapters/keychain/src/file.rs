//! An encrypted file in place of a keychain, for machines that have none.

mod disk;
mod format;

use std::path::PathBuf;

use async_trait::async_trait;
use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Keychain, KeychainState};

use self::disk::Disk;
use self::format::Held;
use crate::clerk::{Clerk, LIMIT};
use crate::key::Key;
use crate::{kept, problems};

/// Credentials in a file that is encrypted with age by a passphrase. Every change writes the whole file anew, beside the
/// old one and then in its place, under a lock that programs share; what cannot be read is never written over.
pub struct EncryptedFile {
    name: String,
    clerk: Clerk<Disk>,
}

impl EncryptedFile {
    /// The file at a path, which opens with the key. The first credential makes it.
    pub fn new(path: PathBuf, key: Key) -> Self {
        let name = format!("the encrypted file {}", path.display());
        let clerk = Clerk::new(LIMIT, move || Disk::new(path.clone(), key.clone()));
        Self { name, clerk }
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Disk) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let answer = self.clerk.ask(move |disk, _| question(disk)).await;
        answer.unwrap_or_else(|| Err(problems::silent(&self.name).hint("look at the disk that it lies on")))
    }
}

#[async_trait]
impl Keychain for EncryptedFile {
    fn name(&self) -> String {
        self.name.clone()
    }

    async fn state(&self) -> KeychainState {
        self.clerk.ask(|disk, _| disk.state()).await.unwrap_or(KeychainState::Silent)
    }

    async fn hindrance(&self, state: KeychainState) -> Option<Problem> {
        match state {
            KeychainState::Unlocked => None,
            _ => self.ask(|disk| disk.read().map(|_| ())).await.err(),
        }
    }

    async fn read(&self, id: &CredentialId) -> Result<Option<Parts>, Problem> {
        let account = id.to_string();
        let found = self.ask(move |disk| Ok(disk.read()?.get(&account).cloned())).await?;
        found.map(|value| kept::parts(&self.name, id, &value)).transpose()
    }

    async fn write(&self, id: &CredentialId, parts: &Parts) -> Result<(), Problem> {
        let (account, value) = (id.to_string(), parts.to_kept());
        let put = move |held: &mut Held| {
            held.insert(account, format::bytes(&value));
            true
        };
        self.ask(move |disk| disk.change(true, put)).await.map(drop)
    }

    /// A file that is not there yet is made by the first credential.
    async fn takes_more(&self) -> Result<(), Problem> {
        self.ask(Disk::takes_more).await
    }

    async fn remove(&self, id: &CredentialId) -> Result<bool, Problem> {
        let account = id.to_string();
        let take = move |held: &mut Held| held.remove(&account).is_some();
        self.ask(move |disk| disk.change(false, take)).await
    }

    async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
        let accounts = self.ask(|disk| Ok(disk.read()?.keys().cloned().collect::<Vec<_>>())).await?;
        Ok(kept::credentials(accounts))
    }
}
