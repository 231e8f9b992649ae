//! What `tags` says.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::digest::Digest;
use slipway_engine::ports::Scan;
use slipway_engine::tags::ImageRow;

/// The document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TagsDocument {
    /// The service.
    pub service: String,
    /// Its repository.
    pub repository: String,
    /// Its images.
    pub images: Vec<ImageDocument>,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ImageDocument {
    /// The tags that point to it.
    pub tags: Vec<String>,
    /// Its digest.
    pub digest: Digest,
    /// Its version, if it is semver.
    pub semver: Option<String>,
    /// Its build number.
    pub build_number: Option<u64>,
    /// The commit that it was built from.
    pub commit: Option<String>,
    /// That commit's time.
    pub commit_time: Option<String>,
    /// When it was built.
    pub created: Option<String>,
    /// The compressed size of its layers; null when it is not known.
    pub size_bytes: Option<u64>,
    /// What it runs on.
    pub platforms: Vec<String>,
    /// The environments in which it ran when they were last looked at or deployed to from this device.
    pub running_in: Vec<String>,
    /// When it came to its registry; null where that does not say so.
    pub pushed: Option<String>,
    /// What was found when it was searched for known weaknesses; null where its registry does not do that.
    pub scan: Option<ScanDocument>,
}

/// What came of searching an image for known weaknesses.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ScanDocument {
    /// How far it is: `complete`, `in_progress`, `failed`, or the registry's own word in small letters.
    pub status: String,
    /// When it ended.
    pub at: Option<String>,
    /// How many weaknesses there are, by how bad they are: `critical`, `high`, `medium`, `low` and the like.
    pub findings: BTreeMap<String, u32>,
}

impl From<&Scan> for ScanDocument {
    fn from(scan: &Scan) -> Self {
        let at = scan.at.map(|at| at.to_string());
        Self { status: scan.status.clone(), at, findings: scan.findings.clone() }
    }
}

impl From<&ImageRow> for ImageDocument {
    fn from(row: &ImageRow) -> Self {
        Self {
            tags: row.tags.clone(),
            digest: row.digest.clone(),
            semver: row.semver.as_ref().map(ToString::to_string),
            build_number: row.build_number,
            commit: row.commit.clone(),
            commit_time: row.commit_time.map(|at| at.to_string()),
            created: row.created.map(|at| at.to_string()),
            size_bytes: row.size_bytes,
            platforms: row.platforms.clone(),
            running_in: row.running_in.clone(),
            pushed: row.pushed.map(|at| at.to_string()),
            scan: row.scan.as_ref().map(Into::into),
        }
    }
}
