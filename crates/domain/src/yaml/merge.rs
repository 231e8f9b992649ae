//! Merge keys: `<<: *defaults`, and lists of them.

use std::collections::HashSet;
use std::sync::Arc;

use super::node::{Entry, Kind, Node, Spot};
use crate::config::Code;
use crate::config::cx::Cx;

/// The maps that a `<<` names, in order.
pub(crate) fn sources(value: &Arc<Node>, spot: Spot, cx: &mut Cx) -> Vec<Arc<Node>> {
    let items = match &value.kind {
        Kind::List(items) => items.clone(),
        _ => vec![Arc::clone(value)],
    };
    let is_map = |node: &Arc<Node>| matches!(node.kind, Kind::Map(_));
    if !items.iter().all(is_map) {
        cx.error(spot, Code::WrongType, "`<<` merges maps, but something else stands here.")
            .hint("Write an alias of a map, such as `<<: *defaults`, or a list of them.");
    }
    items.into_iter().filter(is_map).collect()
}

/// Adds the keys that are not there yet: a map's own win, then those of the earlier map.
pub(crate) fn add(own: &mut Vec<Entry>, merged: &[Arc<Node>]) {
    let mut seen: HashSet<String> = own.iter().map(|entry| entry.key.clone()).collect();
    for entry in merged.iter().flat_map(|map| map.entries()) {
        if seen.insert(entry.key.clone()) {
            own.push(entry.clone());
        }
    }
}
