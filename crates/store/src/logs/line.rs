//! How a line of a log stands in its file: `TIME STREAM STEP TEXT`, with tabs between, one per line.
//!
//! `STREAM` is `out` or `err`, `STEP` is empty where there is none. A backslash and the ends of lines are
//! escaped, a tab only in `STEP`, so that the file reads well as it is. The text of a heading begins with a
//! record separator, which is escaped everywhere else.

use std::borrow::Cow;

use jiff::Timestamp;
use slipway_domain::ids::StepId;
use slipway_engine::ports::{Heading, LogLine};

/// Ends a torn line, so that it is not taken for a whole one: no whole line has a NUL in it.
pub const TORN_END: &[u8] = b"\0\n";

/// Begins the text of a heading.
const HEADS: char = '\u{1e}';

/// Adds the line to `to`, with its end.
pub fn encode(line: &LogLine, at: Timestamp, to: &mut Vec<u8>) {
    use std::io::Write;
    // Writing to a vector cannot fail.
    let _ = write!(to, "{at}\t{}\t", if line.error { "err" } else { "out" });
    escape(line.step.as_ref().map_or("", |step| step.0.as_str()), b"\0\\\n\r\t", to);
    to.push(b'\t');
    if line.heading {
        to.push(HEADS as u8);
    }
    escape(&line.text, b"\0\\\n\r\x1e", to);
    to.push(b'\n');
}

fn escape(text: &str, special: &[u8], to: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| special.contains(byte)) {
        to.extend_from_slice(&rest[..at]);
        to.extend_from_slice(match rest[at] {
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            b'\0' => b"\\0",
            b'\x1e' => b"\\e",
            _ => b"\\\\",
        });
        rest = &rest[at + 1..];
    }
    to.extend_from_slice(rest);
}

/// A whole line as it stands in its file, split and not copied.
pub struct Fields<'a> {
    at: Timestamp,
    error: bool,
    heading: bool,
    step: &'a str,
    text: &'a str,
}

impl<'a> Fields<'a> {
    /// The line's, or `None` where it is torn: a process was ended, or the disk was full, while it was written.
    pub fn of(line: &'a [u8]) -> Option<Self> {
        let line = std::str::from_utf8(line).ok().filter(|line| !line.contains('\0'))?;
        let mut fields = line.splitn(4, '\t');
        let at = fields.next()?.parse().ok()?;
        let error = match fields.next()? {
            "out" => false,
            "err" => true,
            _ => return None,
        };
        let (step, text) = (fields.next()?, fields.next()?);
        let (heading, text) = match text.strip_prefix(HEADS) {
            Some(text) => (true, text),
            None => (false, text),
        };
        Some(Self { at, error, heading, step, text })
    }

    /// The step's name, empty where there is none.
    pub fn step(&self) -> Cow<'a, str> {
        unescape(self.step)
    }

    /// The text.
    pub fn text(&self) -> Cow<'a, str> {
        unescape(self.text)
    }

    /// The line with everything in it.
    pub fn line(&self) -> LogLine {
        let step = self.step();
        let step = (!step.is_empty()).then(|| StepId(step.into_owned()));
        let (error, heading) = (self.error, self.heading);
        LogLine { at: Some(self.at), step, error, heading, text: self.text().into_owned() }
    }

    /// The heading that it is, as the line of that number among its step's.
    pub fn heading(&self, line: u64) -> Option<Heading> {
        self.heading.then(|| Heading { line, at: self.at, text: self.text().into_owned() })
    }
}

/// The line, or `None` where it is torn.
pub fn decode(line: &[u8]) -> Option<LogLine> {
    Fields::of(line).map(|fields| fields.line())
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let mut escaped = after.chars();
        plain.push(match escaped.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('0') => '\0',
            Some('e') => HEADS,
            Some(other) => other,
            None => '\\',
        });
        rest = escaped.as_str();
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back_as_it_was_and_stays_on_one_line() {
        let plain = ["", "plain", "tab\there", "two\nlines\r\n"];
        let odd = ["\\n is not \n", "中文 \\", "\u{0}\u{1b}[1m", "\u{1e}no heading"];
        let texts = plain.into_iter().chain(odd);
        for (text, heading) in texts.flat_map(|text| [(text, false), (text, true)]) {
            for step in [None, Some(StepId::from("host-1/up")), Some(StepId::from("odd\t\\step"))] {
                let at: Timestamp = "2026-01-02T03:04:05.123456789Z".parse().unwrap();
                let line = LogLine { at: Some(at), step: step.clone(), heading, ..LogLine::err(text) };
                let mut bytes = Vec::new();
                encode(&line, at, &mut bytes);
                assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 1, "{text:?}");
                assert_eq!(decode(&bytes[..bytes.len() - 1]), Some(line));
            }
        }
    }

    #[test]
    fn a_torn_line_is_none() {
        for torn in
            ["", "2026-01-02T03", "2026-01-02T03:04:05Z\tou", "2026-01-02T03:04:05Z\tout\tstep", "\u{0}"]
        {
            assert_eq!(decode(torn.as_bytes()), None, "{torn:?}");
        }
        assert_eq!(decode(b"2026-01-02T03:04:05Z\tout\t\t\xff"), None);
        assert_eq!(decode(b"2026-01-02T03:04:05Z\tout\t\tcut of\0"), None, "ended by the next program");
    }
}
