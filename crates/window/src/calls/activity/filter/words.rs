//! The words of a filter, as the window's own filters read them: `key:value`, a minus before it for "not", and quotes
//! around a value with blanks.

/// A word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed {
    /// As it was typed.
    pub text: String,
    /// What has it is left out.
    pub not: bool,
    /// What stands before the colon, in lower case.
    pub key: Option<String>,
    /// What is looked for, in lower case; empty while it is not typed yet.
    pub value: String,
}

/// The words of a text.
pub(super) fn typed(text: &str) -> Vec<Typed> {
    let (mut words, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let (word, after) = first(rest);
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// The first word, and what comes after it.
fn first(text: &str) -> (Typed, &str) {
    let (not, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (key, rest) = key(rest);
    let (value, rest) = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
        None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
    };
    let typed = &text[..text.len() - rest.len()];
    (Typed { text: typed.to_owned(), not, key, value: value.to_lowercase() }, rest)
}

/// The letters before a colon, and what comes after it.
fn key(text: &str) -> (Option<String>, &str) {
    let letters = text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len());
    match text[letters..].strip_prefix(':') {
        Some(rest) if letters > 0 => (Some(text[..letters].to_lowercase()), rest),
        _ => (None, text),
    }
}
