//! Options of command lines.

/// Goes through the arguments of a program, telling options from the rest.
pub(super) struct Arguments<'w> {
    words: &'w [String],
    at: usize,
    /// Options that take a value in the next word.
    with_value: &'w [&'w str],
}

/// An argument.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Argument<'w> {
    /// An option with its value.
    Option(&'w str, &'w str),
    /// An option without one.
    Flag(&'w str),
    /// Anything else.
    Plain(&'w str),
}

impl<'w> Arguments<'w> {
    pub(super) fn new(words: &'w [String], with_value: &'w [&'w str]) -> Self {
        Self { words, at: 0, with_value }
    }

    /// What was not looked at yet.
    pub(super) fn rest(&self) -> &'w [String] {
        self.words.get(self.at..).unwrap_or_default()
    }

    /// How many words were looked at.
    pub(super) fn seen(&self) -> usize {
        self.at
    }
}

impl<'w> Iterator for Arguments<'w> {
    type Item = Argument<'w>;

    fn next(&mut self) -> Option<Self::Item> {
        let word = self.words.get(self.at)?.as_str();
        self.at += 1;
        if !word.starts_with('-') || word == "-" {
            return Some(Argument::Plain(word));
        }
        if let Some((name, value)) = word.split_once('=').filter(|_| word.starts_with("--")) {
            return Some(Argument::Option(name, value));
        }
        if self.with_value.contains(&word) {
            let value = self.words.get(self.at).map_or("", String::as_str);
            self.at += 1;
            return Some(Argument::Option(word, value));
        }
        // `-p80:80` and `-oOption`: a short option with its value attached.
        let short = word.get(..2).filter(|short| word.len() > 2 && self.with_value.contains(short));
        match (short, word.get(2..)) {
            (Some(short), Some(value)) if !word.starts_with("--") => Some(Argument::Option(short, value)),
            _ => Some(Argument::Flag(word)),
        }
    }
}

/// The path relative to the repository: without `./`, `.` for the root.
pub(crate) fn tidy(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    match parts.is_empty() {
        true => ".".to_owned(),
        false => parts.join("/"),
    }
}
