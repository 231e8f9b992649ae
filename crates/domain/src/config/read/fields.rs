//! The keys of a map, asked for one by one; what nobody asked for is unknown.

use indexmap::IndexMap;

use super::scalar;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::yaml::{Kind, Node, Spot};

/// A map being read.
pub(crate) struct Fields<'n> {
    node: &'n Node,
    /// What the map is, as in "a service".
    what: &'static str,
    asked: Vec<&'static str>,
    /// The key the map stands under, for what is missing in it.
    spot: Spot,
}

impl<'n> Fields<'n> {
    /// Begins to read a map; anything else is reported.
    pub(crate) fn open(node: &'n Node, spot: Spot, what: &'static str, cx: &mut Cx) -> Option<Self> {
        match &node.kind {
            Kind::Map(_) => Some(Self { node, what, asked: Vec::new(), spot }),
            _ => {
                scalar::wrong(node, "a map of keys and values", cx);
                None
            }
        }
    }

    /// The place of the key this map stands under.
    pub(crate) fn spot(&self) -> Spot {
        self.spot
    }

    /// The value of a key; a key without a value counts as not written.
    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        self.node.get(key).filter(|node| !node.is_null())
    }

    /// The place of a key, if it is written.
    pub(crate) fn key_spot(&self, key: &str) -> Option<Spot> {
        self.node.entry(key).map(|entry| entry.spot)
    }

    /// Reads the value of a key that may be missing.
    pub(crate) fn optional<T>(
        &mut self,
        key: &'static str,
        cx: &mut Cx,
        read: impl FnOnce(&'n Node, &mut Cx) -> Option<T>,
    ) -> Option<T> {
        let node = self.get(key);
        if node.is_none() && self.key_spot(key).is_some() {
            self.missing(key, cx);
        }
        node.and_then(|node| read(node, cx))
    }

    /// Reads the value of a key that must be there.
    pub(crate) fn required<T: Default>(
        &mut self,
        key: &'static str,
        cx: &mut Cx,
        read: impl FnOnce(&'n Node, &mut Cx) -> Option<T>,
    ) -> T {
        match self.get(key) {
            Some(node) => read(node, cx).unwrap_or_default(),
            None => {
                self.missing(key, cx);
                T::default()
            }
        }
    }

    fn missing(&self, key: &str, cx: &mut Cx) {
        let what = self.what;
        match self.key_spot(key) {
            Some(spot) => cx.error(spot, Code::MissingKey, format!("`{key}` has no value.")),
            None => cx.error(self.spot, Code::MissingKey, format!("`{key}` is missing: {what} needs it.")),
        };
    }

    /// Reads a map of names to things, keeping its order.
    pub(crate) fn map<T>(
        &mut self,
        key: &'static str,
        cx: &mut Cx,
        mut read: impl FnMut(&'n Node, Spot, &mut Cx) -> Option<T>,
    ) -> IndexMap<String, T> {
        let Some(node) = self.get(key) else {
            return IndexMap::new();
        };
        if !matches!(node.kind, Kind::Map(_)) {
            scalar::wrong(node, "a map of names", cx);
            return IndexMap::new();
        }
        let entries = node.entries().iter();
        entries.filter_map(|e| read(&e.value, e.spot, cx).map(|value| (e.key.clone(), value))).collect()
    }

    /// Reads a list.
    pub(crate) fn list<T>(
        &mut self,
        key: &'static str,
        cx: &mut Cx,
        mut read: impl FnMut(&'n Node, &mut Cx) -> Option<T>,
    ) -> Vec<T> {
        match self.get(key) {
            None => Vec::new(),
            Some(node) => match &node.kind {
                Kind::List(items) => items.iter().filter_map(|item| read(item, cx)).collect(),
                _ => {
                    scalar::wrong(node, "a list", cx);
                    scalar::suggest_in_brackets(node, cx);
                    Vec::new()
                }
            },
        }
    }

    /// Reads a list whose items are referred to by their place later: a default stands in for a bad one.
    pub(crate) fn placed<T: Default>(
        &mut self,
        key: &'static str,
        cx: &mut Cx,
        mut read: impl FnMut(&'n Node, &mut Cx) -> Option<T>,
    ) -> Vec<T> {
        self.list(key, cx, |node, cx| Some(read(node, cx).unwrap_or_default()))
    }

    /// Reads one value or a list of them; a default stands in for a bad item.
    pub(crate) fn one_or_many<T: Default>(
        &mut self,
        key: &'static str,
        cx: &mut Cx,
        mut read: impl FnMut(&'n Node, &mut Cx) -> Option<T>,
    ) -> Vec<T> {
        match self.node.get(key).map(|node| &node.kind) {
            Some(Kind::List(_)) => self.placed(key, cx, read),
            _ => self.get(key).and_then(|node| read(node, cx)).into_iter().collect(),
        }
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn close(self, cx: &mut Cx) {
        self.close_except(cx, |_| false);
    }

    /// The same, with keys that may stand there for purposes of their own.
    pub(crate) fn close_except(self, cx: &mut Cx, may_stand: impl Fn(&str) -> bool) {
        for entry in self.node.entries() {
            let key = entry.key.as_str();
            if self.asked.contains(&key) || may_stand(key) || cx.is_full() {
                continue;
            }
            let message = format!("`{key}` is not a key of {}.", self.what);
            let finding = cx.error(entry.spot, Code::UnknownKey, message);
            match closest(key, self.asked.iter().copied()) {
                Some(near) => finding.suggest(near),
                None => finding.hint(format!("Keys here: {}.", self.asked.join(", "))),
            };
        }
    }
}

/// The longest key that is compared with others, and how many it is compared with.
const LONGEST_COMPARED: usize = 64;
const MOST_COMPARED: usize = 600;

/// The candidate that was probably meant.
pub(crate) fn closest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Comparing takes time in proportion to both lengths; nobody mistypes hundreds of letters.
    if written.len() > LONGEST_COMPARED {
        return None;
    }
    let plain = |s: &str| s.to_lowercase().replace(['-', '_', ' '], "");
    let written = plain(written);
    let likeness = |candidate: &str| match written.len() > 3 && written.starts_with(candidate) {
        true => 0.7,
        false => strsim::normalized_damerau_levenshtein(&written, candidate),
    };
    candidates
        .into_iter()
        .take(MOST_COMPARED)
        .filter(|candidate| candidate.len() <= LONGEST_COMPARED)
        .map(|candidate| (likeness(&plain(candidate)), candidate))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
