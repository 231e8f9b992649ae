//! A commit and what jobs left, in memory.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use slipway_domain::artifact::{Artifact, Listed, Listing, What};
use slipway_domain::config::Config;
use slipway_domain::digest::Digest;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::{Commit, Release};
use slipway_engine::ports::{
    Artifacts, FileAt, FileKind, LogCommit, Objects, Origins, Source, TarStream, Target, TreeFile,
};

const NOT_HERE: &str = "no test of a target does this";

fn none<T>() -> Result<T, Problem> {
    Err(Problem::new(Code::Internal, NOT_HERE))
}

/// A commit with these files. Those called `app` may be executed.
#[derive(Default, Clone)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    pub fn of<B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (impl Into<String>, B)>) -> Self {
        Self(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect())
    }
}

#[async_trait]
impl Source for Files {
    fn root(&self) -> &str {
        "/"
    }
    async fn files(&self, _: &str) -> Result<Vec<TreeFile>, Problem> {
        let file = |(path, bytes): (&String, &Vec<u8>)| TreeFile {
            path: path.clone(),
            object: Digest::of(bytes).hex()[..40].to_owned(),
            kind: if path.ends_with(".link") { FileKind::Symlink } else { FileKind::File },
            size: bytes.len() as u64,
        };
        Ok(self.0.iter().map(file).collect())
    }
    async fn file(&self, _: &str, path: &str) -> Result<Option<FileAt>, Problem> {
        let executable = path.ends_with("app");
        Ok(self.0.get(path).map(|bytes| FileAt { bytes: bytes.clone().into(), executable }))
    }
    async fn commit(&self, _: &str) -> Result<Commit, Problem> {
        none()
    }
    async fn working_tree(&self) -> Result<Commit, Problem> {
        none()
    }
    async fn person(&self) -> Result<String, Problem> {
        none()
    }
    async fn open(&self) -> Result<Box<dyn Objects>, Problem> {
        none()
    }
    async fn between(&self, _: &str, _: &str, _: u32) -> Result<Vec<LogCommit>, Problem> {
        Ok(Vec::new())
    }
    async fn ahead_behind(&self, _: &str, _: &str) -> Result<(u64, u64), Problem> {
        Ok((0, 0))
    }
    async fn describe(&self, _: &[String]) -> Result<BTreeMap<String, LogCommit>, Problem> {
        Ok(BTreeMap::new())
    }
    async fn remote(&self) -> Result<Option<String>, Problem> {
        Ok(None)
    }
}

/// What jobs left.
#[derive(Default)]
pub struct Left(Mutex<BTreeMap<Digest, (Listing, Files)>>);

impl Left {
    /// That a job left these files under one of its paths. Those called `.link` are links.
    pub fn leave(&self, job: &str, path: &str, files: Files) -> Artifact {
        let listed = |(path, bytes): (&String, &Vec<u8>)| Listed {
            path: path.clone(),
            mode: if path.ends_with("app") { 0o755 } else { 0o644 },
            what: if path.ends_with(".link") {
                What::Link { target: String::from_utf8(bytes.clone()).unwrap() }
            } else {
                What::File { sha256: Digest::of(bytes), size: bytes.len() as u64 }
            },
        };
        let listing = Listing(files.0.iter().map(listed).collect());
        let digest = listing.digest();
        self.0.lock().unwrap().insert(digest.clone(), (listing, files));
        Artifact { job: job.to_owned(), path: path.to_owned(), digest }
    }

    /// As after somebody cleared the data directory away.
    pub fn lose_all(&self) {
        self.0.lock().unwrap().clear();
    }

    /// As after a disk that failed: the listing is there, the content is another.
    pub fn spoil(&self, path: &str) {
        for (_, files) in self.0.lock().unwrap().values_mut() {
            files.0.insert(path.to_owned(), b"spoilt".to_vec());
        }
    }
}

#[async_trait]
impl Artifacts for Left {
    async fn keep(&self, _: OperationId, _: &str, _: &str, _: TarStream) -> Result<Artifact, Problem> {
        none()
    }
    async fn left(&self, _: OperationId, _: &str) -> Result<Vec<Artifact>, Problem> {
        none()
    }
    async fn archive(&self, _: &Digest) -> Result<Option<TarStream>, Problem> {
        none()
    }
    async fn listing(&self, digest: &Digest) -> Result<Option<Listing>, Problem> {
        Ok(self.0.lock().unwrap().get(digest).map(|(listing, _)| listing.clone()))
    }
    async fn file(&self, digest: &Digest, path: &str) -> Result<Option<Bytes>, Problem> {
        let all = self.0.lock().unwrap();
        Ok(all.get(digest).and_then(|(_, files)| files.0.get(path)).map(|bytes| bytes.clone().into()))
    }
    async fn discard(&self, _: OperationId) -> Result<(), Problem> {
        none()
    }
}

/// Release `number` of a commit, without services.
pub fn release(number: u64, artifacts: Vec<Artifact>) -> Release {
    let bare = Commit::bare(format!("{number:040}"), "tree", 1_700_000_000);
    let commit = Commit { branch: Some("develop".to_owned()), pushed: Some(true), ..bare };
    Release { number, commit, services: BTreeMap::new(), artifacts }
}

/// What a target makes of a commit whose run left nothing.
pub async fn recipe(
    target: &dyn Target,
    files: &Files,
    config: &Config,
) -> Result<serde_json::Value, Problem> {
    let (artifacts, release) = (Left::default(), release(1, Vec::new()));
    target.recipe(&Origins { source: files, artifacts: &artifacts, config, release: &release }).await
}
