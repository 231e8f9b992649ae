//! What an image's manifest and configuration tell about it.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, TryStreamExt};
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{ImageMetadata, KnownBy, Layer, ManifestInfo};

use crate::problems::senseless;
use crate::repository::Repository;
use crate::wire::{self, Configuration, Descriptor, Manifest, Platform};

/// How many platforms of one index are read at a time.
const PLATFORMS_AT_ONCE: usize = 8;

/// How deep indexes may lie in indexes.
const DEEPEST: u8 = 3;

/// One platform's image.
struct Image {
    /// Its manifest's digest.
    digest: Digest,
    manifest: Manifest,
    /// What an index says of its platform.
    platform: Option<Platform>,
}

impl Image {
    fn known_by(self) -> Option<KnownBy> {
        let configuration = self.manifest.configuration()?.digest.clone();
        Some(KnownBy { manifest: self.digest, configuration })
    }
}

/// What is known of one platform's image.
#[derive(Debug, Default)]
struct Part {
    created: Option<String>,
    size_bytes: u64,
    platform: Option<String>,
    labels: BTreeMap<String, String>,
    layers: Vec<Layer>,
}

impl Repository {
    /// What is known of the image with that digest.
    pub(crate) async fn metadata_of(&self, digest: &Digest) -> Result<ImageMetadata, Problem> {
        let manifest = self.manifest_with(digest).await?;
        self.described(&manifest).await
    }

    /// What is known of the image with that manifest.
    pub(crate) async fn described(&self, manifest: &ManifestInfo) -> Result<ImageMetadata, Problem> {
        let images = self.images(manifest.clone(), None, 0).await?;
        let read = images.into_iter().map(|image| self.part(image.manifest, image.platform));
        let parts: Vec<Part> = futures::stream::iter(read).buffered(PLATFORMS_AT_ONCE).try_collect().await?;
        Ok(joined(parts))
    }

    /// By which digests engines know the image with that manifest, for each of its platforms.
    pub(crate) async fn images_known_by(&self, manifest: &ManifestInfo) -> Result<Vec<KnownBy>, Problem> {
        let images = self.images(manifest.clone(), None, 0).await?;
        Ok(images.into_iter().filter_map(Image::known_by).collect())
    }

    /// The manifests behind a manifest: itself, or those of an index. `platform` is what an index says of it.
    fn images(
        &self,
        found: ManifestInfo,
        platform: Option<Platform>,
        depth: u8,
    ) -> BoxFuture<'_, Result<Vec<Image>, Problem>> {
        async move {
            let manifest: Manifest =
                serde_json::from_slice(&found.bytes).map_err(|_| self.unreadable(&found.digest))?;
            let Some(entries) = manifest.manifests else {
                return Ok(vec![Image { digest: found.digest, manifest, platform }]);
            };
            if depth == DEEPEST {
                return Err(self.unreadable(&found.digest));
            }
            let mut seen = BTreeSet::new();
            let entries = entries.into_iter().filter(Descriptor::is_image);
            let entries = entries.filter(|entry| seen.insert(entry.digest.clone()));
            let read: Vec<_> = entries
                .map(|entry| async move {
                    self.images(self.manifest_with(&entry.digest).await?, entry.platform, depth + 1).await
                })
                .collect();
            let images: Vec<Vec<Image>> =
                futures::stream::iter(read).buffered(PLATFORMS_AT_ONCE).try_collect().await?;
            Ok(images.into_iter().flatten().collect())
        }
        .boxed()
    }

    async fn manifest_with(&self, digest: &Digest) -> Result<ManifestInfo, Problem> {
        self.manifest_of(digest.as_str()).await?.ok_or_else(|| self.missing(digest))
    }

    async fn part(&self, manifest: Manifest, platform: Option<Platform>) -> Result<Part, Problem> {
        let size_bytes = manifest.layers.iter().map(|layer| layer.size).fold(0, u64::saturating_add);
        let told = platform.and_then(|platform| platform.text());
        let Some(config) = manifest.configuration() else {
            let layers = layers(&manifest.layers, &[]);
            return Ok(Part { size_bytes, platform: told, layers, ..Part::default() });
        };
        let bytes = self.blob(&config.digest).await?;
        let read: Configuration =
            serde_json::from_slice(&bytes).map_err(|_| self.unreadable(&config.digest))?;
        Ok(Part {
            created: read.created,
            size_bytes,
            platform: told.or_else(|| read.platform.text()),
            labels: read.config.and_then(|execution| execution.labels).unwrap_or_default(),
            layers: layers(&manifest.layers, &read.root.diff_ids),
        })
    }

    pub(crate) fn missing(&self, digest: &Digest) -> Problem {
        let message = format!("{} has no {}", self.endpoint.host, self.named(digest.as_str()));
        Problem::new(Code::RegistryNotFound, message).hint("it was removed, or never pushed there")
    }

    fn unreadable(&self, digest: &Digest) -> Problem {
        let what = format!("holds {}, which cannot be read as an image", self.named(digest.as_str()));
        senseless(&self.endpoint.host, &what)
    }
}

/// Layers with the digests of what they unpack to; with their own where the configuration does not tell.
fn layers(compressed: &[wire::Layer], unpacked: &[String]) -> Vec<Layer> {
    let id = |(index, layer): (usize, &wire::Layer)| {
        let told = unpacked.get(index).filter(|_| unpacked.len() == compressed.len());
        told.unwrap_or(&layer.digest).clone()
    };
    let one = |(index, layer)| Layer { id: id((index, layer)), size_bytes: layer.size };
    compressed.iter().enumerate().map(one).collect()
}

/// All platforms as one image: made when the last was, as large as all, labelled as the first that says so.
fn joined(parts: Vec<Part>) -> ImageMetadata {
    let mut image = ImageMetadata {
        created: parts.iter().filter_map(|part| part.created.clone()).max(),
        size_bytes: parts.iter().map(|part| part.size_bytes).fold(0, u64::saturating_add),
        platforms: Vec::new(),
        labels: BTreeMap::new(),
        layers: BTreeMap::new(),
    };
    for part in parts {
        image.layers.entry(part.platform.clone().unwrap_or_default()).or_insert(part.layers);
        if let Some(platform) = part.platform.filter(|platform| !image.platforms.contains(platform)) {
            image.platforms.push(platform);
        }
        for (name, value) in part.labels {
            image.labels.entry(name).or_insert(value);
        }
    }
    image
}
