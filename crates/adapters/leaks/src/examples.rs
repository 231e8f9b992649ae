//! Values that stand where a secret would and are none.

use slipway_domain::secret_words::is_weak;

/// Parts of values that say that something else is to be put there, or that nobody means it.
const WORDS: [&str; 28] = [
    "...",
    "****",
    "1234567890",
    "_here",
    "-here",
    "build",
    "change-me",
    "change_me",
    "changeit",
    "changeme",
    "dummy",
    "example",
    "fake",
    "foobar",
    "insert",
    "localhost",
    "lorem",
    "my-secret",
    "mypassword",
    "mysecret",
    "notasecret",
    "not-a-secret",
    "placeholder",
    "replace",
    "sample",
    "todo",
    "xxxx",
    "your",
];

/// The payload that tutorials on JSON web tokens share: `{"sub":"1234567890"`, and one of its neighbours.
const TUTORIALS: [&str; 2] = ["eyJzdWIiOiIxMjM0NTY3ODkwIi", "eyJsb2dnZWRJbkFzIjoiYWRtaW4i"];

/// Whether a value refers to another one: a variable, a template, a file, the output of a command.
pub(crate) fn is_reference(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'', '`']);
    value.starts_with(['$', '/', '.', '<', '~', '%', '@', '{', '(', '&', '*'])
        || value.contains("${")
        || value.contains("$(")
}

/// Whether a value only shows where a secret would stand.
pub(crate) fn is_example(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() <= 3
        || is_weak(value)
        || WORDS.iter().any(|word| lower.contains(word))
        || TUTORIALS.iter().any(|token| value.contains(token))
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
        ] {
            assert!(is_example(value), "{value}");
        }
        for value in ["kX9v2LpQ7rT4", "Summer2024!", "hunter2"] {
            assert!(!is_example(value), "{value}");
        }
        for value in ["$TOKEN", "${TOKEN}", "/run/secrets/token", "a-${B}", "$(cat token)", "<token>"] {
            assert!(is_reference(value), "{value}");
        }
    }
}
