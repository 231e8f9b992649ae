//! Building images.

use std::collections::BTreeMap;

use async_trait::async_trait;
use slipway_domain::how_far::HowFar;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;

use super::LogLine;

/// An image to build.
#[derive(Debug, Clone)]
pub struct Build {
    /// The tree it is built from.
    pub tree: String,
    /// The context's folder in the tree, `.` for all of it.
    pub context: String,
    /// The Dockerfile, relative to the context.
    pub dockerfile: String,
    /// The stage to build; the last one if `None`.
    pub target: Option<String>,
    /// Build arguments.
    pub args: BTreeMap<String, String>,
    /// Build secrets by id.
    pub secrets: BTreeMap<String, Secret>,
    /// One platform such as `linux/amd64`; the engine's own if `None`.
    pub platform: Option<String>,
    /// Labels of the image.
    pub labels: BTreeMap<String, String>,
    /// The local name it gets, with tag.
    pub name: String,
    /// Stable per project and service: the engine keeps the context by it.
    pub cache_key: String,
}

/// A built image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The image's id, as the engine says it ([`ImageInfo::id`](super::ImageInfo::id)).
    pub image_id: String,
    /// How many bytes of context were sent.
    pub sent_bytes: u64,
}

/// Builds images on the laptop's engine. Dropping the future stops the build.
#[async_trait]
pub trait Builder: Send + Sync {
    /// Builds one image for one platform. Lines of the build go to `log`, how far it is to `tell`.
    async fn build(
        &self,
        build: Build,
        log: &(dyn Fn(LogLine) + Send + Sync),
        tell: &(dyn Fn(HowFar) + Send + Sync),
    ) -> Result<Built, Problem>;
}
