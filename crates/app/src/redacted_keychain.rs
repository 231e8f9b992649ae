//! The keychain, whose values are in no text any more once they were read or written here.

use std::sync::Arc;

use async_trait::async_trait;
use slipway_credentials::remember;
use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Keychain, KeychainState};

/// A keychain that tells the redactor of every value that goes through it. Whoever opens a credential, for an operation,
/// a notice or a trial, or puts one there, need not think of it.
pub(crate) struct RedactedKeychain(pub Arc<dyn Keychain>);

#[async_trait]
impl Keychain for RedactedKeychain {
    fn name(&self) -> String {
        self.0.name()
    }

    async fn state(&self) -> KeychainState {
        self.0.state().await
    }

    async fn hindrance(&self, state: KeychainState) -> Option<Problem> {
        self.0.hindrance(state).await
    }

    async fn read(&self, id: &CredentialId) -> Result<Option<Parts>, Problem> {
        let read = self.0.read(id).await?;
        read.iter().flat_map(Parts::secrets).for_each(remember);
        Ok(read)
    }

    /// What cannot be written is in no problem either.
    async fn write(&self, id: &CredentialId, parts: &Parts) -> Result<(), Problem> {
        parts.secrets().for_each(remember);
        self.0.write(id, parts).await
    }

    async fn unlock(&self) -> Result<(), Problem> {
        self.0.unlock().await
    }

    async fn takes_more(&self) -> Result<(), Problem> {
        self.0.takes_more().await
    }

    async fn remove(&self, id: &CredentialId) -> Result<bool, Problem> {
        self.0.remove(id).await
    }

    async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
        self.0.entries().await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use slipway_credentials::redacted;
    use slipway_domain::credential::{Kind, Scope};
    use slipway_domain::secret::Secret;

    use super::*;

    /// Holds one credential.
    #[derive(Default)]
    struct Drawer(Mutex<Option<Parts>>);

    #[async_trait]
    impl Keychain for Drawer {
        fn name(&self) -> String {
            "the drawer".to_owned()
        }

        async fn state(&self) -> KeychainState {
            KeychainState::Unlocked
        }

        async fn read(&self, _: &CredentialId) -> Result<Option<Parts>, Problem> {
            Ok(self.0.lock().unwrap().clone())
        }

        async fn write(&self, _: &CredentialId, parts: &Parts) -> Result<(), Problem> {
            *self.0.lock().unwrap() = Some(parts.clone());
            Ok(())
        }

        async fn remove(&self, _: &CredentialId) -> Result<bool, Problem> {
            Ok(self.0.lock().unwrap().take().is_some())
        }

        async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
            Ok(Vec::new())
        }
    }

    fn login(password: &str) -> Parts {
        let given = [("user", "anneliese"), ("password", password)];
        let given = given.map(|(name, value)| (name.to_owned(), Secret::new(value)));
        Parts::new(Kind::Registry, given).unwrap()
    }

    #[tokio::test]
    async fn what_was_read_or_written_is_in_no_text_and_what_is_not_secret_stays() {
        let id = CredentialId::new(Scope::Global, Kind::Registry, "registry.example.com").unwrap();
        let text = "anneliese came in with damson-33-hedge";
        let read = RedactedKeychain(Arc::new(Drawer(Mutex::new(Some(login("damson-33-hedge"))))));
        assert_eq!(redacted(text), text);
        read.read(&id).await.unwrap().unwrap();
        assert_eq!(redacted(text), "anneliese came in with ***");
        let written = RedactedKeychain(Arc::new(Drawer::default()));
        written.write(&id, &login("bullace-58-stile")).await.unwrap();
        assert_eq!(redacted("it is bullace-58-stile"), "it is ***");
    }
}
