//! Takes secrets out of text before it is shown or kept.

mod forms;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

/// What stands where a secret stood.
pub const MASK: &str = "***";

/// Secrets and forms with fewer characters are not looked for: a three-letter word would black out half of
/// every log, and by that tell more than it hides.
pub const SHORTEST: usize = 4;

/// Finds secrets in every form in which programs tend to print them: as they are, each line of those with
/// several, in base64 (also inside of a longer encoded text), in hexadecimal digits, URL-encoded, as JSON strings,
/// quoted for a shell.
///
/// Overlapping finds are one find; what touches gets one [`MASK`]. Encodings of encodings and compressed text are
/// not seen through.
#[derive(Clone)]
pub struct Redactor(Arc<Inner>);

struct Inner {
    /// How many there are.
    forms: usize,
    /// `None` when there are too many forms to search for; then everything is hidden.
    finder: Option<AhoCorasick>,
}

/// A stretch of bytes to hide: from the first up to, not including, the second.
type Region = (usize, usize);

impl Redactor {
    /// A redactor for these secrets.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Self {
        let forms: BTreeSet<String> =
            secrets.into_iter().flat_map(|secret| forms::of(secret.as_ref())).collect();
        let finder = AhoCorasick::new(&forms).ok();
        Self(Arc::new(Inner { forms: forms.len(), finder }))
    }

    /// The text with [`MASK`] in place of secrets; the text itself where there are none.
    pub fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.redact_bytes(text.as_bytes()) {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            // Forms are whole characters, so that what is left is text as before.
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }

    /// Like [`Self::redact`], for text that may hold other bytes.
    fn redact_bytes<'a>(&self, text: &'a [u8]) -> Cow<'a, [u8]> {
        let regions = self.regions(text);
        if regions.is_empty() {
            return Cow::Borrowed(text);
        }
        let (mut clean, mut at) = (Vec::with_capacity(text.len()), 0);
        for (start, end) in regions {
            clean.extend_from_slice(&text[at..start]);
            clean.extend_from_slice(MASK.as_bytes());
            at = end;
        }
        clean.extend_from_slice(&text[at..]);
        Cow::Owned(clean)
    }

    /// What is to be hidden in `text`, in order, none touching another.
    fn regions(&self, text: &[u8]) -> Vec<Region> {
        let mut regions: Vec<Region> = Vec::new();
        let Some(finder) = &self.0.finder else {
            return vec![(0, text.len())];
        };
        // Finds come in the order in which they end.
        for found in finder.find_overlapping_iter(text) {
            let (mut start, mut end) = (found.start(), found.end());
            while let Some(touched) = regions.pop_if(|(_, end)| *end >= start) {
                (start, end) = (start.min(touched.0), end.max(touched.1));
            }
            regions.push((start, end));
        }
        regions
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redactor({} forms)", self.0.forms)
    }
}

#[cfg(test)]
mod tests;
