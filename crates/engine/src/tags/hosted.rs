//! What whoever runs a registry knows of its images beside what the registry says.

use std::collections::BTreeMap;

use slipway_domain::digest::Digest;

use super::ImageRow;
use crate::ports::HostedImage;

/// Puts what is known of images into their rows. An image without a tag has no row.
pub fn merge(rows: &mut [ImageRow], images: Vec<HostedImage>) {
    let mut known: BTreeMap<Digest, HostedImage> =
        images.into_iter().map(|image| (image.digest.clone(), image)).collect();
    for row in rows {
        let Some(image) = known.remove(&row.digest) else { continue };
        row.size_bytes = row.size_bytes.or(image.size_bytes);
        row.pushed = image.pushed;
        row.scan = image.scan;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Scan;
    use crate::tags::row;

    #[test]
    fn rows_get_what_is_known_of_their_digest_and_keep_what_the_registry_said() {
        let of = |text: &str| row(Digest::of(text.as_bytes()), vec![text.into()], None, Vec::new(), |_| None);
        let mut rows = vec![of("a"), of("b"), of("c")];
        rows[1].size_bytes = Some(7);
        let scan = Scan { status: "complete".into(), at: None, findings: [("high".to_owned(), 2)].into() };
        let image = |text: &str, scan: Option<Scan>| HostedImage {
            digest: Digest::of(text.as_bytes()),
            size_bytes: Some(9),
            pushed: "2026-01-06T10:00:00Z".parse().ok(),
            scan,
        };
        merge(&mut rows, vec![image("b", None), image("a", Some(scan.clone())), image("untagged", None)]);
        assert_eq!((rows[0].size_bytes, rows[0].scan.as_ref()), (Some(9), Some(&scan)));
        assert_eq!((rows[1].size_bytes, rows[1].pushed.is_some()), (Some(7), true));
        assert_eq!((rows[2].size_bytes, rows[2].pushed), (None, None));
    }
}
