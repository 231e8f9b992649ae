//! What tags point to.
//!
//! Registries have no request that says it of many tags at once. Version tags never move, so what they point to
//! is kept; every other tag is asked for each time. Since other tools may move a version tag all the same, each
//! listing asks again for a few of those that were last asked for the longest ago.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt, TryStreamExt};
use serde::{Deserialize, Serialize};
use slipway_domain::digest::Digest;
use slipway_domain::problem::Problem;

use super::{AT_ONCE, Listing, memory};
use crate::ports::{ManifestInfo, Registry};

/// How many of the kept tags each listing asks for again.
const AGAIN: usize = 8;

/// A version tag as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenTag {
    /// What it pointed to.
    pub digest: Digest,
    /// When, in Unix seconds.
    pub at: i64,
}

/// What the tags of a repository point to.
#[derive(Debug, Default)]
pub(super) struct Pointers {
    /// The tags of each digest, sorted.
    pub images: BTreeMap<Digest, Vec<String>>,
    /// The manifests that came along.
    pub manifests: BTreeMap<Digest, ManifestInfo>,
}

/// A tag, and its manifest or only its digest.
type Found = (String, Option<Result<ManifestInfo, Digest>>);

/// Finds what `tags` point to; `kept` is what they pointed to when they were last seen. One that was removed meanwhile
/// is left out.
pub(super) async fn pointers(
    listing: &Listing<'_>,
    tags: Vec<String>,
    mut kept: BTreeMap<String, SeenTag>,
) -> Result<Pointers, Problem> {
    let stays = |tag: &String| (listing.stays)(tag);
    let (fixed, moving): (BTreeSet<String>, BTreeSet<String>) = tags.into_iter().partition(stays);
    kept.retain(|tag, _| fixed.contains(tag));
    let again = longest_ago(&kept);
    kept.retain(|tag, _| !again.contains(tag));
    let asked: BTreeSet<String> = fixed.into_iter().filter(|tag| !kept.contains_key(tag)).collect();
    let found = ask(listing.registry, asked.clone(), moving, &again).await?;
    let mut pointers = Pointers::default();
    let mut seen = BTreeMap::new();
    for (tag, at) in found {
        let Some(at) = at else { continue };
        let digest = at.as_ref().map_or_else(Digest::clone, |manifest| manifest.digest.clone());
        if asked.contains(&tag) {
            seen.insert(tag.clone(), SeenTag { digest: digest.clone(), at: listing.now });
        }
        pointers.images.entry(digest.clone()).or_default().push(tag);
        if let Ok(manifest) = at {
            pointers.manifests.insert(digest, manifest);
        }
    }
    memory::note_tags(listing.memory, listing.repository, &seen).await?;
    for (tag, seen) in kept {
        pointers.images.entry(seen.digest).or_default().push(tag);
    }
    pointers.images.values_mut().for_each(|tags| tags.sort());
    Ok(pointers)
}

fn longest_ago(kept: &BTreeMap<String, SeenTag>) -> BTreeSet<String> {
    let mut by_age: Vec<(&String, i64)> = kept.iter().map(|(tag, seen)| (tag, seen.at)).collect();
    by_age.sort_by_key(|(_, at)| *at);
    by_age.into_iter().take(AGAIN).map(|(tag, _)| tag.clone()).collect()
}

/// Asks for new tags with their manifests, which have to be read anyway, and for the others without.
async fn ask(
    registry: &dyn Registry,
    fixed: BTreeSet<String>,
    moving: BTreeSet<String>,
    again: &BTreeSet<String>,
) -> Result<Vec<Found>, Problem> {
    let lookups: Vec<_> = fixed
        .into_iter()
        .map(|tag| (!again.contains(&tag), tag))
        .chain(moving.into_iter().map(|tag| (false, tag)))
        .map(|(whole, tag)| async move {
            let found = match whole {
                true => registry.manifest(&tag).await?.map(Ok),
                false => registry.digest(&tag).await?.map(Err),
            };
            Ok::<Found, Problem>((tag, found))
        })
        .collect();
    futures::stream::iter(lookups).buffer_unordered(AT_ONCE).try_collect().await
}
