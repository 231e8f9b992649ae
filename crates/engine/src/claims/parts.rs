//! Images of single platforms on their way into an index.
//!
//! An engine pushes nothing without a tag, and an index needs only digests. So each part is pushed under a tag of
//! its own that says nothing to people, and that goes with the claim on the version once the index is written.
//! Where a registry removes nothing, or takes no claims, such tags stay; the next push of the version uses them again.

use slipway_domain::digest::Digest;

/// What the tag of every part begins with. Lists of images leave such tags out.
const PREFIX: &str = "slipway-part-";

/// Whether a tag is that of a part and names no image for people.
pub fn is_part(tag: &str) -> bool {
    tag.starts_with(PREFIX)
}

/// The tag of a version's part for a platform.
pub fn part_tag(version: &str, platform: &str) -> String {
    format!("{}{}", beginning(version), platform.replace('/', "-"))
}

/// Whether a tag is that of a part of this version.
pub(super) fn is_part_of(version: &str, tag: &str) -> bool {
    tag.starts_with(&beginning(version))
}

/// The version's digest and not its text, which may be as long as a tag can be.
fn beginning(version: &str) -> String {
    format!("{PREFIX}{}-", &Digest::of(version.as_bytes()).hex()[..16])
}
