//! The keychain of this laptop.

use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Keychain, KeychainState};

/// The keychain of this laptop. It is not asked before somebody needs it.
pub(crate) fn keychain() -> Arc<dyn Keychain> {
    Arc::new(NoKeychain)
}

/// A program that was built without any keychain.
struct NoKeychain;

impl NoKeychain {
    fn unavailable<T>() -> Result<T, Problem> {
        let message = "this Slipway was built without a keychain";
        Err(Problem::new(Code::KeychainUnavailable, message)
            .hint("set variables instead: SLIPWAY_SECRET_NAME, SLIPWAY_REGISTRY_USER and _PASSWORD"))
    }
}

#[async_trait]
impl Keychain for NoKeychain {
    fn name(&self) -> String {
        "no keychain".to_owned()
    }

    async fn state(&self) -> KeychainState {
        KeychainState::NoService
    }

    async fn read(&self, _: &CredentialId) -> Result<Option<Parts>, Problem> {
        Self::unavailable()
    }

    async fn write(&self, _: &CredentialId, _: &Parts) -> Result<(), Problem> {
        Self::unavailable()
    }

    async fn remove(&self, _: &CredentialId) -> Result<bool, Problem> {
        Self::unavailable()
    }

    async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
        Self::unavailable()
    }
}
