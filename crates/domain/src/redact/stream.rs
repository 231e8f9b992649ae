//! Redaction of text that comes in pieces.

use super::{MASK, Redactor};

/// Holds back only what may be the beginning of a secret, so that a live log stays live.
///
/// What comes out, put together, is what [`Redactor::redact_bytes`] makes of everything at once.
#[derive(Debug)]
pub struct RedactedStream {
    redactor: Redactor,
    held: Held,
}

/// Text that was taken in and not given out.
#[derive(Default)]
struct Held {
    text: Vec<u8>,
    /// How many bytes at its front belong to a secret whose mask was given out already. `Some(0)`: one ends
    /// just before it, and what touches that gets no mask of its own.
    masked: Option<usize>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.text.len())
    }
}

impl RedactedStream {
    pub(super) fn new(redactor: Redactor) -> Self {
        Self { redactor, held: Held::default() }
    }

    /// Takes a piece in; returns what can be shown now.
    pub fn push(&mut self, piece: &[u8]) -> Vec<u8> {
        self.held.text.extend_from_slice(piece);
        let decided = self.redactor.undecided_from(&self.held.text);
        self.release(decided)
    }

    /// The rest, when nothing comes any more (or nothing for so long that it is to be shown as it is).
    pub fn finish(&mut self) -> Vec<u8> {
        let rest = self.release(self.held.text.len());
        self.held.masked = None;
        rest
    }

    /// Gives out what stands before `decided`.
    fn release(&mut self, decided: usize) -> Vec<u8> {
        let Held { text, masked } = &mut self.held;
        let mut regions = self.redactor.regions(text, masked.map(|end| (0, end))).into_iter();
        let mut shown = Vec::with_capacity(decided);
        let mut ended = masked.and_then(|_| regions.next()).map(|(_, end)| end);
        for (start, end) in regions.take_while(|(start, _)| *start < decided) {
            shown.extend_from_slice(&text[ended.unwrap_or(0)..start]);
            shown.extend_from_slice(MASK.as_bytes());
            ended = Some(end);
        }
        *masked = ended.and_then(|end| end.checked_sub(decided));
        if masked.is_none() {
            shown.extend_from_slice(&text[ended.unwrap_or(0)..decided]);
        }
        text.drain(..decided);
        shown
    }
}
