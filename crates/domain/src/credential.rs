//! Credentials: secrets in the operating system's keychain, with a kind and a scope.
//!
//! The keychain holds the values and what belongs to them; what is known without it is [`Known`], which holds no secret.

pub mod git_server;
mod id;
mod kind;
mod known;
mod parts;
mod scope;
mod shown;
pub mod ssh_key;
mod used_by;
mod wanted;

pub use id::{CredentialId, IdError};
pub use kind::{Field, Kind};
pub use known::{Known, Tested};
pub use parts::{Parts, PartsError};
pub use scope::Scope;
pub use shown::shown;
pub use used_by::{UsedBy, used_by, used_by_repository};
pub use wanted::{Wanted, wanted};
