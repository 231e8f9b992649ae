//! Sealed files: a team's secrets for one environment, encrypted in the repository for chosen people.
//!
//! The head of such a file is readable by everybody: for which environment it is, who can open it, and the names of the
//! secrets in it. So `check`, `plan` and a diff by name need no key. The values are in the encrypted part alone, which
//! also holds the digest of the head that it was sealed with: a head that somebody changed by hand, or that a merge put
//! together out of two, does not open.

mod error;
mod head;
mod names;
mod recipient;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;

pub use error::SealedError;
pub use head::{FORMAT, Head, SealedText};
pub use names::{NameChange, changes};
pub use recipient::{KeyKind, Recipient};

/// The name of the plain credential that an age identity is kept as.
pub const AGE_IDENTITY: &str = "AGE_IDENTITY";

/// A sealed file as a commit has it. It names the secrets and holds none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFile {
    /// Its path in the repository.
    pub path: String,
    /// The tree that it is taken from.
    pub tree: String,
    /// Its version: the digest of its content.
    pub version: Digest,
    /// For which project and environment it was sealed, `PROJECT/ENVIRONMENT`.
    pub of: String,
    /// The names of the secrets in it, sorted.
    pub secrets: Vec<String>,
}

impl SealedFile {
    /// Whether a secret of that name is in it.
    pub fn has(&self, secret: &str) -> bool {
        self.secrets.iter().any(|name| name == secret)
    }
}

/// What a sealed file says it is for.
pub fn of(project: &str, environment: &str) -> String {
    format!("{project}/{environment}")
}
