//! Takes secrets out of text before it is shown or kept.

mod forms;
mod stream;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

pub use stream::RedactedStream;

/// What stands where a secret stood.
pub const MASK: &str = "***";

/// Secrets and forms with fewer characters are not looked for: a three-letter word would black out half of
/// every log, and by that tell more than it hides. [`Redactor::ignored`] says how many secrets that concerns.
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
    /// Sorted, each once.
    forms: Vec<Vec<u8>>,
    /// In bytes.
    longest: usize,
    /// `None` when there are too many forms to search for; then everything is hidden.
    finder: Option<AhoCorasick>,
    ignored: usize,
}

/// A stretch of bytes to hide: from the first up to, not including, the second.
type Region = (usize, usize);

impl Redactor {
    /// A redactor for these secrets.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Self {
        let (mut forms, mut ignored) = (Vec::new(), 0);
        for secret in secrets {
            let secret = secret.as_ref();
            ignored += usize::from(!secret.is_empty() && secret.chars().count() < SHORTEST);
            forms.extend(forms::of(secret).into_iter().map(String::into_bytes));
        }
        forms.sort();
        forms.dedup();
        let longest = forms.iter().map(Vec::len).max().unwrap_or(0);
        let finder = AhoCorasick::new(&forms).ok();
        Self(Arc::new(Inner { forms, longest, finder, ignored }))
    }

    /// How many secrets are too short to be hidden; worth a warning.
    pub fn ignored(&self) -> usize {
        self.0.ignored
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
    pub fn redact_bytes<'a>(&self, text: &'a [u8]) -> Cow<'a, [u8]> {
        let regions = self.regions(text, None);
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

    /// For text that comes in pieces.
    pub fn stream(&self) -> RedactedStream {
        RedactedStream::new(self.clone())
    }

    /// What is to be hidden in `text`, in order, none touching another. `known` begins the list.
    fn regions(&self, text: &[u8], known: Option<Region>) -> Vec<Region> {
        let mut regions: Vec<Region> = known.into_iter().collect();
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

    /// From where on a secret may have begun that later text completes.
    fn undecided_from(&self, text: &[u8]) -> usize {
        let from = (text.len() + 1).saturating_sub(self.0.longest);
        (from..text.len()).find(|start| self.begins_a_form(&text[*start..])).unwrap_or(text.len())
    }

    fn begins_a_form(&self, text: &[u8]) -> bool {
        let forms = &self.0.forms;
        // Forms that begin with the text stand together, from the place where it would stand itself.
        let place = forms.partition_point(|form| form.as_slice() <= text);
        forms.get(place).is_some_and(|form| form.starts_with(text))
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redactor({} forms)", self.0.forms.len())
    }
}

#[cfg(test)]
mod tests;
