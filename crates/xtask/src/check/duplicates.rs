//! Heavy crates that are there in more than one version: build time and size, not a fault.

use crate::metadata::Metadata;

const HEAVY: &[&str] = &[
    "bollard",
    "clap",
    "h2",
    "hyper",
    "hyper-util",
    "jiff",
    "petgraph",
    "prost",
    "regex",
    "reqwest",
    "rustix",
    "rustls",
    "schemars",
    "serde",
    "sqlx",
    "syn",
    "tokio",
    "tonic",
    "tower",
    "webpki-roots",
    "windows-sys",
];

/// A sentence per heavy crate with more than one version.
pub fn notes(metadata: &Metadata) -> Vec<String> {
    HEAVY
        .iter()
        .filter_map(|name| {
            let versions: Vec<&str> = metadata
                .packages
                .iter()
                .filter(|package| package.name == *name)
                .map(|package| package.version.as_str())
                .collect();
            (versions.len() > 1)
                .then(|| format!("{name} is built {} times: {}", versions.len(), versions.join(", ")))
        })
        .collect()
}
