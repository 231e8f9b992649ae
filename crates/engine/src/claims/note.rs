//! What a claim says, as an artifact of a registry (OCI image specification, "Guidelines for Artifact Usage").

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use slipway_domain::digest::Digest;
use slipway_domain::ids::OperationId;

use crate::ports::ManifestInfo;

/// The content of an artifact that has none.
pub const EMPTY: &[u8] = b"{}";

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const NO_CONTENT: &str = "application/vnd.oci.empty.v1+json";
const KIND: &str = "application/vnd.slipway.claim.v1+json";

const VERSION: &str = "dev.slipway.claim.version";
const OPERATION: &str = "dev.slipway.claim.operation";
const BY: &str = "dev.slipway.claim.by";
const AT: &str = "dev.slipway.claim.at";

/// No push takes so long, and no two clocks differ by so much.
const VOID_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// A claim on a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The version.
    pub version: String,
    /// The operation that is about to push it.
    pub operation: OperationId,
    /// For people: who, and on which device.
    pub by: String,
    /// When it was claimed, by the claimer's clock.
    pub at: Timestamp,
}

impl Note {
    /// As it is written.
    pub fn manifest(&self) -> ManifestInfo {
        artifact(json!({
            VERSION: self.version,
            OPERATION: self.operation,
            BY: self.by,
            AT: self.at,
        }))
    }

    /// Reads a manifest; `None` when it claims nothing.
    pub fn read(manifest: &[u8]) -> Option<Self> {
        let manifest: Value = serde_json::from_slice(manifest).ok()?;
        let said = |name: &str| manifest.get("annotations")?.get(name)?.as_str();
        Some(Self {
            version: said(VERSION)?.to_owned(),
            operation: said(OPERATION)?.parse().ok()?,
            by: said(BY).unwrap_or("another laptop").to_owned(),
            at: said(AT)?.parse().ok()?,
        })
    }

    /// Whether it is so old that nobody pushes under it any more.
    pub fn void(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) > VOID_AFTER
    }
}

/// Says that nothing is claimed.
pub fn nothing() -> ManifestInfo {
    artifact(json!({}))
}

fn artifact(annotations: Value) -> ManifestInfo {
    let empty = json!({ "mediaType": NO_CONTENT, "digest": Digest::of(EMPTY), "size": EMPTY.len() });
    let manifest = json!({
        "schemaVersion": 2, "mediaType": MANIFEST, "artifactType": KIND,
        "config": empty, "layers": [empty], "annotations": annotations,
    });
    let bytes = Bytes::from(manifest.to_string());
    ManifestInfo { digest: Digest::of(&bytes), media_type: MANIFEST.to_owned(), bytes }
}
