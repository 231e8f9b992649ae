//! Crates that must not come back.

use crate::Fault;
use crate::metadata::Metadata;

const BANNED: &[(&str, &str)] = &[
    ("openssl-sys", "TLS is rustls, once; OpenSSL would need its headers on every machine"),
    ("native-tls", "TLS is rustls, once; the system's would behave differently on every system"),
    ("aws-lc-rs", "the rustls provider is ring; two providers in one program panic at run time"),
    ("aws-lc-sys", "the rustls provider is ring; two providers in one program panic at run time"),
    ("serde_yaml", "it is archived; saphyr-parser reads YAML with places"),
    ("openssh", "it does not build off Unix; crates/adapters/ssh starts the user's ssh"),
    ("russh", "the user's own OpenSSH connects, with its configuration, agent and known hosts"),
];

/// Every banned package that is in the graph, with who asks for it.
pub fn faults(metadata: &Metadata) -> Vec<Fault> {
    let banned = BANNED.iter().filter_map(|(name, why)| {
        let package = metadata.packages.iter().find(|package| package.name == *name)?;
        let askers = askers(metadata, &package.id).join(", ");
        Some(format!("{} is banned: {why}. It is asked for by {askers}.", package.label()))
    });
    banned.collect()
}

fn askers(metadata: &Metadata, id: &str) -> Vec<String> {
    let nodes = metadata.resolve.nodes.iter();
    let asking = nodes.filter(|node| node.deps.iter().any(|edge| edge.pkg == id));
    asking.filter_map(|node| metadata.package(&node.id).map(|package| package.label())).collect()
}
