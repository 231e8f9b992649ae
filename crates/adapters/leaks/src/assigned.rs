//! Names that tell of a secret, beside a value.

use slipway_domain::secret_words::{looks_random, names_a_secret};

use crate::examples::{is_example, is_reference};

/// Fewer characters are no secret that anything would be kept by.
const SHORTEST: usize = 6;
/// What is only called a key has at least so many: `CACHE_KEY` and `SORT_KEY` are short words.
const SHORTEST_KEY: usize = 16;
/// Words in names of keys that are no secret.
const OPEN_KEYS: [&str; 12] = [
    "gpg",
    "pgp",
    "public",
    "fingerprint",
    "host",
    "primary",
    "foreign",
    "cache",
    "sort",
    "partition",
    "index",
    "publishable",
];

/// Whether a variable of that name with that value holds a secret.
pub(crate) fn is_secret(name: &str, value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'']);
    if !names_a_secret(name) || is_reference(value) || is_example(value) || is_sentence(name, value) {
        return false;
    }
    match is_only_a_key(name) {
        true => {
            value.len() >= SHORTEST_KEY && looks_random(value, false) && is_mixed(value) && !is_open(name)
        }
        false => value.chars().count() >= SHORTEST && !is_plain_word(value),
    }
}

/// Words with blanks between them: they say something of a secret, unless there are digits among them or they were asked for.
fn is_sentence(name: &str, value: &str) -> bool {
    let phrase = name.to_ascii_lowercase().contains("passphrase");
    value.contains(char::is_whitespace)
        && (is_only_a_key(name) || (!phrase && !value.contains(|c: char| c.is_ascii_digit())))
}

/// `API_KEY` and not `KEY_PASSWORD`.
fn is_only_a_key(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let telling = ["pass", "pwd", "token", "secret", "credential"];
    !telling.iter().any(|word| lower.contains(word))
}

fn is_open(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| OPEN_KEYS.contains(&word) || word.starts_with("gpg"))
}

/// Letters and digits, as keys are made of.
fn is_mixed(value: &str) -> bool {
    value.contains(|c: char| c.is_ascii_digit()) && value.contains(|c: char| c.is_ascii_alphabetic())
}

/// Small letters alone: a name of something, a mode, a path of words. Passwords of only those are told by people.
fn is_plain_word(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_' | '.' | '/')) && value.len() < 20
}

/// The pairs of a text that are written as `NAME=VALUE`, `NAME: VALUE`, `--name VALUE` or `"name": "value"`.
pub(crate) fn pairs(text: &str) -> Vec<(&str, &str)> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ";|&,{}".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let mut pairs = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare = word.trim_matches(QUOTES);
        let after = |places: usize| words.get(at + places).map(|next| next.trim_matches(QUOTES));
        let is_sign = matches!(words.get(at + 1), Some(&("=" | ":" | ":=")));
        let cut = bare.find(['=', ':']).map(|cut| (&bare[..cut], bare[cut + 1..].trim_matches(QUOTES)));
        let pair = match cut {
            Some((name, "")) => after(1).map(|value| (name, value)),
            Some(pair) => Some(pair),
            None if is_sign => after(2).map(|value| (bare, value)),
            None if bare.starts_with("--") => after(1).map(|value| (bare, value)),
            None => None,
        };
        pairs.extend(pair.map(|(name, value)| (name.trim_matches(QUOTES), value)));
    }
    pairs
}

const QUOTES: [char; 5] = ['"', '\'', '`', '\\', '='];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telling_name_with_a_value_is_a_secret() {
        for (name, value) in [
            ("DB_PASSWORD", "hunter2!"),
            ("MYSQL_ROOT_PASSWORD", "S3cr3tSauce"),
            ("NPM_TOKEN", "kX9v2LpQ7rT4mN8b"),
            ("API_KEY", "9f8e7d6c5b4a39281706f5e4d3c2b1a0"),
            ("JWT_SECRET", "correct-horse-battery-staple"),
            ("DB_PASSWORD", "kX9v2LpQ 7rT4"),
            ("KEY_PASSPHRASE", "correct horse battery staple"),
            ("DB_PASSWORD", "@kX9v2LpQ"),
            ("DB_PASSWORD", "kX9build2LpQ"),
            ("DB_PASSWORD_PROD", "kX9v2LpQ7rT4"),
            ("PASSWORD1", "kX9v2LpQ7rT4"),
        ] {
            assert!(is_secret(name, value), "{name}={value}");
        }
        for (name, value) in [
            ("DB_PASSWORD", "${DB_PASSWORD}"),
            ("DB_PASSWORD", "changeme"),
            ("POSTGRES_PASSWORD", "postgres"),
            ("DB_PASSWORD_FILE", "/run/secrets/db"),
            ("GPG_KEY", "E3FF2839C048B25C084DEBE9B26995E310250568"),
            ("CACHE_KEY", "v1-dependencies-2024"),
            ("API_KEY", "your-api-key-goes-here"),
            ("SECRET_KEY_BASE", "1"),
            ("TOKEN", ""),
            ("GOFLAGS", "-mod=vendor"),
            ("APP_SECRET", "is asked for at the start"),
            ("TEXT_KEY", "chapter 1 of 20 or so"),
            ("DB_PASSWORD_TEST", "postgres"),
        ] {
            assert!(!is_secret(name, value), "{name}={value}");
        }
    }

    #[test]
    fn pairs_are_found_however_they_are_written() {
        let text = "export A=1 && cmd --token t \"password\": \"p\", B: 2; --key=k; c = d";
        let expected =
            [("A", "1"), ("--token", "t"), ("password", "p"), ("B", "2"), ("--key", "k"), ("c", "d")];
        assert_eq!(pairs(text), expected);
    }
}
