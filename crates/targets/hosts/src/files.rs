//! Files that a release puts beside what runs, at their own relative path: from its commit, or left by its jobs.

mod find;

use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use slipway_domain::artifact::Artifact;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::artifacts::not_here;
use slipway_engine::ports::{Artifacts, Source};

pub use find::{committed, shipped};

/// A text of the commit with up to so many bytes travels in the plan itself, so that a rollback or a colleague
/// needs no git object. What a job left never does: a secret that the job was given may be in it.
const SMALL: usize = 64 * 1024;

/// A file that lies in the project directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipped {
    /// Relative to the repository or workspace, and to the project directory.
    pub path: String,
    /// Of its content.
    pub sha256: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it may be executed.
    #[serde(default)]
    pub executable: bool,
    /// The content of a small text of the commit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What it lies in, if a job left it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Artifact>,
}

/// The files of a recipe that a job left, as [`Target::artifacts`](slipway_engine::ports::Target::artifacts) wants.
pub fn left_by_jobs(files: &[Shipped]) -> Vec<(String, Artifact)> {
    files.iter().filter_map(|file| Some((file.path.clone(), file.left.clone()?))).collect()
}

/// Where executors read files from.
#[derive(Clone)]
pub struct Files {
    /// The repository.
    pub source: Arc<dyn Source>,
    /// What jobs left.
    pub artifacts: Arc<dyn Artifacts>,
}

impl Files {
    /// The content of files of a release, in their order, each exactly what the plan names.
    pub async fn contents(&self, files: &[Shipped], tree: &str, release: u64) -> Result<Vec<Bytes>, Problem> {
        let mut contents = Vec::new();
        for file in files {
            let content = self.content(file, tree, release).await?;
            if Digest::of(&content) != file.sha256 {
                return Err(changed(file));
            }
            contents.push(content);
        }
        Ok(contents)
    }

    async fn content(&self, file: &Shipped, tree: &str, release: u64) -> Result<Bytes, Problem> {
        if let Some(left) = &file.left {
            let content = self.artifacts.file(&left.digest, &file.path).await?;
            return content.ok_or_else(|| not_here(&file.path, left, release));
        }
        if let Some(text) = &file.text {
            return Ok(Bytes::from(text.clone()));
        }
        let found = self.source.file(tree, &file.path).await?;
        let missing = || {
            let text = format!("{} of release #{release} is not in this clone", file.path);
            Problem::new(Code::CommitNotFound, text)
        };
        found.map(|found| found.bytes).ok_or_else(missing)
    }
}

fn changed(file: &Shipped) -> Problem {
    let text = format!("{} is not what the plan names: its SHA-256 is another", file.path);
    match file.left {
        Some(_) => Problem::new(Code::ArtifactsMissing, text),
        None => Problem::new(Code::PlanOutOfDate, text),
    }
}
