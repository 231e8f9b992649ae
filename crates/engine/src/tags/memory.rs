//! What is kept of images for ever, by digest, and what version tags pointed to when they were last seen.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};

use super::SeenTag;
use crate::ports::{ImageMetadata, Memory, Topic};

/// What is known of these digests.
pub(super) async fn recall_images(
    memory: &dyn Memory,
    digests: &[Digest],
) -> Result<BTreeMap<Digest, ImageMetadata>, Problem> {
    let keys: Vec<String> = digests.iter().map(|digest| digest.to_string()).collect();
    let found = if keys.is_empty() { Vec::new() } else { memory.recall(Topic::Image, &keys).await? };
    // One that another version of Slipway wrote otherwise counts as unknown and is read again.
    Ok(found.iter().filter_map(|image| Some((image.key.parse().ok()?, image.read()?))).collect())
}

/// Keeps what was read.
pub(super) async fn remember_images(
    memory: &dyn Memory,
    images: &BTreeMap<Digest, ImageMetadata>,
) -> Result<(), Problem> {
    let value = |(digest, metadata): (&Digest, &ImageMetadata)| Ok((digest.to_string(), json(metadata)?));
    let values = images.iter().map(value).collect::<Result<Vec<_>, Problem>>()?;
    if values.is_empty() { Ok(()) } else { memory.remember(Topic::Image, values).await }
}

/// What is known of a repository's tags, by tag; also of those that are there no more.
pub(super) async fn recall_tags(
    memory: &dyn Memory,
    repository: &str,
) -> Result<BTreeMap<String, SeenTag>, Problem> {
    let beginning = format!("{repository}:");
    let found = memory.recall_beginning(Topic::Tag, &beginning).await?;
    let tag = |key: &str| Some(key.strip_prefix(&beginning)?.to_owned());
    Ok(found.iter().filter_map(|seen| Some((tag(&seen.key)?, seen.read()?))).collect())
}

/// Keeps what tags of a repository point to now.
pub(super) async fn note_tags(
    memory: &dyn Memory,
    repository: &str,
    tags: &BTreeMap<String, SeenTag>,
) -> Result<(), Problem> {
    let value = |(tag, seen): (&String, &SeenTag)| Ok((format!("{repository}:{tag}"), json(seen)?));
    let values = tags.iter().map(value).collect::<Result<Vec<_>, Problem>>()?;
    if values.is_empty() { Ok(()) } else { memory.note(Topic::Tag, values).await }
}

fn json(value: &impl Serialize) -> Result<Value, Problem> {
    let failed = |error| Problem::new(Code::Internal, format!("what is known of images is no JSON: {error}"));
    serde_json::to_value(value).map_err(failed)
}
