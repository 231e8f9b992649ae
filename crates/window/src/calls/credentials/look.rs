//! Private keys: what may be shown of one before it is put into the keychain.

use std::collections::BTreeMap;
use std::path::Path;

use slipway_api::window::credential_values::{KeyArgs, KeyDocument};
use slipway_api::window::secret_text::SecretText;
use slipway_app::key_facts;
use slipway_domain::credential::Kind;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

use crate::answer::{Answered, done};
use crate::session::Session;

/// No private key is larger.
const LARGEST: u64 = 64 * 1024;

/// The part of a kind that may be read from a file: a private key's, which is looked at before. A file of anything else
/// could be any file.
pub(super) fn file_part(kind: Kind) -> Option<&'static str> {
    (kind == Kind::SshKey).then_some("private_key")
}

/// What may be shown of a private key.
pub(crate) async fn look_at_key(_: &Session, args: KeyArgs) -> Answered<KeyDocument> {
    let KeyArgs { file, text, passphrase } = args;
    let text = match (&file, text) {
        (Some(file), _) => key_in(file).await?,
        (None, Some(text)) => text.into_secret(),
        (None, None) => return Err(Problem::new(Code::Usage, "there is no private key to look at")),
    };
    let facts = key_facts(&text, passphrase.as_ref().map(SecretText::secret))?;
    done(KeyDocument {
        file: file.map(|file| name_of(&file)),
        bytes: text.expose().len() as u64,
        algorithm: facts.algorithm,
        fingerprint: facts.fingerprint,
        public: facts.public,
        protected: facts.protected,
        opens: facts.opens,
    })
}

fn name_of(file: &str) -> String {
    let name = Path::new(file).file_name();
    name.map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The private key in a file that a person chose. What is none is refused, so that no other file gets anywhere by this
/// way.
pub(super) async fn key_in(file: &str) -> Result<Secret, Problem> {
    let unreadable = |why: &str| Problem::new(Code::FileFailed, format!("{file} cannot be read: {why}"));
    let about = tokio::fs::metadata(file).await.map_err(|why| unreadable(&why.to_string()))?;
    if !about.is_file() || about.len() > LARGEST {
        return Err(unreadable("it is no private key"));
    }
    let text = tokio::fs::read_to_string(file).await.map_err(|why| unreadable(&why.to_string()))?;
    let text = Secret::new(text);
    key_facts(&text, None)?;
    Ok(text)
}

/// Refuses a key that is none, and one that its passphrase does not open: whoever uses it later has no way to mend it.
pub(super) fn is_usable(values: &BTreeMap<String, Secret>) -> Result<(), Problem> {
    let Some(key) = values.get("private_key") else { return Ok(()) };
    let facts = key_facts(key, values.get("passphrase"))?;
    if facts.opens == Some(false) {
        return Err(Problem::new(Code::Usage, "the passphrase does not open the key").hint("type it again"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn only_a_private_key_is_taken_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("id_ed25519.pub");
        std::fs::write(&file, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 hunter22").unwrap();
        let refused = key_in(&file.display().to_string()).await.unwrap_err();
        assert_eq!(refused.code, Code::Usage);
        assert!(!format!("{refused:?}").contains("hunter22"), "{refused:?}");
        let gone = folder.path().join("gone").display().to_string();
        assert_eq!(key_in(&gone).await.unwrap_err().code, Code::FileFailed);
        let folder = folder.path().display().to_string();
        assert_eq!(key_in(&folder).await.unwrap_err().code, Code::FileFailed);
    }

    #[test]
    fn a_file_is_told_by_its_name() {
        assert_eq!(name_of("/home/li/.ssh/id_deploy"), "id_deploy");
        assert_eq!(name_of("/"), "/");
    }
}
