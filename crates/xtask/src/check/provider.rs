//! One rustls provider in the program.

use crate::Fault;
use crate::metadata::Metadata;

/// The package of the program.
const PROGRAM: &str = "slipway-cli";

/// Each provider with the spellings of the feature that brings it.
const PROVIDERS: &[(&str, &[&str])] = &[("ring", &["ring"]), ("aws-lc-rs", &["aws_lc_rs", "aws-lc-rs"])];

/// Why the program would not have exactly one provider.
pub fn fault(metadata: &Metadata) -> Option<Fault> {
    let linked = metadata.linked_into(PROGRAM);
    if linked.is_empty() {
        return Some(format!("there is no package {PROGRAM}, so its TLS cannot be checked."));
    }
    let nodes = metadata.resolve.nodes.iter().filter(|node| linked.contains(node.id.as_str()));
    let rustls: Vec<_> = nodes
        .filter(|node| metadata.package(&node.id).is_some_and(|package| package.name == "rustls"))
        .collect();
    let [rustls] = rustls.as_slice() else {
        return Some(format!("{PROGRAM} links {} versions of rustls; it takes one.", rustls.len()));
    };
    let on = |names: &[&str]| rustls.features.iter().any(|feature| names.contains(&feature.as_str()));
    let providers: Vec<&str> =
        PROVIDERS.iter().filter(|(_, names)| on(names)).map(|(provider, _)| *provider).collect();
    match providers.as_slice() {
        [_] => None,
        [] => Some(format!("rustls in {PROGRAM} has no provider, so no TLS connection would work.")),
        several => Some(format!(
            "rustls in {PROGRAM} has the providers {}; with more than one it panics at run time.",
            several.join(" and ")
        )),
    }
}
