//! What jobs leave, as archives in the data directory: `artifacts/OPERATION/JOB/NNNN.tar`, each beside a
//! `NNNN.path` that holds the path it was kept under.

use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use futures::StreamExt;
use slipway_domain::digest::Digest;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Artifacts, TarStream};
use tokio::fs;
use tokio::io::AsyncWriteExt;
use tokio_util::io::ReaderStream;

/// Artifacts in files.
pub struct FileArtifacts {
    folder: PathBuf,
}

impl FileArtifacts {
    /// Keeps them in this folder, which is made when it is needed.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn job(&self, operation: OperationId, job: &str) -> PathBuf {
        // Names of jobs are people's; a digest of one is a file name on every system.
        self.folder.join(operation.to_string()).join(&Digest::of(job.as_bytes()).hex()[..16])
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
    ) -> Result<(), Problem> {
        let folder = self.job(operation, job);
        let name = Digest::of(path.as_bytes()).hex()[..16].to_owned();
        let (part, whole) = (folder.join(format!("{name}.part")), folder.join(format!("{name}.tar")));
        let failed = |error: io::Error| cannot("kept", &folder, &error);
        fs::create_dir_all(&folder).await.map_err(failed)?;
        let mut file = fs::File::create(&part).await.map_err(failed)?;
        while let Some(chunk) = tar.next().await {
            file.write_all(&chunk?).await.map_err(failed)?;
        }
        file.sync_all().await.map_err(failed)?;
        fs::write(folder.join(format!("{name}.path")), path).await.map_err(failed)?;
        fs::rename(&part, &whole).await.map_err(failed)
    }

    async fn open(&self, operation: OperationId, job: &str) -> Result<Vec<(String, TarStream)>, Problem> {
        let folder = self.job(operation, job);
        let failed = |error: io::Error| cannot("read", &folder, &error);
        let mut entries = match fs::read_dir(&folder).await {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut files = Vec::new();
        while let Some(entry) = entries.next_entry().await.map_err(failed)? {
            files.push(entry.path());
        }
        files.retain(|file| file.extension().is_some_and(|ending| ending == "tar"));
        files.sort();
        let mut found = Vec::new();
        for file in files {
            let path = fs::read_to_string(file.with_extension("path")).await.map_err(failed)?;
            let content = fs::File::open(&file).await.map_err(failed)?;
            let shown = folder.clone();
            let tar = ReaderStream::new(content)
                .map(move |chunk| chunk.map_err(|error| cannot("read", &shown, &error)));
            found.push((path, tar.boxed()));
        }
        Ok(found)
    }
}

fn cannot(what: &str, folder: &Path, error: &io::Error) -> Problem {
    Problem::new(Code::FileFailed, format!("artifacts cannot be {what} in {}: {error}", folder.display()))
}
