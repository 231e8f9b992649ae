//! Finds secrets where an image shows them to everybody who has it: in Dockerfiles, configurations, histories and
//! layers, also in files that a later layer takes away.
//!
//! Text in, findings out, by rules: the shape of tokens, names that tell of a secret beside a value that could be one,
//! files that hold keys and logins. What only a name beside a value tells counts in files that are a person's own; what
//! systems and libraries bring along is full of it. A finding says where it is and never what it is. Streams are read once
//! and nothing of them is kept but one file at a time, up to a limit.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod assigned;
mod dockerfile;
mod examples;
mod files;
mod finding;
mod image;
mod layers;
mod library;
mod packages;
mod pieces;
mod shapes;
mod tokens;
mod unpacked;

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use slipway_domain::leak::{Leak, distinct};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{ImageTexts, LayerLeaks, Leaks, TarStream};

/// The version of the rules. It rises with every change to what is found.
const RULES: u32 = 2;

/// Finds secrets by the rules of this crate.
#[derive(Debug, Clone, Copy, Default)]
pub struct LeakRules;

#[async_trait]
impl Leaks for LeakRules {
    fn rules(&self) -> u32 {
        RULES
    }

    fn dockerfile(&self, path: &str, text: &str) -> Vec<Leak> {
        distinct(dockerfile::leaks(path, text))
    }

    fn image(&self, texts: &ImageTexts) -> Vec<Leak> {
        distinct(image::leaks(texts))
    }

    async fn layers(
        &self,
        export: TarStream,
        wanted: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, LayerLeaks>, Problem> {
        layers::read(export, wanted.clone()).await
    }
}
