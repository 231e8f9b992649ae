//! Lines out of bytes that come in pieces.

/// Longer lines are cut into pieces of at most this many bytes.
const LONGEST: usize = 64 * 1024;
/// What is longer than this is broken where it meets that.
const LONGEST_WORD: usize = 8 * 1024;
/// What stands between the values of a line without blanks, such as JSON of one line.
const BETWEEN_VALUES: &[u8] = b"\"',;{}[]<>";

/// Puts pieces of output together to lines.
///
/// A piece may end anywhere, also inside a character of several bytes. What is no UTF-8 is replaced.
#[derive(Debug, Default)]
pub struct TextLines {
    open: Vec<u8>,
}

impl TextLines {
    /// Takes a piece in and returns the lines that it completes, without their ends.
    pub fn push(&mut self, piece: &[u8]) -> Vec<String> {
        self.open.extend_from_slice(piece);
        let mut lines = Vec::new();
        let mut from = 0;
        while let Some(length) = line_length(&self.open[from..]) {
            lines.push(text(&self.open[from..from + length.content]));
            from += length.whole;
        }
        self.open.drain(..from);
        lines
    }

    /// What came after the last line's end, if anything.
    pub fn finish(&mut self) -> Option<String> {
        let rest = std::mem::take(&mut self.open);
        (!rest.is_empty()).then(|| text(&rest))
    }
}

struct Length {
    content: usize,
    whole: usize,
}

fn line_length(bytes: &[u8]) -> Option<Length> {
    let window = &bytes[..bytes.len().min(LONGEST)];
    if let Some(end) = window.iter().position(|byte| *byte == b'\n') {
        return Some(Length { content: end, whole: end + 1 });
    }
    (bytes.len() > LONGEST).then(|| {
        let cut = between_words(bytes).unwrap_or_else(|| between_characters(bytes));
        Length { content: cut, whole: cut }
    })
}

/// The last place where a line can be cut without breaking what may be a secret: each piece is redacted by itself.
fn between_words(bytes: &[u8]) -> Option<usize> {
    let end = &bytes[LONGEST - LONGEST_WORD..LONGEST];
    let blank = end.iter().rposition(u8::is_ascii_whitespace);
    let at = blank.or_else(|| end.iter().rposition(|byte| BETWEEN_VALUES.contains(byte)))?;
    Some(LONGEST - LONGEST_WORD + at + 1)
}

fn between_characters(bytes: &[u8]) -> usize {
    (LONGEST - 3..=LONGEST).rev().find(|at| bytes[*at] & 0xC0 != 0x80).unwrap_or(LONGEST)
}

/// The text as a terminal would show it: what a carriage return overwrote is gone.
fn text(bytes: &[u8]) -> String {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let shown = bytes.iter().rposition(|byte| *byte == b'\r').map_or(bytes, |at| &bytes[at + 1..]);
    String::from_utf8_lossy(shown).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_may_be_split_over_pieces() {
        let mut lines = TextLines::default();
        let bytes = "größe 漢字\nend".as_bytes();
        let got: Vec<String> = bytes.iter().flat_map(|byte| lines.push(&[*byte])).collect();
        assert_eq!(got, ["größe 漢字"]);
        assert_eq!(lines.finish().as_deref(), Some("end"));
        assert_eq!(lines.finish(), None);
    }

    #[test]
    fn carriage_returns_end_or_overwrite() {
        let mut lines = TextLines::default();
        assert_eq!(lines.push(b"one\r\n10 %\r20 %\r\n\nlast\n"), ["one", "20 %", "", "last"]);
    }

    #[test]
    fn endless_lines_are_cut_between_characters() {
        let mut lines = TextLines::default();
        let text = "ä".repeat(50_000);
        let mut got = lines.push(text.as_bytes());
        got.extend(lines.finish());
        assert_eq!(got.len(), 2);
        assert_eq!(got.concat(), text);
    }

    #[test]
    fn endless_lines_are_cut_between_words_where_there_are_some() {
        let mut lines = TextLines::default();
        let text = format!("{} correct-horse-battery-staple {}", "x".repeat(LONGEST - 10), "y".repeat(100));
        let mut got = lines.push(text.as_bytes());
        got.extend(lines.finish());
        assert_eq!(got.concat(), text);
        assert!(got[1].starts_with("correct-horse-battery-staple "), "{}", &got[1][..10]);
    }

    #[test]
    fn endless_lines_without_blanks_are_cut_between_values() {
        let mut lines = TextLines::default();
        let text = format!(
            "{{\"a\":\"{}\",\"password\":\"correct-horse\"}}{}",
            "x".repeat(LONGEST - 29),
            "y".repeat(100)
        );
        let mut got = lines.push(text.as_bytes());
        got.extend(lines.finish());
        assert_eq!(got.concat(), text);
        assert!(got[1].starts_with("correct-horse\"}"), "{}", &got[1][..20]);
    }
}
