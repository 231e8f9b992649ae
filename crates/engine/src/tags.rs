//! The images of a repository, as `slipway tags` and the window show them.

mod hosted;
mod memory;
mod order;
mod pointers;
mod row;

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};

use crate::claims::{is_claim, is_part};
use crate::ports::{ImageMetadata, ManifestInfo, Memory, Registry};

pub use hosted::merge;
pub use order::{Sort, sort};
pub use pointers::SeenTag;
pub use row::{ImageRow, row};

use pointers::{Pointers, pointers};

/// How many tags and images are asked for at a time.
const AT_ONCE: usize = 32;

/// How many images are read before they are remembered, so that an interruption loses few.
const BATCH: usize = 128;

/// Where images run: environments by the digest that runs there.
pub type RunningIn = BTreeMap<Digest, Vec<String>>;

/// A repository whose images are to be listed.
pub struct Listing<'l> {
    /// Its full name.
    pub repository: &'l str,
    /// Where it is.
    pub registry: &'l dyn Registry,
    /// What is known already.
    pub memory: &'l dyn Memory,
    /// Now, in Unix seconds.
    pub now: i64,
    /// Whether a tag is a version, which never moves.
    pub stays: &'l (dyn Fn(&str) -> bool + Sync),
    /// The build number in a tag or version.
    pub number: &'l (dyn Fn(&str) -> Option<u64> + Sync),
}

/// Every image of a repository that a tag points to. One request lists the tags, one per tag that is new or may
/// move finds its digest; what belongs to a digest is read once and remembered for ever. A repository that does
/// not exist yet has no images.
pub async fn tags(listing: &Listing<'_>, running_in: &RunningIn) -> Result<Vec<ImageRow>, Problem> {
    let (names, remembered) = futures::try_join!(names(listing.registry), remembered(listing))?;
    let Remembered { tags, known } = remembered;
    let Pointers { images, manifests } = pointers(listing, names, tags).await?;
    let metadata = metadata(listing, images.keys(), &manifests, known).await?;
    let rows = images.into_iter().map(|(digest, tags)| {
        let known = metadata.get(&digest);
        let running_in = running_in.get(&digest).cloned().unwrap_or_default();
        row(digest, tags, known, running_in, listing.number)
    });
    Ok(rows.collect())
}

/// The highest build number among the repository's tags, 0 when none has one.
pub(crate) async fn highest_in_registry(
    registry: &dyn Registry,
    number: impl Fn(&str) -> Option<u64>,
) -> Result<u64, Problem> {
    Ok(highest_number(&names(registry).await?, number))
}

/// The highest build number among the tags, 0 when none has one.
pub fn highest_number<T: AsRef<str>>(tags: &[T], number: impl Fn(&str) -> Option<u64>) -> u64 {
    tags.iter().filter_map(|tag| number(tag.as_ref())).max().unwrap_or(0)
}

/// All tags that name images. Registries make a repository with its first image, so one that is missing has none.
async fn names(registry: &dyn Registry) -> Result<Vec<String>, Problem> {
    match registry.tags().await {
        Err(problem) if problem.code == Code::RegistryNotFound => Ok(Vec::new()),
        tags => Ok(tags?.into_iter().filter(|tag| !is_claim(tag) && !is_part(tag)).collect()),
    }
}

/// What is remembered of a repository.
struct Remembered {
    tags: BTreeMap<String, SeenTag>,
    known: BTreeMap<Digest, ImageMetadata>,
}

async fn remembered(listing: &Listing<'_>) -> Result<Remembered, Problem> {
    let tags = memory::recall_tags(listing.memory, listing.repository).await?;
    let images: BTreeSet<Digest> = tags.values().map(|seen| seen.digest.clone()).collect();
    let images: Vec<Digest> = images.into_iter().collect();
    let known = memory::recall_images(listing.memory, &images).await?;
    Ok(Remembered { tags, known })
}

/// What is known of the digests beside what is `known` already: recalled, or read and remembered. An image of which
/// parts are missing in the registry is left out, so that one broken image does not hide the others; its row says
/// "unknown".
async fn metadata(
    listing: &Listing<'_>,
    digests: impl Iterator<Item = &Digest>,
    manifests: &BTreeMap<Digest, ManifestInfo>,
    mut known: BTreeMap<Digest, ImageMetadata>,
) -> Result<BTreeMap<Digest, ImageMetadata>, Problem> {
    let mut missing: Vec<Digest> = digests.filter(|digest| !known.contains_key(digest)).cloned().collect();
    known.extend(memory::recall_images(listing.memory, &missing).await?);
    missing.retain(|digest| !known.contains_key(digest));
    for batch in missing.chunks(BATCH) {
        let (read, failure) = read(listing.registry, batch, manifests).await;
        memory::remember_images(listing.memory, &read).await?;
        known.extend(read);
        if let Some(failure) = failure {
            return Err(failure);
        }
    }
    Ok(known)
}

/// What could be read, and the first problem.
async fn read(
    registry: &dyn Registry,
    digests: &[Digest],
    manifests: &BTreeMap<Digest, ManifestInfo>,
) -> (BTreeMap<Digest, ImageMetadata>, Option<Problem>) {
    let requests: Vec<_> = digests
        .iter()
        .map(|digest| async move {
            let answer = match manifests.get(digest) {
                Some(manifest) => registry.describe(manifest).await,
                None => registry.metadata(digest).await,
            };
            (digest, answer)
        })
        .collect();
    let mut answers = futures::stream::iter(requests).buffer_unordered(AT_ONCE);
    let mut read = BTreeMap::new();
    while let Some((digest, answer)) = answers.next().await {
        match answer {
            Ok(metadata) => drop(read.insert(digest.clone(), metadata)),
            Err(problem) if problem.code == Code::RegistryNotFound => {}
            Err(problem) => return (read, Some(problem)),
        }
    }
    (read, None)
}

#[cfg(test)]
mod tests;
