//! The port `Registry`: one repository in a registry.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use reqwest::{Method, Url};
use slipway_domain::digest::Digest;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{ImageMetadata, KnownBy, ManifestInfo, Registry};

use crate::authorization::{Action, Scope};
use crate::endpoint::Endpoint;
use crate::exchange::{Answer, Ask};

/// One repository in a registry.
pub(crate) struct Repository {
    pub endpoint: Arc<Endpoint>,
    /// Its name within the registry: `team/api`.
    pub path: String,
}

impl Repository {
    /// The address of `rest` in this repository.
    pub async fn url(&self, rest: &str) -> Result<Url, Problem> {
        self.endpoint.url(&format!("{}/{rest}", self.path)).await
    }

    /// Sends a request about this repository.
    pub async fn send(&self, ask: &Ask, action: Action) -> Result<Answer, Problem> {
        let scope = Scope { path: self.path.clone(), action };
        self.endpoint.send(ask, &scope).await
    }

    /// A request about `rest` in this repository.
    pub async fn ask(&self, method: Method, rest: &str) -> Result<Ask, Problem> {
        Ok(Ask::new(method, self.url(rest).await?))
    }
}

#[async_trait]
impl Registry for Repository {
    async fn tags(&self) -> Result<Vec<String>, Problem> {
        self.all_tags().await
    }

    async fn digest(&self, tag: &str) -> Result<Option<Digest>, Problem> {
        self.digest_of(tag).await
    }

    async fn manifest(&self, reference: &str) -> Result<Option<ManifestInfo>, Problem> {
        self.manifest_of(reference).await
    }

    async fn exists(&self, digest: &Digest) -> Result<bool, Problem> {
        Ok(self.digest_of(digest.as_str()).await?.is_some())
    }

    async fn metadata(&self, digest: &Digest) -> Result<ImageMetadata, Problem> {
        let known = self.endpoint.known_image(&self.path, digest);
        known.get_or_try_init(|| self.metadata_of(digest)).await.cloned()
    }

    async fn describe(&self, manifest: &ManifestInfo) -> Result<ImageMetadata, Problem> {
        self.described(manifest).await
    }

    async fn known_by(&self, manifest: &ManifestInfo) -> Result<Vec<KnownBy>, Problem> {
        self.images_known_by(manifest).await
    }

    async fn tag(&self, manifest: &ManifestInfo, tag: &str) -> Result<Digest, Problem> {
        self.put_manifest(manifest.bytes.clone(), &manifest.media_type, tag).await
    }

    async fn put_index(&self, manifests: &[(String, Digest)], tag: &str) -> Result<Digest, Problem> {
        self.put_index_of(manifests, tag).await
    }

    async fn put_blob(&self, content: Bytes) -> Result<Digest, Problem> {
        self.put_content(content).await
    }

    async fn delete(&self, digest: &Digest) -> Result<(), Problem> {
        self.delete_manifest(digest).await
    }
}
