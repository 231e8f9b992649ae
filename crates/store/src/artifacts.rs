//! What jobs leave, as files in the data directory.
//!
//! ```text
//! artifacts/kept/DIGEST.json   a listing; its digest is its name
//! artifacts/kept/DIGEST.tar    everything in it
//! artifacts/runs/ID/…          one file for each path that a job of the run left: which listing it is
//! artifacts/lock               held while the two above change together
//! ```

mod pack;
mod shelf;

use std::io;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures::StreamExt;
use slipway_domain::artifact::{Artifact, Listing};
use slipway_domain::digest::Digest;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Artifacts, TarStream};
use tokio::sync::mpsc;
use tokio_util::io::ReaderStream;

use shelf::Shelf;

/// How many pieces of an archive wait to be packed.
const PIECES: usize = 16;

/// Artifacts in files.
pub struct FileArtifacts {
    shelf: Arc<Shelf>,
}

impl FileArtifacts {
    /// Keeps them in this folder, which is made when it is needed.
    pub fn new(folder: &Path) -> Self {
        Self { shelf: Arc::new(Shelf::new(folder)) }
    }

    /// Works on the files where waiting for a disk holds nobody up.
    async fn work<T: Send + 'static>(
        &self,
        what: &'static str,
        work: impl FnOnce(&Shelf) -> io::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let shelf = self.shelf.clone();
        let done = tokio::task::spawn_blocking(move || work(&shelf)).await;
        done.map_err(io::Error::other).and_then(|done| done).map_err(|why| self.cannot(what, &why))
    }

    fn cannot(&self, what: &str, why: &io::Error) -> Problem {
        let folder = self.shelf.folder().display();
        Problem::new(Code::FileFailed, format!("artifacts cannot be {what} in {folder}: {why}"))
    }
}

#[async_trait]
impl Artifacts for FileArtifacts {
    async fn keep(
        &self,
        operation: OperationId,
        job: &str,
        path: &str,
        mut tar: TarStream,
    ) -> Result<Artifact, Problem> {
        let (sender, receiver) = mpsc::channel(PIECES);
        let (job, path) = (job.to_owned(), path.to_owned());
        let packing = self.work("kept", move |shelf| shelf.keep(operation, &job, &path, receiver));
        let feeding = async move {
            while let Some(piece) = tar.next().await {
                // The other side has gone when packing failed; its error is the one that counts.
                let _ = sender.send(Some(piece?)).await;
            }
            let _ = sender.send(None).await;
            Ok::<_, Problem>(())
        };
        let (kept, fed) = futures::join!(packing, feeding);
        fed?;
        kept
    }

    async fn left(&self, operation: OperationId, job: &str) -> Result<Vec<Artifact>, Problem> {
        let job = job.to_owned();
        self.work("read", move |shelf| shelf.left(operation, &job)).await
    }

    async fn archive(&self, digest: &Digest) -> Result<Option<TarStream>, Problem> {
        let digest = digest.clone();
        let Some(file) = self.work("read", move |shelf| shelf.archive(&digest)).await? else {
            return Ok(None);
        };
        let shelf = self.shelf.clone();
        let whole = move |piece: io::Result<Bytes>| {
            piece.map_err(|why| FileArtifacts { shelf: shelf.clone() }.cannot("read", &why))
        };
        Ok(Some(ReaderStream::new(tokio::fs::File::from_std(file)).map(whole).boxed()))
    }

    async fn listing(&self, digest: &Digest) -> Result<Option<Listing>, Problem> {
        let digest = digest.clone();
        self.work("read", move |shelf| shelf.listing(&digest)).await
    }

    async fn file(&self, digest: &Digest, path: &str) -> Result<Option<Bytes>, Problem> {
        let (digest, path) = (digest.clone(), path.to_owned());
        self.work("read", move |shelf| match shelf.archive(&digest)? {
            Some(archive) => pack::file(&archive, &path),
            None => Ok(None),
        })
        .await
    }

    async fn discard(&self, operation: OperationId) -> Result<(), Problem> {
        self.work("removed", move |shelf| shelf.discard(operation)).await
    }
}

#[cfg(test)]
mod tests;
