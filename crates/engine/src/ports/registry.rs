//! Image registries (OCI distribution specification).

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use slipway_domain::digest::Digest;
use slipway_domain::platform;
use slipway_domain::problem::Problem;

/// What a tag or digest points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestInfo {
    /// Its digest.
    pub digest: Digest,
    /// Its media type.
    pub media_type: String,
    /// The manifest itself, as it came.
    pub bytes: Bytes,
}

/// What is known of an image for ever, since its digest never changes its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageMetadata {
    /// When the image was made (RFC 3339), as its configuration says.
    pub created: Option<String>,
    /// The sum of its layers' compressed sizes in bytes; of all platforms for an index.
    pub size_bytes: u64,
    /// Such as `linux/amd64`.
    pub platforms: Vec<String>,
    /// The labels of its configuration, sorted.
    pub labels: BTreeMap<String, String>,
    /// Its layers by platform. Looked at when an image is about to be pulled, and not kept.
    #[serde(skip)]
    pub layers: BTreeMap<String, Vec<Layer>>,
}

/// A layer of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The digest of what it unpacks to, by which engines know it.
    pub id: String,
    /// Its compressed size in bytes.
    pub size_bytes: u64,
}

impl ImageMetadata {
    /// The layers that an engine of that platform pulls; for an image that has nothing for it, the only ones.
    pub fn layers_for(&self, platform: &str) -> &[Layer] {
        let taken = platform::nearest(self.layers.keys().map(String::as_str), platform);
        let own = taken.and_then(|taken| self.layers.get(taken));
        let only = || self.layers.values().next().filter(|_| self.layers.len() == 1);
        own.or_else(only).map_or(&[], Vec::as_slice)
    }
}

/// By which digests an engine may know the image of one platform. Which of them is its id depends on where the engine
/// keeps images: in a store of its own, or in containerd's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownBy {
    /// The manifest's, as containerd has it.
    pub manifest: Digest,
    /// The configuration's, as an engine's own store has it.
    pub configuration: Digest,
}

impl KnownBy {
    /// Whether an engine's image with that id is this one.
    pub fn is(&self, id: &str) -> bool {
        [&self.manifest, &self.configuration].into_iter().any(|digest| digest.as_str() == id)
    }
}

/// One repository in a registry, such as `registry.example.com/team/api`.
#[async_trait]
pub trait Registry: Send + Sync {
    /// All tags.
    async fn tags(&self) -> Result<Vec<String>, Problem>;

    /// The digest that a tag points to, `None` when there is no such tag. One request without a body.
    async fn digest(&self, tag: &str) -> Result<Option<Digest>, Problem>;

    /// The manifest of a tag or digest.
    async fn manifest(&self, reference: &str) -> Result<Option<ManifestInfo>, Problem>;

    /// Whether the repository has a manifest of that digest. One request without a body.
    async fn exists(&self, digest: &Digest) -> Result<bool, Problem>;

    /// What is known of the image with that digest.
    async fn metadata(&self, digest: &Digest) -> Result<ImageMetadata, Problem>;

    /// The same of an image whose manifest was read already.
    async fn describe(&self, manifest: &ManifestInfo) -> Result<ImageMetadata, Problem>;

    /// By which digests engines know the image with that manifest, for each platform that it has. Nothing is read but
    /// the manifests of its platforms, if it is an index.
    async fn known_by(&self, manifest: &ManifestInfo) -> Result<Vec<KnownBy>, Problem>;

    /// Lets a tag point to a manifest that the repository already has. Returns its digest.
    async fn tag(&self, manifest: &ManifestInfo, tag: &str) -> Result<Digest, Problem>;

    /// Makes an index of manifests that the repository already has, one per platform, and tags it.
    async fn put_index(&self, manifests: &[(String, Digest)], tag: &str) -> Result<Digest, Problem>;

    /// Keeps a small content that manifests may refer to. Returns its digest.
    async fn put_blob(&self, content: Bytes) -> Result<Digest, Problem>;

    /// Removes the manifest of that digest with all its tags.
    async fn delete(&self, digest: &Digest) -> Result<(), Problem>;
}

/// Finds repositories.
#[async_trait]
pub trait Registries: Send + Sync {
    /// A repository by its full name without tag. Connections and tokens are kept and shared.
    async fn repository(&self, name: &str) -> Result<Arc<dyn Registry>, Problem>;
}
