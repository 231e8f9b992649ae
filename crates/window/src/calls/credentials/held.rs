//! What the keychain holds and nothing is known of here: the data directory was lost, or another is used now.

use slipway_api::window::call::Nothing;
use slipway_api::window::credentials::CredentialName;
use slipway_api::window::found_credentials::HeldCredentialsDocument;
use slipway_api::window::topic::Topic;
use slipway_domain::credential::{CredentialId, Known};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::KeychainState;

use super::misnamed;
use crate::answer::{Answered, read};
use crate::session::Session;

/// The credentials that the keychain holds and that are not known here. One that is locked is left so: nobody is asked
/// to unlock it because of this.
pub(crate) async fn held(session: &Session, _: Nothing) -> Answered<HeldCredentialsDocument> {
    let wallet = session.inner.kept.wallet();
    let held = match wallet.keychain.state().await {
        KeychainState::Unlocked => wallet.strays().await?,
        _ => Vec::new(),
    };
    let held = held.iter().map(CredentialName::from).collect();
    read(HeldCredentialsDocument { held }, [Topic::Credentials, Topic::Keychain])
}

/// Takes one up: it is known from now on, and applies where it did before.
pub(super) async fn take_up(session: &Session, id: &str) -> Result<Known, Problem> {
    let id: CredentialId = id.parse().map_err(misnamed)?;
    let wallet = session.inner.kept.wallet();
    if wallet.known().await?.iter().any(|known| known.id == id) {
        let message = format!("{} ({}) is known here already", id.name(), id.scope);
        return Err(Problem::new(Code::Usage, message).hint("rotate it to replace its value"));
    }
    wallet.take_up(&id).await?.ok_or_else(|| {
        let message = format!("{} ({}) is not in the keychain any more", id.name(), id.scope);
        Problem::new(Code::CredentialUnknown, message)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn what_is_no_credentials_name_is_not_taken_up() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        assert_eq!(take_up(&session, "TOKEN").await.unwrap_err().code, Code::Usage);
    }
}
