//! The tree. Aliases share nodes, so that a file cannot grow in memory; their expanded size is counted.

use std::sync::Arc;

use saphyr_parser::Span;

use super::scalar::Scalar;

/// A piece of the text: line and column from 1, lengths in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub line: usize,
    pub column: usize,
    pub length: usize,
    pub further_lines: usize,
}

impl Spot {
    /// The first place of the text.
    pub(crate) const START: Spot = Spot { line: 1, column: 1, length: 1, further_lines: 0 };

    /// The part of it that begins `offset` characters later.
    pub(crate) fn within(self, offset: usize, length: usize) -> Self {
        Self { column: self.column + offset, length: length.max(1), ..self }
    }
}

impl Spot {
    /// The place of a span in the text, without the blanks that the parser counts in at its end.
    pub(crate) fn of(span: Span, text: &[char]) -> Self {
        let start = span.start.index().min(text.len());
        let covered = &text[start..span.end.index().clamp(start, text.len())];
        let length = covered.len() - covered.iter().rev().take_while(|c| c.is_whitespace()).count();
        Self {
            line: span.start.line().max(1),
            column: span.start.col() + 1,
            length: length.max(1),
            further_lines: covered[..length].iter().filter(|c| **c == '\n').count(),
        }
    }
}

/// A value.
#[derive(Debug)]
pub(crate) struct Node {
    pub spot: Spot,
    pub kind: Kind,
    /// How many values it holds with itself, aliases written out.
    pub size: usize,
    /// How deep it goes, aliases written out.
    pub depth: usize,
}

/// The kinds of values.
#[derive(Debug)]
pub(crate) enum Kind {
    Scalar(Scalar),
    List(Vec<Arc<Node>>),
    Map(Vec<Entry>),
}

/// A key of a map with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub key: String,
    pub spot: Spot,
    pub value: Arc<Node>,
}

impl Node {
    /// A node whose size and depth follow from what it holds.
    pub(crate) fn new(spot: Spot, kind: Kind) -> Self {
        let children: Vec<&Arc<Node>> = match &kind {
            Kind::Scalar(_) => Vec::new(),
            Kind::List(items) => items.iter().collect(),
            Kind::Map(entries) => entries.iter().map(|e| &e.value).collect(),
        };
        let size = children.iter().fold(1usize, |sum, child| sum.saturating_add(child.size));
        let depth = 1 + children.iter().map(|child| child.depth).max().unwrap_or(0);
        Self { spot, kind, size, depth }
    }

    /// The entries of a map; none for anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The entry of that key.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The value of that key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &*entry.value)
    }

    /// Whether nothing was written, or `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(scalar) if scalar.is_null())
    }
}

/// Where the parts of a file stand, by path (`["environments", "sandbox", "after"]`; list items by
/// their index from 0).
#[derive(Clone, Debug)]
pub struct Positions {
    root: Arc<Node>,
}

impl Positions {
    pub(crate) fn new(root: Arc<Node>) -> Self {
        Self { root }
    }

    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// The value at the path. Where the path leads on from a single value, as in `hosts/0` when `hosts`
    /// is no list, it is that value; where it ends early, the last key found.
    pub(crate) fn value(&self, path: &[&str]) -> Spot {
        self.walk(path).0
    }

    /// The key at the end of the path.
    pub(crate) fn key(&self, path: &[&str]) -> Spot {
        self.walk(path).1
    }

    /// Whether something other than `null` stands at exactly this path.
    pub(crate) fn has(&self, path: &[&str]) -> bool {
        self.find(path).is_some_and(|node| !node.is_null())
    }

    /// Whether an empty list stands at exactly this path.
    pub(crate) fn is_empty_list(&self, path: &[&str]) -> bool {
        self.find(path).is_some_and(|node| matches!(&node.kind, Kind::List(items) if items.is_empty()))
    }

    /// What stands at exactly this path.
    pub(crate) fn find(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(&*self.root, |node, step| match &node.kind {
            Kind::Map(_) => node.get(step),
            Kind::List(items) => items.get(step.parse::<usize>().ok()?).map(|item| &**item),
            Kind::Scalar(_) => None,
        })
    }

    fn walk(&self, path: &[&str]) -> (Spot, Spot) {
        let mut node = &self.root;
        let mut at = (node.spot, node.spot);
        for step in path {
            let next = match &node.kind {
                Kind::Map(entries) => match entries.iter().find(|e| e.key == *step) {
                    Some(entry) => (entry.spot, &entry.value),
                    None => return (at.1, at.1),
                },
                Kind::List(items) => match step.parse().ok().and_then(|i: usize| items.get(i)) {
                    Some(item) => (item.spot, item),
                    None => return at,
                },
                Kind::Scalar(_) => return at,
            };
            node = next.1;
            at = (node.spot, next.0);
        }
        at
    }
}
