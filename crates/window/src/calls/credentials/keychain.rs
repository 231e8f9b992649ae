//! The keychain: what it can do, and having it unlocked.

use jiff::Timestamp;
use slipway_api::error::ErrorDocument;
use slipway_api::window::call::Nothing;
use slipway_api::window::credentials::KeychainDocument;
use slipway_api::window::topic::Topic;
use slipway_app::{keychain_file, keychain_refusal};

use crate::answer::{Answered, read};
use crate::session::Session;

/// The keychain; asked now.
pub(crate) async fn keychain(session: &Session, _: Nothing) -> Answered<KeychainDocument> {
    let keychain = session.inner.kept.wallet().keychain;
    let state = keychain.state().await;
    session.inner.credentials.state(state);
    let document = KeychainDocument {
        state: state.into(),
        name: keychain.name(),
        file: keychain_file().map(|file| file.display().to_string()),
        problem: keychain_refusal().map(|problem| ErrorDocument::from(problem).error),
        at: Timestamp::now().to_string(),
    };
    read(document, [Topic::Keychain])
}

/// Has the person asked to unlock the keychain: by its own prompt, also where they dismissed it a moment ago.
pub(crate) async fn unlock(session: &Session, _: Nothing) -> Answered<KeychainDocument> {
    session.inner.kept.wallet().keychain.unlock().await?;
    let unlocked = keychain(session, Nothing {}).await?;
    session.changed(vec![Topic::Keychain]);
    Ok(unlocked)
}
