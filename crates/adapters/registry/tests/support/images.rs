//! Small images as registries hold them.

use serde_json::{Value, json};
use slipway_domain::digest::Digest;

pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
pub const INDEX: &str = "application/vnd.oci.image.index.v1+json";

/// An image: a configuration and a manifest with one layer.
pub struct Image {
    pub layer: Vec<u8>,
    pub config: Vec<u8>,
    pub manifest: Vec<u8>,
}

impl Image {
    /// An image of a version for a processor.
    pub fn new(version: &str, architecture: &str) -> Self {
        let layer = format!("layer of {version}").into_bytes();
        let config = json!({
            "created": "2026-02-03T04:05:06Z", "os": "linux", "architecture": architecture,
            "rootfs": { "type": "layers", "diff_ids": [format!("unpacked {version}")] },
            "config": { "Labels": {
                "org.opencontainers.image.version": version,
                "org.opencontainers.image.revision": "c0ffee",
                "dev.slipway.commit-time": "1770000000",
                "dev.slipway.build-number": version.rsplit('.').next(),
            }},
        });
        let config = config.to_string().into_bytes();
        let manifest = json!({
            "schemaVersion": 2, "mediaType": MANIFEST,
            "config": descriptor(CONFIG, &config),
            "layers": [descriptor("application/vnd.oci.image.layer.v1.tar", &layer)],
        });
        let manifest = manifest.to_string().into_bytes();
        Self { layer, config, manifest }
    }

    pub fn digest(&self) -> Digest {
        Digest::of(&self.manifest)
    }
}

pub fn descriptor(media_type: &str, bytes: &[u8]) -> Value {
    json!({ "mediaType": media_type, "digest": Digest::of(bytes), "size": bytes.len() })
}

/// An index of the images with what a builder adds: an attestation per image.
pub fn index(images: &[(&Image, &str)]) -> Vec<u8> {
    let mut entries = Vec::new();
    for (image, architecture) in images {
        let mut entry = descriptor(MANIFEST, &image.manifest);
        entry["platform"] = json!({ "os": "linux", "architecture": architecture });
        entries.push(entry);
        let mut attestation = descriptor(MANIFEST, architecture.as_bytes());
        attestation["platform"] = json!({ "os": "unknown", "architecture": "unknown" });
        attestation["annotations"] = json!({ "vnd.docker.reference.type": "attestation-manifest" });
        entries.push(attestation);
    }
    json!({ "schemaVersion": 2, "mediaType": INDEX, "manifests": entries }).to_string().into_bytes()
}
