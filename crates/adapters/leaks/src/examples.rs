//! Values that stand where a secret would and are none.

use slipway_domain::secret_words::{is_weak, words};

/// Words of values that say that something else is to be put there, or that nobody means it.
const WORDS: [&str; 19] = [
    "build",
    "changeit",
    "changeme",
    "dummy",
    "example",
    "fake",
    "foobar",
    "here",
    "insert",
    "localhost",
    "lorem",
    "mypassword",
    "mysecret",
    "notasecret",
    "placeholder",
    "replace",
    "sample",
    "todo",
    "your",
];
/// Words that placeholders are put together of, also without anything between: `yourpassword`, `dummytoken`.
const COMPOUNDS: [&str; 6] = ["dummy", "example", "fake", "my", "sample", "your"];
/// What follows in such a word.
const MEANT: [&str; 8] = ["apikey", "credential", "key", "pass", "password", "secret", "token", "value"];
/// What no secret is made of.
const SIGNS: [&str; 8] =
    ["...", "****", "123456789", "abcdefgh", "change-me", "change_me", "not-a-secret", "xxxx"];

/// The payload that tutorials on JSON web tokens share: `{"sub":"1234567890"`, and one of its neighbours.
const TUTORIALS: [&str; 2] = ["eyJzdWIiOiIxMjM0NTY3ODkwIi", "eyJsb2dnZWRJbkFzIjoiYWRtaW4i"];

/// Whether a value refers to another one: a variable, a template, a file, the output of a command.
pub(crate) fn is_reference(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'', '`']);
    let Some(first) = value.chars().next() else { return false };
    let rest = &value[first.len_utf8()..];
    let begins = match first {
        '$' | '/' | '.' | '<' => true,
        '~' => rest.is_empty() || rest.starts_with('/'),
        // `%NAME%`, `%s`, `%(name)s`, `%{name}`.
        '%' => rest.len() < 2 || value.ends_with('%') || rest.starts_with(['(', '{']),
        // `@file`, `&variable`, `*alias`.
        '@' | '&' | '*' => is_name(rest),
        '(' => value.ends_with(')') || is_name(rest),
        '{' => value.ends_with('}') || rest.starts_with(['{', '%']) || is_name(rest),
        _ => false,
    };
    begins || value.contains("${") || value.contains("$(")
}

/// What programs and files are called, and passwords are not: no digits, and no sign that joins nothing.
fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.' | '/' | ':' | '[' | ']'))
}

/// Whether a value only shows where a secret would stand.
pub(crate) fn is_example(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() <= 3
        || is_weak(value)
        // What the providers show in their documentation: `AKIA…EXAMPLE`.
        || value.contains("EXAMPLE")
        || SIGNS.iter().any(|sign| lower.contains(sign))
        || TUTORIALS.iter().any(|token| value.contains(token))
        || is_placeholder(value)
}

/// Words alone, and one of them says that it is none. What is random may hold such a word as well, with digits among
/// its letters.
fn is_placeholder(value: &str) -> bool {
    let words = words(value);
    let bare = |word: &String| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let plain: Vec<String> = words.iter().map(bare).collect();
    plain.iter().all(|word| word.chars().all(char::is_alphabetic)) && plain.iter().any(|word| says_so(word))
}

fn says_so(word: &str) -> bool {
    let compound = |start: &&str| word.strip_prefix(*start).is_some_and(|rest| MEANT.contains(&rest));
    WORDS.contains(&word) || COMPOUNDS.iter().any(compound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_shows_where_a_secret_stands_is_an_example() {
        for value in [
            "changeme",
            "your-api-key",
            "xxxxxxxx",
            "AKIAIOSFODNN7EXAMPLE",
            "postgres",
            "test",
            "<token>...",
            "aaa",
            "your_token_here",
            "dummy-for-the-build",
            "changeme123",
            "yourpassword",
            "examplePublicKey",
            "db.example.com:5432",
            "localhost:5432",
        ] {
            assert!(is_example(value), "{value}");
        }
        for value in [
            "kX9v2LpQ7rT4",
            "Summer2024!",
            "hunter2",
            "kX9build2LpQ",
            "8yourX2v-9tR4q",
            "kX9v-todo-2LpQ7",
            "q7sampleR2",
            "p4ss-fakery-77x",
        ] {
            assert!(!is_example(value), "{value}");
        }
        for value in [
            "$TOKEN",
            "${TOKEN}",
            "/run/secrets/token",
            "a-${B}",
            "$(cat token)",
            "<token>",
            "~/.token",
            "%TOKEN%",
            "%s",
            "%(token)s",
            "@token.txt",
            "&password",
            "*alias",
            "{{ token }}",
            "(cat token)",
        ] {
            assert!(is_reference(value), "{value}");
        }
        for value in
            ["%kX9v2LpQ", "@kX9v2LpQ", "&kX9v2LpQ", "*kX9v2LpQ", "~kX9v2LpQ", "(kX9v2LpQ", "{kX9v2LpQ"]
        {
            assert!(!is_reference(value), "{value}");
        }
    }
}
