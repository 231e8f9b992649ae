//! What credentials are made of: a value goes in once, as a [`SecretText`], and is in no document.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::credentials::CredentialWish;
use super::secret_text::SecretText;

/// A credential is to be put into the keychain, or tried before.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCredentialArgs {
    /// Which.
    pub credential: CredentialWish,
    /// Its parts, by name.
    #[serde(default)]
    pub values: BTreeMap<String, SecretText>,
    /// The file that holds the part which may be read from one.
    #[serde(default)]
    pub file: Option<String>,
    /// Each operation that uses it is to ask first.
    #[serde(default)]
    pub ask: bool,
}

/// The value of a credential is to be replaced.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RotateCredentialArgs {
    /// What it is kept under.
    pub id: String,
    /// Its parts, by name.
    #[serde(default)]
    pub values: BTreeMap<String, SecretText>,
    /// The file that holds the part which may be read from one.
    #[serde(default)]
    pub file: Option<String>,
    /// Each operation that uses it is to ask first; null leaves that as it is.
    #[serde(default)]
    pub ask: Option<bool>,
}

/// A private key is to be looked at before it is put into the keychain.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyArgs {
    /// The file that it lies in.
    #[serde(default)]
    pub file: Option<String>,
    /// Its text, where it was pasted.
    #[serde(default)]
    pub text: Option<SecretText>,
    /// What may open it.
    #[serde(default)]
    pub passphrase: Option<SecretText>,
}

/// What may be shown of a private key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KeyDocument {
    /// The name of the file that it came from.
    pub file: Option<String>,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its type, such as `ssh-ed25519`; null where only its passphrase tells.
    pub algorithm: Option<String>,
    /// Its fingerprint, as `ssh-keygen -l` shows it.
    pub fingerprint: Option<String>,
    /// Its public half, as hosts have it in `authorized_keys`.
    pub public: Option<String>,
    /// Whether a passphrase protects it.
    pub protected: bool,
    /// Whether the passphrase that was given opens it; null where none was given or none is needed.
    pub opens: Option<bool>,
}
