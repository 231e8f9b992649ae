//! Images made up for tests.

use std::collections::BTreeSet;

use futures::StreamExt;
use slipway_domain::digest::Digest;
use slipway_engine::ports::Leaks;
use slipway_leaks::LeakRules;

/// A layer with these files.
pub fn layer(files: &[(&str, &str)]) -> Vec<u8> {
    archive(files.iter().map(|(path, content)| ((*path).to_owned(), content.as_bytes())))
}

fn archive<'c>(files: impl Iterator<Item = (String, &'c [u8])>) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (path, content) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, path, content).unwrap();
    }
    archive.into_inner().unwrap()
}

/// What is found in these layers.
pub async fn in_layers(layers: &[Vec<u8>]) -> Vec<String> {
    let digests: Vec<Digest> = layers.iter().map(|layer| Digest::of(layer)).collect();
    let named = digests.iter().zip(layers);
    let export = archive(named.map(|(digest, layer)| (format!("blobs/sha256/{}", digest.hex()), &layer[..])));
    let pieces: Vec<_> = export.chunks(10_000).map(|piece| Ok(piece.to_vec().into())).collect();
    let wanted: BTreeSet<String> = digests.iter().map(|digest| digest.as_str().to_owned()).collect();
    let stream = futures::stream::iter(pieces).boxed();
    let found = LeakRules.layers(stream, &wanted).await.unwrap();
    assert_eq!(found.len(), wanted.len(), "every layer is looked through");
    found.into_values().flat_map(|layer| layer.leaks).map(|leak| leak.finding).collect()
}
