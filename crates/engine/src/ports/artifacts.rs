//! What jobs leave for other jobs and for targets.

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;

/// A tar archive as it comes.
pub type TarStream = BoxStream<'static, Result<Bytes, Problem>>;

/// Where artifacts are kept, as tar archives whose paths are relative to the workspace.
#[async_trait]
pub trait Artifacts: Send + Sync {
    /// Keeps what a job left under a path. Replaces what was there, all or nothing.
    async fn keep(
        &self,
        operation: OperationId,
        job: &str,
        path: &str,
        tar: TarStream,
    ) -> Result<(), Problem>;

    /// What a job left: a path and its archive each, in the order they were kept.
    async fn open(&self, operation: OperationId, job: &str) -> Result<Vec<(String, TarStream)>, Problem>;
}
