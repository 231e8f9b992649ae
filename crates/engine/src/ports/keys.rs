//! Private keys among the credentials.

use async_trait::async_trait;
use slipway_domain::credential::{Known, Parts};
use slipway_domain::problem::Problem;
pub use slipway_domain::sealed::AGE_IDENTITY;

/// Private SSH keys, and age identities among the plain secrets.
#[async_trait]
pub trait Keys: Send + Sync {
    /// The SSH keys that apply in an environment of the project, or in all of it, by name; of two with one name the
    /// narrower. Nothing is opened, and where none was ever put into the keychain it is not asked either.
    async fn ssh_keys(&self, environment: Option<&str>) -> Result<Vec<Known>, Problem>;

    /// The age identity that applies there, the plain credential [`AGE_IDENTITY`].
    async fn age_identity(&self, environment: Option<&str>) -> Result<Option<Known>, Problem>;

    /// The parts of one. Whoever has to be asked before it is used is asked; what is handed out is in no text any more
    /// that is redacted.
    async fn open_key(&self, known: &Known) -> Result<Parts, Problem>;
}
