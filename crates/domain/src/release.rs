//! Releases: what a run makes and what promotion and rollback move.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::artifact::Artifact;
use crate::digest::Digest;

/// A commit, as a release refers to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// The full object name.
    pub sha: String,
    /// The object name of the tree that was built; another than the commit's own when `dirty`.
    pub tree: String,
    /// The branch that it was taken from, where one is known.
    pub branch: Option<String>,
    /// A tag on the commit, the one with the highest semver precedence.
    pub git_tag: Option<String>,
    /// Committer time in Unix seconds (`git show -s --format=%ct`).
    pub time: i64,
    /// Built from a working tree with changes that no commit holds.
    #[serde(default)]
    pub dirty: bool,
    /// Whether a remote branch held it: `None` when there is no remote.
    pub pushed: Option<bool>,
}

impl Commit {
    /// A clean commit of which no branch, tag or remote is known. `time` is in Unix seconds.
    pub fn bare(sha: impl Into<String>, tree: impl Into<String>, time: i64) -> Self {
        Self {
            sha: sha.into(),
            tree: tree.into(),
            branch: None,
            git_tag: None,
            time,
            dirty: false,
            pushed: None,
        }
    }

    /// The first seven digits.
    pub fn short(&self) -> &str {
        self.sha.get(..7).unwrap_or(&self.sha)
    }
}

/// What a run sets out to make: a release whose changed services have no digest yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The build number.
    pub number: u64,
    /// What is built.
    pub commit: Commit,
    /// Per service what it will be.
    pub services: BTreeMap<String, DraftService>,
    /// False when only single jobs were asked for, so that no release comes of it.
    pub releases: bool,
    /// The steps whose facts hold what their jobs left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artifacts_of: Vec<String>,
}

/// A service in a [`Draft`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftService {
    /// The version it gets or keeps.
    pub version: String,
    /// The image repository, without tag.
    pub repository: String,
    /// A fingerprint of everything the image is made of.
    pub inputs: String,
    /// The digest it keeps because its inputs did not change; otherwise the step that makes it says.
    pub digest: Option<Digest>,
    /// The step whose fact holds the digest, when it is built.
    pub pushed_by: Option<String>,
}

/// A release: immutable, named by its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Release {
    /// The build number of its run.
    pub number: u64,
    /// What was built.
    pub commit: Commit,
    /// Its services.
    pub services: BTreeMap<String, ServiceRelease>,
    /// What the jobs of its run left, in the order of the run. None when it was made without its jobs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artifacts: Vec<Artifact>,
}

/// One service of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRelease {
    /// The version.
    pub version: String,
    /// The image repository, without tag.
    pub repository: String,
    /// What the version tag pointed to when it was pushed.
    pub digest: Digest,
    /// The fingerprint of what it was made of.
    pub inputs: String,
}

impl ServiceRelease {
    /// `REPOSITORY@DIGEST`.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.repository, self.digest)
    }
}

impl Draft {
    /// The release that comes of this draft, given the fact of each step that succeeded: `digest` of an image
    /// that was pushed, `artifacts` of a job. `None` when one of them is missing or no release was wanted.
    pub fn release<'f>(&self, fact_of: impl Fn(&str) -> Option<&'f Value>) -> Option<Release> {
        if !self.releases {
            return None;
        }
        let pushed = |step: &str| fact_of(step)?.get("digest")?.as_str()?.parse::<Digest>().ok();
        let mut services = BTreeMap::new();
        for (name, draft) in &self.services {
            let digest = draft.digest.clone().or_else(|| pushed(draft.pushed_by.as_deref()?))?;
            let (version, repository, inputs) =
                (draft.version.clone(), draft.repository.clone(), draft.inputs.clone());
            services.insert(name.clone(), ServiceRelease { version, repository, digest, inputs });
        }
        let left = |step: &String| Artifact::in_fact(fact_of(step)?);
        let artifacts = self.artifacts_of.iter().map(left).collect::<Option<Vec<_>>>()?.concat();
        Some(Release { number: self.number, commit: self.commit.clone(), services, artifacts })
    }
}
