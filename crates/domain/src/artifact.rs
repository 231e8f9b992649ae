//! What jobs leave behind, as releases and plans refer to it: by content.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::digest::Digest;
use crate::plan::canonical;

/// What a job left under one of the paths of its `artifacts`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Artifact {
    /// The job.
    pub job: String,
    /// The path as slipway.yml writes it, relative to the workspace.
    pub path: String,
    /// The digest of its [`Listing`], under which the files are kept.
    pub digest: Digest,
}

impl Artifact {
    /// What a job left, as the fact of its step says it; `None` when it does not.
    pub fn in_fact(fact: &Value) -> Option<Vec<Self>> {
        Vec::deserialize(fact.get("artifacts")?).ok()
    }
}

/// Everything in an artifact, sorted by path. Two artifacts with one listing are the same, whenever they were
/// made and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Listing(pub Vec<Listed>);

/// One thing in an artifact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Listed {
    /// Relative to the workspace.
    pub path: String,
    /// Its rights, as `chmod` takes them.
    pub mode: u32,
    /// What it is.
    #[serde(flatten)]
    pub what: What,
}

/// What a thing in an artifact is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// A file.
    File {
        /// Of its content.
        sha256: Digest,
        /// Its size in bytes.
        size: u64,
    },
    /// A symbolic link.
    Link {
        /// Where it points to.
        target: String,
    },
    /// A folder.
    Folder,
}

impl Listed {
    /// Whether its owner may execute it.
    pub fn executable(&self) -> bool {
        self.mode & 0o100 != 0
    }
}

impl Listing {
    /// As it is kept: canonical JSON.
    pub fn bytes(&self) -> Vec<u8> {
        canonical(self)
    }

    /// The digest that names it.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_is_named_by_its_content() {
        let file = |content: &str, mode: u32| Listed {
            path: "dist/app".into(),
            mode,
            what: What::File { sha256: Digest::of(content.as_bytes()), size: content.len() as u64 },
        };
        let digest = |one: Listed| Listing(vec![one]).digest();
        assert_eq!(digest(file("a", 0o755)), digest(file("a", 0o755)));
        assert_ne!(digest(file("a", 0o755)), digest(file("b", 0o755)), "another content");
        assert_ne!(digest(file("a", 0o755)), digest(file("a", 0o644)), "other rights");
        let listing = Listing(vec![file("a", 0o755)]);
        let read: Listing = serde_json::from_slice(&listing.bytes()).expect("it reads what it writes");
        assert_eq!(read, listing);
    }
}
