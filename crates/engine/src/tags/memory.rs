//! What is kept of images for ever, by digest. Tags move and are never kept.

use std::collections::BTreeMap;

use async_trait::async_trait;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};

use crate::ports::{ImageMetadata, Ledger};

/// The ledger's name for what is kept of images.
const KIND: &str = "image";

/// Keeps what is known of images. Every ledger does.
#[async_trait]
pub trait Memory: Send + Sync {
    /// What is known of these digests.
    async fn recall_images(&self, digests: &[Digest]) -> Result<BTreeMap<Digest, ImageMetadata>, Problem>;

    /// Keeps what was read.
    async fn remember_images(&self, images: &BTreeMap<Digest, ImageMetadata>) -> Result<(), Problem>;
}

#[async_trait]
impl<L: Ledger + ?Sized> Memory for L {
    async fn recall_images(&self, digests: &[Digest]) -> Result<BTreeMap<Digest, ImageMetadata>, Problem> {
        let keys: Vec<String> = digests.iter().map(|digest| digest.to_string()).collect();
        let found = if keys.is_empty() { Vec::new() } else { self.recall(KIND, &keys).await? };
        Ok(found.into_iter().filter_map(known).collect())
    }

    async fn remember_images(&self, images: &BTreeMap<Digest, ImageMetadata>) -> Result<(), Problem> {
        let value = |(digest, metadata): (&Digest, &ImageMetadata)| {
            let value = serde_json::to_value(metadata).map_err(|error| {
                Problem::new(Code::Internal, format!("Image metadata is no JSON: {error}"))
            })?;
            Ok((digest.to_string(), value))
        };
        let values = images.iter().map(value).collect::<Result<Vec<_>, Problem>>()?;
        if values.is_empty() { Ok(()) } else { self.remember(KIND, values).await }
    }
}

/// A kept value. One that another version of Slipway wrote otherwise counts as unknown and is read again.
fn known((digest, value): (String, serde_json::Value)) -> Option<(Digest, ImageMetadata)> {
    Some((digest.parse().ok()?, serde_json::from_value(value).ok()?))
}
