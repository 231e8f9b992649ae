//! The images of a repository, as `slipway tags` and the window show them.

mod memory;
mod order;
mod row;

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};

use crate::claims::is_claim;
use crate::ports::{ImageMetadata, Registry};

pub use memory::Memory;
pub use order::{Sort, sort};
pub use row::{ImageRow, row};

/// How many tags and images are asked for at a time.
const AT_ONCE: usize = 32;

/// How many images are read before they are remembered, so that an interruption loses few.
const BATCH: usize = 128;

/// Where images run: environments by the digest that runs there.
pub type RunningIn = BTreeMap<Digest, Vec<String>>;

/// Every image of a repository that a tag points to. One request lists the tags, one without a body per
/// tag finds its digest; what belongs to a digest is read once and remembered for ever. A repository that
/// does not exist yet has no images.
///
/// `number` finds the build number in a tag or version.
pub async fn tags<M, N>(
    registry: &dyn Registry,
    memory: &M,
    number: N,
    running_in: &RunningIn,
) -> Result<Vec<ImageRow>, Problem>
where
    M: Memory + ?Sized,
    N: Fn(&str) -> Option<u64>,
{
    let images = by_digest(registry, names(registry).await?).await?;
    let metadata = metadata(registry, memory, images.keys()).await?;
    let rows = images.into_iter().map(|(digest, tags)| {
        let known = metadata.get(&digest);
        let running_in = running_in.get(&digest).cloned().unwrap_or_default();
        row(digest, tags, known, running_in, &number)
    });
    Ok(rows.collect())
}

/// The highest build number among the repository's tags, 0 when none has one.
pub async fn highest_in_registry(
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
        tags => Ok(tags?.into_iter().filter(|tag| !is_claim(tag)).collect()),
    }
}

/// The tags of each digest, sorted. A tag that was removed meanwhile is left out.
async fn by_digest(
    registry: &dyn Registry,
    tags: Vec<String>,
) -> Result<BTreeMap<Digest, Vec<String>>, Problem> {
    let lookups: Vec<_> = tags
        .into_iter()
        .map(|tag| async move { Ok::<_, Problem>((registry.digest(&tag).await?, tag)) })
        .collect();
    let found: Vec<_> = futures::stream::iter(lookups).buffer_unordered(AT_ONCE).try_collect().await?;
    let mut images: BTreeMap<Digest, Vec<String>> = BTreeMap::new();
    for (digest, tag) in found {
        if let Some(digest) = digest {
            images.entry(digest).or_default().push(tag);
        }
    }
    images.values_mut().for_each(|tags| tags.sort());
    Ok(images)
}

/// What is known of the digests: recalled, or read and remembered. An image of which parts are missing in
/// the registry is left out, so that one broken image does not hide the others; its row says "unknown".
async fn metadata<M: Memory + ?Sized>(
    registry: &dyn Registry,
    memory: &M,
    digests: impl Iterator<Item = &Digest>,
) -> Result<BTreeMap<Digest, ImageMetadata>, Problem> {
    let wanted: Vec<Digest> = digests.cloned().collect();
    let mut known = memory.recall_images(&wanted).await?;
    let missing: Vec<Digest> = wanted.into_iter().filter(|digest| !known.contains_key(digest)).collect();
    for batch in missing.chunks(BATCH) {
        let (read, failure) = read(registry, batch).await;
        memory.remember_images(&read).await?;
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
) -> (BTreeMap<Digest, ImageMetadata>, Option<Problem>) {
    let requests: Vec<_> =
        digests.iter().map(|digest| async move { (digest, registry.metadata(digest).await) }).collect();
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
