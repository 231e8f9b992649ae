//! One rustls provider in each program.

use crate::Fault;
use crate::metadata::Metadata;

/// The packages of the programs that speak TLS.
const PROGRAMS: &[&str] = &["slipway-cli", "slipway-desktop", "slipway-window-host"];

/// Each provider with the spellings of the feature that brings it.
const PROVIDERS: &[(&str, &[&str])] = &[("ring", &["ring"]), ("aws-lc-rs", &["aws_lc_rs", "aws-lc-rs"])];

/// Why a program would not have exactly one provider, for each.
pub fn faults(metadata: &Metadata) -> Vec<Fault> {
    PROGRAMS.iter().filter_map(|program| fault(metadata, program)).collect()
}

fn fault(metadata: &Metadata, program: &str) -> Option<Fault> {
    let linked = metadata.linked_into(program);
    if linked.is_empty() {
        return Some(format!("there is no package {program}, so its TLS cannot be checked."));
    }
    let nodes = metadata.resolve.nodes.iter().filter(|node| linked.contains(node.id.as_str()));
    let rustls: Vec<_> = nodes
        .filter(|node| metadata.package(&node.id).is_some_and(|package| package.name == "rustls"))
        .collect();
    let [rustls] = rustls.as_slice() else {
        return Some(format!("{program} links {} versions of rustls; it takes one.", rustls.len()));
    };
    let on = |names: &[&str]| rustls.features.iter().any(|feature| names.contains(&feature.as_str()));
    let providers: Vec<&str> =
        PROVIDERS.iter().filter(|(_, names)| on(names)).map(|(provider, _)| *provider).collect();
    match providers.as_slice() {
        [_] => None,
        [] => Some(format!("rustls in {program} has no provider, so no TLS connection would work.")),
        several => Some(format!(
            "rustls in {program} has the providers {}; with more than one it panics at run time.",
            several.join(" and ")
        )),
    }
}
