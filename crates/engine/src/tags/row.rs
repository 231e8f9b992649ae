//! One image as it is shown.

use jiff::Timestamp;
use semver::Version;
use serde::{Deserialize, Serialize};
use slipway_domain::digest::Digest;
use slipway_domain::label;
use slipway_domain::version::semver;

use crate::ports::{ImageMetadata, Scan};

/// An image, its tags, and what is known of it. `None` is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageRow {
    /// The tags that point to it, sorted.
    pub tags: Vec<String>,
    /// What they point to: a manifest or an index.
    pub digest: Digest,
    /// Its version, when that is a semantic one.
    pub semver: Option<Version>,
    /// The number of the run that made it.
    pub build_number: Option<u64>,
    /// The commit it was made of.
    pub commit: Option<String>,
    /// When that commit was made.
    pub commit_time: Option<Timestamp>,
    /// When the image was made.
    pub created: Option<Timestamp>,
    /// The compressed size of its layers in bytes, of all platforms.
    pub size_bytes: Option<u64>,
    /// Such as `linux/amd64`.
    pub platforms: Vec<String>,
    /// The environments it runs in.
    pub running_in: Vec<String>,
    /// When it came to its registry, where that says so.
    pub pushed: Option<Timestamp>,
    /// What was found when it was searched for known weaknesses, where its registry does that.
    pub scan: Option<Scan>,
}

/// The row of an image. `number` finds the build number in a tag or version.
pub fn row(
    digest: Digest,
    tags: Vec<String>,
    metadata: Option<&ImageMetadata>,
    running_in: Vec<String>,
    number: impl Fn(&str) -> Option<u64>,
) -> ImageRow {
    let label = |name: &str| {
        let value = metadata.and_then(|known| known.labels.get(name)).map(|value| value.trim());
        value.filter(|value| !value.is_empty())
    };
    let version = version(label(label::IMAGE_VERSION), &tags);
    let numbered = || tags.iter().map(String::as_str).filter_map(&number).max();
    let build_number = label(label::BUILD_NUMBER).and_then(|text| text.parse().ok());
    ImageRow {
        build_number: build_number.or_else(numbered).or_else(|| number(version?)),
        semver: version.and_then(semver),
        commit: label(label::IMAGE_REVISION).map(str::to_owned),
        commit_time: label(label::COMMIT_TIME).and_then(seconds),
        created: metadata.and_then(|known| moment(known.created.as_deref()?)),
        size_bytes: metadata.map(|known| known.size_bytes),
        platforms: metadata.map(|known| known.platforms.clone()).unwrap_or_default(),
        tags,
        digest,
        running_in,
        pushed: None,
        scan: None,
    }
}

/// The version: the label when a tag repeats it, else the highest semantic version among the tags, else
/// the label. Images inherit labels from their base, so a label alone may tell the base's version.
fn version<'a>(label: Option<&'a str>, tags: &'a [String]) -> Option<&'a str> {
    if let Some(label) = label.filter(|label| tags.iter().any(|tag| repeats(tag, label))) {
        return Some(label);
    }
    let versions = tags.iter().filter_map(|tag| Some((semver(tag)?, tag.as_str())));
    versions.max().map(|(_, tag)| tag).or(label)
}

/// Whether the tag is the version, written with the characters that a tag may have.
fn repeats(tag: &str, version: &str) -> bool {
    let same = |(a, b): (char, char)| a == b || (b == '+' && matches!(a, '-' | '_'));
    tag.chars().count() == version.chars().count() && tag.chars().zip(version.chars()).all(same)
}

fn seconds(text: &str) -> Option<Timestamp> {
    Timestamp::from_second(text.parse().ok()?).ok()
}

/// A moment; the zero that some builders write for "unknown" is none.
fn moment(text: &str) -> Option<Timestamp> {
    let moment: Timestamp = text.parse().ok()?;
    (moment > Timestamp::UNIX_EPOCH).then_some(moment)
}
