//! The images of a service, and what lies between two of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use slipway_engine::ports::Scan;

use crate::error::ErrorBody;
use crate::plan::{CommitDocument, ConfigDocument};
use crate::tags::ImageDocument;

/// A service's images are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImagesArgs {
    /// The project.
    pub project: String,
    /// The service.
    pub service: String,
}

/// A service's images, those with the highest version first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ImagesDocument {
    /// The service.
    pub service: String,
    /// Where they are.
    pub repository: String,
    /// The images.
    pub images: Vec<ImageRow>,
    /// When the registry was asked, as far as it answered.
    pub at: String,
    /// Why it does not answer now; the images are those of `at` then.
    pub problem: Option<ErrorBody>,
    /// Why whoever runs the registry did not say what was found in them, where it was asked; `found` is not known then.
    pub unsaid: Option<ErrorBody>,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ImageRow {
    /// What `tags` says of it.
    #[serde(flatten)]
    pub image: ImageDocument,
    /// The first line of its commit's message; null where the commit is not here.
    pub subject: Option<String>,
    /// Who wrote that commit; null where it is not here.
    pub author: Option<String>,
    /// The branch that it was run for.
    pub branch: Option<String>,
    /// The release that has it; it can be deployed then.
    pub release: Option<u64>,
    /// It is newer than everything that runs.
    pub newer: bool,
    /// The weaknesses that `scan` found, the worst first; null where that is not known, which is not the same as none.
    pub found: Option<Vec<FoundWeakness>>,
}

/// Weaknesses that are equally bad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FoundWeakness {
    /// How bad they are, in the registry's word in small letters, such as `critical`.
    pub severity: String,
    /// The same as a number, to sort by; 0 is the worst.
    pub rank: u64,
    /// How many there are.
    pub count: u32,
}

impl FoundWeakness {
    /// What a search found, as far as it is known.
    pub fn all(scan: &Scan) -> Option<Vec<Self>> {
        let one = |(severity, count): (&str, u32)| Self {
            severity: severity.to_owned(),
            rank: Scan::rank(severity) as u64,
            count,
        };
        Some(scan.found()?.into_iter().map(one).collect())
    }
}

/// Two images are to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompareArgs {
    /// The project.
    pub project: String,
    /// The service.
    pub service: String,
    /// The older digest.
    pub older: String,
    /// The newer digest.
    pub newer: String,
}

/// What lies between two images.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CompareDocument {
    /// The commits in between; null where they are not here.
    pub commits: Option<Vec<CommitDocument>>,
    /// The variables that differ between their releases; null where an image has none.
    pub config: Option<Vec<ConfigDocument>>,
    /// By how much the newer one is larger, in bytes; null where a size is not known.
    pub size_bytes: Option<i64>,
}
