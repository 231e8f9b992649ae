//! A keychain that was chosen and cannot be had.

use async_trait::async_trait;
use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Keychain, KeychainState};

/// A keychain that was chosen and cannot be had: whoever asks hears why. Who has no credentials never asks.
pub struct Refused(pub Problem);

#[async_trait]
impl Keychain for Refused {
    fn name(&self) -> String {
        "the keychain that SLIPWAY_KEYCHAIN names".to_owned()
    }

    async fn state(&self) -> KeychainState {
        KeychainState::Locked
    }

    async fn hindrance(&self, _state: KeychainState) -> Option<Problem> {
        Some(self.0.clone())
    }

    async fn read(&self, _id: &CredentialId) -> Result<Option<Parts>, Problem> {
        Err(self.0.clone())
    }

    async fn write(&self, _id: &CredentialId, _parts: &Parts) -> Result<(), Problem> {
        Err(self.0.clone())
    }

    async fn remove(&self, _id: &CredentialId) -> Result<bool, Problem> {
        Err(self.0.clone())
    }

    async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
        Err(self.0.clone())
    }
}
