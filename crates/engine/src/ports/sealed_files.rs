//! Sealed files: a team's secrets in the repository.

use std::collections::BTreeMap;

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_domain::sealed::SealedFile;
use slipway_domain::secret::Secret;

use super::Keys;

/// What opens sealed files.
#[async_trait]
pub trait SealedFiles: Send + Sync {
    /// The secrets in a file as the commit has it, by name, with the first of the `keys` that apply in the environment
    /// which opens it.
    async fn open(&self, file: &SealedFile, keys: &dyn Keys) -> Result<BTreeMap<String, Secret>, Problem>;
}
