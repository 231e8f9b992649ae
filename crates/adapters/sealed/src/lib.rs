//! Sealed files: a team's secrets in the repository, encrypted with age for chosen people.
//!
//! The format of the head is `slipway_domain::sealed`'s; here is what is inside: one JSON object with the secrets, for
//! which environment they are, and the digest of the head that they were sealed with. It is filled up with spaces to a
//! multiple of 512 bytes, so that the length of the file hardly tells the length of a secret.
//!
//! A private key comes as a credential, from [`slipway_engine::ports::Keys`]. What is absent: files, git, and where keys
//! are kept.

mod content;
mod key;
mod opener;
mod seal;

pub use key::Key;
pub use opener::{SealedSecrets, open_with};
pub use seal::{open, seal};
