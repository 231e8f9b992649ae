//! What stands in an encrypted file: a JSON document of the credentials, encrypted with age by a passphrase.

use std::collections::BTreeMap;
use std::path::Path;

use age::DecryptError;
use age::secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

use crate::chunks::Bytes;
use crate::key::Key;

/// The credentials of a file, by what they are kept under.
pub(super) type Held = BTreeMap<String, Bytes>;

/// The number of this format.
const FORMAT: u64 = 1;

/// How much work a guess at the key costs: 2^16 rounds take some 64 MB and 0.2 s, so that the file can be opened for
/// every operation of a small machine.
const WORK: u8 = 16;

/// The most work that opening a file may ask for, as of one that `age -p` made: 2^18 takes 256 MB.
const MOST_WORK: u8 = 18;

#[derive(Deserialize)]
struct Document {
    format: u64,
    #[serde(default)]
    credentials: BTreeMap<String, String>,
}

/// A kept text as bytes.
pub(super) fn bytes(text: &Secret) -> Bytes {
    Zeroizing::new(text.expose().as_bytes().to_vec())
}

/// The file's bytes.
pub(super) fn encrypt(held: &Held, key: &Key) -> Result<Vec<u8>, Problem> {
    let text = |value: &Bytes| Value::from(String::from_utf8_lossy(value).into_owned());
    let credentials: Map<String, Value> =
        held.iter().map(|(account, value)| (account.clone(), text(value))).collect();
    let document = json!({ "format": FORMAT, "credentials": credentials });
    let plain = Zeroizing::new(document.to_string());
    let mut recipient = age::scrypt::Recipient::new(passphrase(key));
    recipient.set_work_factor(WORK);
    age::encrypt(&recipient, plain.as_bytes()).map_err(|error| {
        Problem::new(Code::FileFailed, format!("the credentials cannot be encrypted: {error}"))
    })
}

/// What the file's bytes hold.
pub(super) fn decrypt(encrypted: &[u8], key: &Key, path: &Path) -> Result<Held, Problem> {
    let mut identity = age::scrypt::Identity::new(passphrase(key));
    identity.set_max_work_factor(MOST_WORK);
    let plain = age::decrypt(&identity, encrypted).map(Zeroizing::new);
    let plain = plain.map_err(|error| not_opened(&error, path))?;
    let document: Document = serde_json::from_slice(&plain)
        .map_err(|_| damaged(path, "what was encrypted is none of Slipway's"))?;
    if document.format > FORMAT {
        let message = format!("{} was written by a newer Slipway", path.display());
        return Err(Problem::new(Code::CredentialsFailed, message).hint("install the newest Slipway"));
    }
    let credentials = document.credentials.into_iter();
    Ok(credentials.map(|(account, text)| (account, Zeroizing::new(text.into_bytes()))).collect())
}

fn passphrase(key: &Key) -> SecretString {
    SecretString::from(key.expose().to_owned())
}

fn not_opened(error: &DecryptError, path: &Path) -> Problem {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
            let message = format!("{} does not open with the key that was given", path.display());
            Problem::new(Code::KeychainLocked, message)
                .hint("give the key that the file was made with; if that is the one, the file is damaged")
        }
        DecryptError::NoMatchingKeys => {
            damaged(path, "it is encrypted for recipients and not with a passphrase")
        }
        DecryptError::ExcessiveWork { .. } => damaged(path, "opening it would take more memory than it may"),
        _ => damaged(path, "it is cut off, changed, or no file that age wrote"),
    }
}

fn damaged(path: &Path, why: &str) -> Problem {
    Problem::new(Code::CredentialsFailed, format!("{} cannot be read: {why}", path.display()))
        .hint("put a copy of it back, or name another file; it was left as it is")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        Key::from_variable(text).unwrap()
    }

    #[test]
    fn what_is_encrypted_comes_back_and_stands_nowhere_in_the_file() {
        let held =
            Held::from([("global/plain/A".to_owned(), bytes(&Secret::new(r#"{"value":"hunter22"}"#)))]);
        let encrypted = encrypt(&held, &key("k")).unwrap();
        let shows = |text: &str| encrypted.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!shows("hunter22") && !shows("global/plain"), "names are nobody's business either");
        assert_eq!(decrypt(&encrypted, &key("k"), Path::new("f")).unwrap(), held);
    }

    #[test]
    fn another_key_and_damage_are_told_apart_where_that_can_be_told() {
        let encrypted = encrypt(&Held::new(), &key("k")).unwrap();
        let code =
            |encrypted: &[u8], with: &str| decrypt(encrypted, &key(with), Path::new("f")).unwrap_err().code;
        assert_eq!(code(&encrypted, "another"), Code::KeychainLocked);
        assert_eq!(code(&encrypted[..encrypted.len() - 1], "k"), Code::CredentialsFailed);
        assert_eq!(code(b"", "k"), Code::CredentialsFailed);
        assert_eq!(code(b"age-encryption.org/v1\n", "k"), Code::CredentialsFailed);
        let mut changed = encrypted.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(code(&changed, "k"), Code::CredentialsFailed);
    }

    #[test]
    fn what_a_newer_slipway_wrote_is_left_to_it() {
        let mut recipient = age::scrypt::Recipient::new(passphrase(&key("k")));
        recipient.set_work_factor(2);
        for (text, said) in [(r#"{"format":2}"#, "newer Slipway"), ("[]", "none of Slipway's")] {
            let encrypted = age::encrypt(&recipient, text.as_bytes()).unwrap();
            let problem = decrypt(&encrypted, &key("k"), Path::new("f")).unwrap_err();
            assert!(problem.message.contains(said), "{}", problem.message);
        }
    }
}
