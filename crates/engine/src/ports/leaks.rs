//! Finds secrets that an image or a Dockerfile shows.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use slipway_domain::leak::Leak;
use slipway_domain::problem::Problem;

use super::{ImageTexts, TarStream};

/// What is known of a layer by its content alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerLeaks {
    /// Its files that hold secrets.
    pub leaks: Vec<Leak>,
    /// What it takes away of the layers below: paths, and folders that end in `/` for all that was in them. Only as many
    /// as help a person.
    pub removed: Vec<String>,
}

/// Knows by rules what a secret looks like. Nothing that it finds holds one.
#[async_trait]
pub trait Leaks: Send + Sync {
    /// A number that grows with the rules: what was found by older ones is looked for again.
    fn rules(&self) -> u32;

    /// What a Dockerfile says that everybody can read then in the image or its history.
    fn dockerfile(&self, path: &str, text: &str) -> Vec<Leak>;

    /// What an image's configuration and history say.
    fn image(&self, texts: &ImageTexts) -> Vec<Leak>;

    /// Looks through layers, by the digests of what they unpack to, in an image as an engine exports it. Those that are
    /// not in it are missing in the answer.
    async fn layers(
        &self,
        export: TarStream,
        wanted: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, LayerLeaks>, Problem>;
}
