//! Takes secrets out of a stream that comes in pieces.

use std::sync::Arc;

use super::finder::{Finder, Look};
use super::weak::NAME_WITHIN;
use super::{MASK, Redactor, Region};

/// A stream on its way through a [`super::Redactor`]: takes bytes and hands out clean ones, wherever the stream was cut
/// into pieces.
///
/// It keeps back only what may be the beginning of a secret, never more than the longest form of one. Where a stream
/// pauses and what came of it is to be seen, its owner calls [`Self::flush`]: a terminal's prompt does not wait.
pub struct Redacting {
    finder: Arc<Finder>,
    /// What was passed on last, as far as it tells what is around the rest; then what is kept back.
    text: Vec<u8>,
    /// Where what is kept back begins.
    from: usize,
    /// So many of the bytes that are kept back are known to be hidden.
    covered: usize,
    /// Whether a mask is the last thing that was handed out: what touches it gets no second one.
    masked: bool,
}

impl Redacting {
    pub(super) fn new(finder: Arc<Finder>) -> Self {
        Self { finder, text: Vec::new(), from: 0, covered: 0, masked: false }
    }

    /// From now on it takes out what that one knows.
    pub fn renew(&mut self, redactor: &Redactor) {
        self.finder = redactor.0.clone();
    }

    /// Takes a piece and returns what is clean by now.
    pub fn push(&mut self, piece: &[u8]) -> Vec<u8> {
        self.text.extend_from_slice(piece);
        self.pass(false)
    }

    /// Returns what was kept back, clean, as if nothing followed.
    pub fn flush(&mut self) -> Vec<u8> {
        self.pass(true)
    }

    /// How many bytes are kept back.
    pub fn kept_back(&self) -> usize {
        self.text.len() - self.from
    }

    fn pass(&mut self, ends: bool) -> Vec<u8> {
        let seen = self.finder.regions(&Look { text: &self.text, from: self.from, ends });
        let known = (self.covered > 0).then_some((self.from, self.from + self.covered));
        let regions = joined(known.into_iter().chain(seen.hidden));
        let mut clean = Vec::with_capacity(seen.open - self.from);
        let mut at = self.from;
        // Where nothing can be passed on, what was known to be hidden still is.
        if seen.open > self.from {
            self.covered = 0;
        }
        for (start, end) in regions.into_iter().filter(|(start, _)| *start < seen.open) {
            self.keep(&mut clean, at, start);
            if !self.masked {
                clean.extend_from_slice(MASK.as_bytes());
            }
            self.masked = true;
            at = end.min(seen.open);
            self.covered = end - at;
        }
        self.keep(&mut clean, at, seen.open);
        self.forget(seen.open);
        clean
    }

    /// Passes a stretch on as it is.
    fn keep(&mut self, clean: &mut Vec<u8>, start: usize, end: usize) {
        if start < end {
            clean.extend_from_slice(&self.text[start..end]);
            self.masked = false;
        }
    }

    /// Lets go of what was passed on, but for what tells of the rest where it stands.
    fn forget(&mut self, passed: usize) {
        let away = passed.saturating_sub(NAME_WITHIN);
        self.text.drain(..away);
        self.from = passed - away;
    }
}

/// Regions of which the first may overlap those that follow.
fn joined(regions: impl Iterator<Item = Region>) -> Vec<Region> {
    let mut joined: Vec<Region> = Vec::new();
    for (start, end) in regions {
        match joined.last_mut() {
            Some(last) if last.1 >= start => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}
