//! What is known of a credential without its keychain. It holds no secret.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::CredentialId;

/// What this laptop knows of a credential that it put into the keychain. As long as it stands here, nothing may take
/// the credential for one that was never set, whatever state the keychain is in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// Which it is.
    pub id: CredentialId,
    /// Its parts that are not secret, by name.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// What a person may compare and nobody can use: an SSH key's fingerprint with its type, an AWS key's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// Whether each operation that uses it asks a person first.
    #[serde(default)]
    pub ask: bool,
    /// When it was put there.
    pub added: Timestamp,
    /// When its value was replaced the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotated: Option<Timestamp>,
    /// When an operation of this laptop took it the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<Timestamp>,
    /// When it was tried the last time, and what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested: Option<Tested>,
    /// Whether it was taken out again. It is kept so that what is known can be replaced and never has to be deleted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

impl Known {
    /// Whether it is still what was known before: there, and with the same value.
    pub fn is_still(&self, before: &Self) -> bool {
        !self.removed && (self.added, self.rotated) == (before.added, before.rotated)
    }
}

/// What came of trying a credential.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// When.
    pub at: Timestamp,
    /// Whether it was accepted; `None` where there is nothing to try it on and it was only seen to be there.
    pub works: Option<bool>,
    /// What was seen, in a sentence.
    pub said: String,
}
