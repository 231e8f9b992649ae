//! What jobs leave for other jobs and for targets.

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use slipway_domain::artifact::{Artifact, Listing};
use slipway_domain::digest::Digest;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;

/// A tar archive as it comes.
pub type TarStream = BoxStream<'static, Result<Bytes, Problem>>;

/// Where artifacts are kept on this device: the files under the digest of their listing, and per run which
/// digests its jobs left. What a run left stays until it is discarded.
#[async_trait]
pub trait Artifacts: Send + Sync {
    /// Keeps what a job left under a path. `tar` is the path's archive as an engine hands it out: its names are
    /// relative to the folder that the path lies in. Replaces what was there, all or nothing.
    async fn keep(
        &self,
        operation: OperationId,
        job: &str,
        path: &str,
        tar: TarStream,
    ) -> Result<Artifact, Problem>;

    /// What a job of a run left, by path.
    async fn left(&self, operation: OperationId, job: &str) -> Result<Vec<Artifact>, Problem>;

    /// An artifact as an archive whose names are relative to the workspace; `None` when it is not here.
    async fn archive(&self, digest: &Digest) -> Result<Option<TarStream>, Problem>;

    /// What is in an artifact; `None` when it is not here.
    async fn listing(&self, digest: &Digest) -> Result<Option<Listing>, Problem>;

    /// The content of one file of an artifact; `None` when that is not here.
    async fn file(&self, digest: &Digest, path: &str) -> Result<Option<Bytes>, Problem>;

    /// Forgets what a run left. What another run left as well stays.
    async fn discard(&self, operation: OperationId) -> Result<(), Problem>;
}
