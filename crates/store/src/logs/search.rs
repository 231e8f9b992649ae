//! Whether a text is in a line as people see it.

use std::borrow::Cow;

use memchr::memmem::Finder;

/// Begins an escape sequence.
const ESCAPE: char = '\u{1b}';

/// What is looked for.
pub struct Needle {
    finder: Finder<'static>,
    /// Of the line that is looked at; kept so that it need not be made for each.
    folded: String,
}

impl Needle {
    /// This text, in any case.
    pub fn new(text: &str) -> Self {
        let mut folded = String::new();
        fold(text, &mut folded);
        Self { finder: Finder::new(&folded).into_owned(), folded }
    }

    /// Whether a line has it.
    pub fn is_in(&mut self, line: &str) -> bool {
        self.folded.clear();
        fold(&visible(line), &mut self.folded);
        self.finder.find(self.folded.as_bytes()).is_some()
    }
}

/// Adds a text to `to`, which is empty, the same for every case. Letter by letter: lower case as a whole
/// depends on what stands around a letter.
fn fold(text: &str, to: &mut String) {
    if text.is_ascii() {
        to.push_str(text);
        to.make_ascii_lowercase();
    } else {
        to.extend(text.chars().flat_map(char::to_lowercase));
    }
}

/// The text without the escape sequences of terminals (ECMA-48).
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(ESCAPE) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, sequence)) = rest.split_once(ESCAPE) {
        shown.push_str(before);
        rest = after(sequence);
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// What comes after a sequence, which goes on after its escape character.
fn after(sequence: &str) -> &str {
    let mut rest = sequence.chars();
    match rest.next() {
        Some('[') => after_final(rest.as_str(), ' '..='?', '@'..='~'),
        Some(']' | 'P' | 'X' | '^' | '_') => after_string(rest.as_str()),
        _ => after_final(sequence, ' '..='/', '0'..='~'),
    }
}

type Range = std::ops::RangeInclusive<char>;

fn after_final(sequence: &str, before: Range, last: Range) -> &str {
    let rest = sequence.trim_start_matches(|char| before.contains(&char));
    rest.strip_prefix(|char| last.contains(&char)).unwrap_or(rest)
}

/// After a title, a link or the like, which ends with a bell or a sequence of its own.
fn after_string(sequence: &str) -> &str {
    match sequence.find(['\u{7}', ESCAPE]) {
        Some(end) => sequence[end..].strip_prefix('\u{7}').unwrap_or(&sequence[end..]),
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_are_not_seen() {
        for (text, shown) in [
            ("plain [1m", "plain [1m"),
            ("\u{1b}[1;31mred\u{1b}[0m and \u{1b}[2K\u{1b}[?25lmore", "red and more"),
            ("\u{1b}]0;title\u{7}after", "after"),
            ("\u{1b}]8;;https://example.com\u{1b}\\link\u{1b}]8;;\u{1b}\\ after", "link after"),
            ("\u{1b}(Bcharset \u{1b}7saved\u{1b}c", "charset saved"),
            ("中\u{1b}[1m文\u{1b}中", "中文中"),
            ("cut \u{1b}", "cut "),
            ("cut \u{1b}[1", "cut "),
            ("cut \u{1b}]0;ti", "cut "),
            ("\u{1b}[1中", "中"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }

    #[test]
    fn case_does_not_matter() {
        for (needle, line, found) in [
            ("error", "An ERROR here", true),
            ("ERR", "no erratum", true),
            ("größe", "GRÖSSE: GRÖßE", true),
            ("ΟΔΟΣ", "οδοσ", true),
            ("er ror", "er\u{1b}[1m ror", true),
            ("error", "er ror", false),
            ("31m", "\u{1b}[31mred", false),
            ("", "", true),
            ("x", "", false),
        ] {
            assert_eq!(Needle::new(needle).is_in(line), found, "{needle:?} in {line:?}");
        }
    }
}
