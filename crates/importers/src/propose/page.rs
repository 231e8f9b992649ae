//! The text of a proposal, line by line.

use slipway_domain::template::Template;

use super::Note;
use crate::place::Origin;

/// Stands between a line and its comment.
pub(super) const COMMENT: &str = "  # ";

/// Lines of YAML with their origins.
#[derive(Default)]
pub(super) struct Page {
    lines: Vec<(String, Option<Origin>)>,
}

impl Page {
    /// A line without an origin.
    pub(super) fn plain(&mut self, depth: usize, text: &str) {
        self.lines.push((indented(depth, text), None));
    }

    /// A line with its origin.
    pub(super) fn plain_with(&mut self, depth: usize, text: &str, origin: Origin) {
        self.lines.push((indented(depth, text), Some(origin)));
    }

    /// How many lines there are.
    pub(super) fn length(&self) -> usize {
        self.lines.len()
    }

    /// `key:` before a line that was written already.
    pub(super) fn open_at(&mut self, line: usize, depth: usize, key: &str) {
        self.lines.insert(line, (indented(depth, &format!("{}:", quoted(key))), None));
    }

    /// `key:`, whose parts follow.
    pub(super) fn open(&mut self, depth: usize, key: &str, origin: Option<Origin>) {
        self.lines.push((indented(depth, &format!("{}:", quoted(key))), origin));
    }

    /// `key: value`.
    pub(super) fn pair(&mut self, depth: usize, key: &str, value: &str, origin: Origin) {
        self.raw(depth, key, &quoted(value), origin);
    }

    /// `key: value`, where the value is YAML already.
    pub(super) fn raw(&mut self, depth: usize, key: &str, yaml: &str, origin: Origin) {
        // A colon in a key is hard to read without quotes.
        let key = if key.contains(':') { format!("\"{key}\"") } else { quoted(key) };
        self.lines.push((indented(depth, &format!("{key}: {yaml}")), Some(origin)));
    }

    /// `key: [values]`.
    pub(super) fn list(&mut self, depth: usize, key: &str, values: &[String], origin: Origin) {
        self.raw(depth, key, &flow(values), origin);
    }

    /// `- key: value` at the beginning of a list's item, or `  key: value` within it; a block for several lines.
    pub(super) fn item(&mut self, depth: usize, lead: &str, key: &str, value: &str, origin: Origin) {
        let fits_block = !value.starts_with([' ', '\n'])
            && !value.chars().any(|c| c.is_control() && c != '\n')
            && value.lines().all(|line| line.trim_end() == line);
        if !value.contains('\n') || !fits_block {
            self.lines.push((indented(depth, &format!("{lead}{key}: {}", quoted(value))), Some(origin)));
            return;
        }
        self.lines.push((indented(depth, &format!("{lead}{key}: |")), Some(origin)));
        for line in value.lines() {
            let line = if line.is_empty() { String::new() } else { indented(depth + 2, line) };
            self.lines.push((line, None));
        }
    }

    /// The text, and its comments as data.
    pub(super) fn finish(self) -> (String, Vec<Note>) {
        let (mut text, mut notes) = (String::new(), Vec::new());
        for (index, (line, origin)) in self.lines.into_iter().enumerate() {
            text.push_str(&line);
            if let Some(origin) = origin {
                // A comment is one line, whatever a file's name holds.
                let comment: String =
                    origin.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
                text.push_str(COMMENT);
                text.push_str(&comment);
                let source = origin.place().cloned();
                notes.push(Note { line: index + 1, text: comment, source, guess: origin.is_guess() });
            }
            text.push('\n');
        }
        (text, notes)
    }
}

fn indented(depth: usize, text: &str) -> String {
    format!("{}{text}", "  ".repeat(depth))
}

/// `[a, b]`.
pub(super) fn flow(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", values.join(", "))
}

/// A text as YAML: plain where nothing else could be meant.
pub(super) fn quoted(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "_./@-".contains(c);
    let lower = text.to_ascii_lowercase();
    let words_of_yaml = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_word_of_yaml =
        words_of_yaml.contains(&lower.as_str()) || lower.starts_with(".inf") || lower.starts_with(".nan");
    let begins = match text.strip_prefix('.') {
        Some(rest) => rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'),
        None => text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'),
    };
    let colons_are_fine = !text.ends_with(':');
    let plain = begins && colons_are_fine && !is_word_of_yaml && text.chars().all(|c| safe(c) || c == ':');
    let words = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| safe(c) || c == ' ')
        && !text.ends_with(' ')
        && text.contains(' ');
    match plain || words {
        true => text.to_owned(),
        false => serde_json::Value::from(text).to_string(),
    }
}

/// A text that stands where templates are expanded, so that it is taken as it is.
pub(super) fn literal(text: &str) -> String {
    Template::literal(text).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_texts_stand_without_quotes() {
        for text in ["a", ".", "./a", "golang:1.21", "linux/amd64", "Unit tests", ".env"] {
            assert_eq!(quoted(text), text);
        }
        for text in [
            "", "1.0", "true", "No", "a: b", "a #b", "${x}", "- a", "8080:80", "@a", ".5", "a:", "~", "*x",
            ".inf",
        ] {
            assert!(quoted(text).starts_with('"'), "{text}");
        }
    }
}
