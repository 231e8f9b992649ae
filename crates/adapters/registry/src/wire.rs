//! What registries send: manifests, indexes, configurations, errors. Everything that may be missing is
//! optional, since registries hold what many programs of many years wrote.

use std::collections::BTreeMap;

use serde::Deserialize;
use slipway_domain::digest::Digest;

/// The media types that are asked for.
pub(crate) const MANIFESTS: &str = "application/vnd.oci.image.index.v1+json, \
     application/vnd.docker.distribution.manifest.list.v2+json, \
     application/vnd.oci.image.manifest.v1+json, \
     application/vnd.docker.distribution.manifest.v2+json";

/// An index, or an image's manifest: which of both follows from the fields that are there.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manifest {
    pub media_type: Option<String>,
    pub manifests: Option<Vec<Descriptor>>,
    pub config: Option<Descriptor>,
    #[serde(default)]
    pub layers: Vec<Layer>,
}

impl Manifest {
    /// Its configuration, if it is an image's.
    pub fn configuration(&self) -> Option<&Descriptor> {
        self.config.as_ref().filter(|config| config.is_image_configuration())
    }
}

/// A pointer to a manifest or a configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor {
    #[serde(default)]
    pub media_type: String,
    pub digest: Digest,
    pub platform: Option<Platform>,
    #[serde(default)]
    pub annotations: BTreeMap<String, String>,
}

impl Descriptor {
    /// Whether it points to an image, rather than to the attestation that a builder put beside one.
    pub fn is_image(&self) -> bool {
        let unknown =
            self.platform.as_ref().is_some_and(|p| p.os == "unknown" && p.architecture == "unknown");
        !unknown && !self.annotations.contains_key("vnd.docker.reference.type")
    }

    /// Whether it points to the configuration of an image, rather than of a chart or another artifact.
    fn is_image_configuration(&self) -> bool {
        matches!(
            self.media_type.as_str(),
            "application/vnd.oci.image.config.v1+json" | "application/vnd.docker.container.image.v1+json"
        )
    }
}

/// A layer as it is kept, compressed.
#[derive(Debug, Deserialize)]
pub(crate) struct Layer {
    #[serde(default)]
    pub digest: String,
    #[serde(default)]
    pub size: u64,
}

/// What an image runs on.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Platform {
    #[serde(default)]
    pub os: String,
    #[serde(default)]
    pub architecture: String,
    pub variant: Option<String>,
}

impl Platform {
    /// `linux/arm/v7`; `None` when it is not known.
    pub fn text(&self) -> Option<String> {
        if self.os.is_empty() || self.architecture.is_empty() {
            return None;
        }
        let variant = self.variant.as_deref().filter(|variant| !variant.is_empty());
        let variant = variant.map(|variant| format!("/{variant}")).unwrap_or_default();
        Some(format!("{}/{}{variant}", self.os, self.architecture))
    }
}

/// The configuration of an image.
#[derive(Debug, Deserialize)]
pub(crate) struct Configuration {
    pub created: Option<String>,
    #[serde(flatten)]
    pub platform: Platform,
    pub config: Option<Execution>,
    #[serde(rename = "rootfs", default)]
    pub root: Root,
}

/// What an image's layers unpack to, in their order.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Root {
    #[serde(default)]
    pub diff_ids: Vec<String>,
}

/// How containers of an image run; only the labels matter here.
#[derive(Debug, Deserialize)]
pub(crate) struct Execution {
    #[serde(rename = "Labels")]
    pub labels: Option<BTreeMap<String, String>>,
}

/// A page of tags. Some registries write `null` for none.
#[derive(Debug, Deserialize)]
pub(crate) struct TagPage {
    pub tags: Option<Vec<String>>,
}

/// An answer of the token server.
#[derive(Deserialize)]
pub(crate) struct TokenAnswer {
    pub token: Option<String>,
    pub access_token: Option<String>,
    pub expires_in: Option<u64>,
}

/// Why a registry refused.
#[derive(Debug, Deserialize)]
pub(crate) struct Refusals {
    pub errors: Vec<Refusal>,
}

/// One reason.
#[derive(Debug, Deserialize)]
pub(crate) struct Refusal {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub message: String,
}
