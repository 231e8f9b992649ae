//! YAML as a tree in which every key and value knows its place in the text.

mod compose;
mod merge;
mod node;
mod scalar;

use std::sync::Arc;

use crate::config::Findings;
use crate::config::cx::Cx;

pub(crate) use compose::compose;
pub use node::Positions;
pub(crate) use node::{Kind, Node, Spot};
pub(crate) use scalar::{Scalar, ScalarType};

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Document {
    root: Arc<Node>,
}

/// One part of a document.
#[derive(Clone, Copy, Debug)]
pub struct Value<'d> {
    node: &'d Node,
}

impl Document {
    /// Reads a text, as far as it is YAML. What is wrong with it stands in the findings, which call it
    /// `file_name`; a document with findings may still be usable. Aliases and merge keys are resolved.
    pub fn read(text: &str, file_name: &str) -> (Option<Self>, Findings) {
        let mut cx = Cx::new(file_name);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let root = compose(text, &mut cx);
        (root.map(|root| Self { root }), Findings::new(cx.into_findings()))
    }

    /// The whole.
    pub fn root(&self) -> Value<'_> {
        Value { node: &self.root }
    }
}

impl<'d> Value<'d> {
    /// The line it begins in, from 1.
    pub fn line(self) -> usize {
        self.node.spot.line
    }

    /// The value of a key; `None` if this is no map, or has no such key.
    pub fn get(self, key: &str) -> Option<Value<'d>> {
        self.node.get(key).map(|node| Value { node })
    }

    /// The value at the end of a path of keys.
    pub fn at(self, path: &[&str]) -> Option<Value<'d>> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// Keys, the lines they stand in, and their values; nothing if this is no map.
    pub fn entries(self) -> impl Iterator<Item = (&'d str, usize, Value<'d>)> {
        self.node
            .entries()
            .iter()
            .map(|entry| (entry.key.as_str(), entry.spot.line, Value { node: &entry.value }))
    }

    /// The items of a list; nothing if this is no list.
    pub fn items(self) -> impl Iterator<Item = Value<'d>> {
        let items = match &self.node.kind {
            Kind::List(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().map(|node| Value { node })
    }

    /// Whether this is a list.
    pub fn is_list(self) -> bool {
        matches!(self.node.kind, Kind::List(_))
    }

    /// Whether this is a map.
    pub fn is_map(self) -> bool {
        matches!(self.node.kind, Kind::Map(_))
    }

    /// The text of a value without parts, numbers and booleans as written; `None` for `null`.
    pub fn text(self) -> Option<&'d str> {
        match &self.node.kind {
            Kind::Scalar(scalar) if !scalar.is_null() => Some(&scalar.text),
            _ => None,
        }
    }

    /// The texts of a list, or the one that stands in its place.
    pub fn texts(self) -> Vec<(&'d str, usize)> {
        match self.text() {
            Some(text) => vec![(text, self.line())],
            None => self.items().filter_map(|item| Some((item.text()?, item.line()))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_part_knows_its_line() {
        let (document, findings) = Document::read("a: &x\n  b: 1\nc:\n  <<: *x\n  d: [e, f]\n", "f.yml");
        assert!(findings.all().is_empty());
        let document = document.unwrap();
        let c = document.root().get("c").unwrap();
        assert_eq!(c.get("b").unwrap().text(), Some("1"));
        assert_eq!(c.get("d").unwrap().texts(), [("e", 5), ("f", 5)]);
        assert_eq!(
            document.root().entries().map(|(key, line, _)| (key, line)).collect::<Vec<_>>(),
            [("a", 1), ("c", 3)]
        );
    }

    #[test]
    fn what_is_no_yaml_is_a_finding() {
        let (document, findings) = Document::read("a: [", "f.yml");
        assert!(document.is_none());
        assert_eq!(findings.all().len(), 1);
    }
}
