//! What gives a secret away: the shape of well-known tokens, names of variables, randomness. The check of
//! `slipway.yml`, the search for leaks in images and the redactor's weak secrets go by the same words.

/// Beginnings of tokens, how many characters follow at least, and what they are.
const TOKENS: [(&str, usize, &str); 22] = [
    ("AKIA", 16, "An AWS access key"),
    ("ASIA", 16, "An AWS session key"),
    ("ghp_", 30, "A GitHub token"),
    ("gho_", 30, "A GitHub token"),
    ("ghu_", 30, "A GitHub token"),
    ("ghs_", 30, "A GitHub token"),
    ("ghr_", 30, "A GitHub token"),
    ("github_pat_", 20, "A GitHub token"),
    ("glpat-", 16, "A GitLab token"),
    ("xoxb-", 10, "A Slack token"),
    ("xoxp-", 10, "A Slack token"),
    ("xoxa-", 10, "A Slack token"),
    ("xoxr-", 10, "A Slack token"),
    ("xapp-", 10, "A Slack token"),
    ("npm_", 30, "An npm token"),
    ("dckr_pat_", 16, "A Docker Hub token"),
    ("sk_live_", 10, "A Stripe key"),
    ("rk_live_", 10, "A Stripe key"),
    ("pypi-AgE", 36, "A PyPI token"),
    ("AIza", 35, "A Google API key"),
    ("SG.", 40, "A SendGrid key"),
    ("eyJ", 60, "A JSON web token"),
];

/// What kind of secret a text holds.
pub fn token(text: &str) -> Option<&'static str> {
    if text.contains("-----BEGIN ") && text.contains("PRIVATE KEY") {
        return Some("A private key");
    }
    if text.contains("hooks.slack.com/services/") || text.contains("hooks.slack.com/workflows/") {
        return Some("A Slack webhook");
    }
    if password_in_url(text) {
        return Some("A URL with a password");
    }
    let in_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.split(|c| !in_token(c)).find_map(known_token)
}

/// The line with `*` for every character of what looks like a secret, whatever the line means.
pub(crate) fn mask_secrets(line: &str) -> String {
    let mut masked = String::new();
    let mut before = String::new();
    for word in line.split_inclusive([' ', '"', '\'', ',']) {
        let end = word.trim_end_matches([' ', '"', '\'', ',']).len();
        let (bare, separator) = word.split_at(end);
        let named = names_a_secret(before.trim_end_matches(':')) && looks_random(bare, false);
        if named || token(bare).is_some() {
            masked.extend(bare.chars().map(|_| '*'));
        } else {
            masked.push_str(bare);
        }
        masked.push_str(separator);
        if !bare.is_empty() {
            before = bare.to_owned();
        }
    }
    masked
}

/// What the tokens of providers begin with. A JSON web token is none: anybody may make one, and examples of some stand
/// in every other library.
pub fn token_beginnings() -> impl Iterator<Item = &'static str> {
    TOKENS.iter().map(|(start, _, _)| *start).filter(|start| *start != "eyJ")
}

fn known_token(word: &str) -> Option<&'static str> {
    TOKENS.iter().find_map(|(start, least, kind)| {
        let rest = word.strip_prefix(start)?;
        let fine = match *start {
            "AKIA" | "ASIA" => {
                rest.len() == 16 && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            }
            "eyJ" => rest.matches('.').count() == 2,
            // `npm_config_…` is a variable.
            "npm_" => rest.chars().take_while(char::is_ascii_alphanumeric).count() >= *least,
            // Words joined by hyphens are a name of something.
            _ => rest.contains(|c: char| c.is_ascii_digit()),
        };
        (rest.len() >= *least && fine && !is_placeholder(rest)).then_some(*kind)
    })
}

/// `xxxxxxxx` and the like stand in documentation.
fn is_placeholder(text: &str) -> bool {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() <= 2
}

/// `scheme://user:password@host`, where the password is no variable.
fn password_in_url(text: &str) -> bool {
    text.match_indices("://").any(|(at, separator)| {
        let rest = &text[at + separator.len()..];
        let authority = rest.split(|c: char| c == '/' || c.is_whitespace() || c == '"').next();
        let Some((credentials, _)) = authority.and_then(|a| a.rsplit_once('@')) else {
            return false;
        };
        let password = credentials.split_once(':').map(|(_, password)| password);
        password.is_some_and(|p| !p.is_empty() && !p.starts_with(['$', '<', '{', '*']))
    })
}

/// Words that end the name of a secret.
const SECRET_WORDS: [&str; 12] = [
    "password",
    "passwd",
    "pass",
    "passphrase",
    "pwd",
    "token",
    "secret",
    "key",
    "apikey",
    "secretkey",
    "credential",
    "credentials",
];

/// Words after which a name means something about a secret, not the secret.
const HARMLESS_WORDS: [&str; 3] = ["public", "pub", "allow"];

/// Words that say which of several secrets one is: `DB_PASSWORD_PROD`.
const WHICH: [&str; 18] = [
    "backup",
    "ci",
    "dev",
    "develop",
    "development",
    "live",
    "main",
    "new",
    "old",
    "preprod",
    "prod",
    "production",
    "qa",
    "sandbox",
    "stage",
    "staging",
    "test",
    "uat",
];

/// Whether a word at the end of a name says which one it is: `PASSWORD_2`, `TOKEN_V2`, `TOKEN_PROD`.
fn says_which(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    WHICH.contains(&word) || (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a variable's name says that its value is a secret: `DB_PASSWORD`, `apiToken`, `SECRET_KEY_BASE`,
/// `DB_PASSWORD_PROD`, `PASSWORD1`.
pub fn names_a_secret(name: &str) -> bool {
    let mut words = words(name);
    let harmless = words.iter().any(|word| HARMLESS_WORDS.contains(&word.as_str()));
    while words.last().is_some_and(|word| says_which(word)) {
        words.pop();
    }
    let last =
        words.last().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit())).unwrap_or_default();
    let base = words.ends_with(&["key".to_owned(), "base".to_owned()]);
    !harmless && (SECRET_WORDS.contains(&last) || base)
}

/// Whether a variable of that name and value may not stand in a file in plain text. Stricter than the
/// check of `slipway.yml`: the name alone is enough, however short the value is.
pub fn looks_like_secret(name: &str, value: &str) -> bool {
    names_a_secret(name) || token(value).is_some()
}

/// The words of `DB_PASSWORD`, `db-password` and `dbPassword`, in lower case.
pub fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_was_lower = false;
    for c in name.chars() {
        let begins = c.is_ascii_uppercase() && before_was_lower;
        if begins || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before_was_lower = c.is_lowercase() || c.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a value has enough in it to be a secret: long, and of many different characters.
pub fn looks_random(value: &str, strict: bool) -> bool {
    let (length, bits) = if strict { (20, 3.5) } else { (8, 2.5) };
    let is_reference = value.contains("${") || value.starts_with(['/', '.', '$', '<']);
    let is_url = value.contains("://");
    let is_word = matches!(value.to_lowercase().as_str(), "required" | "disabled" | "optional");
    let count = value.chars().count();
    count >= length && !is_reference && !is_url && !is_word && entropy(value) >= bits
}

/// From so many characters on a word is only weak if it is one of [`COMMON`].
const STRONG_FROM: usize = 8;

/// Values that stand in every other example, in lower case.
const COMMON: [&str; 34] = [
    "administrator",
    "allow",
    "anonymous",
    "changeit",
    "changeme",
    "default",
    "developer",
    "development",
    "disabled",
    "elasticsearch",
    "enabled",
    "example",
    "guestguest",
    "localhost",
    "mongodb",
    "notasecret",
    "optional",
    "passw0rd",
    "password",
    "passwords",
    "postgres",
    "postgresql",
    "production",
    "rabbitmq",
    "readonly",
    "required",
    "sandbox",
    "secret",
    "staging",
    "superuser",
    "testtest",
    "undefined",
    "username",
    "wordpress",
];

/// Whether a secret is weak: common, or short and all letters of one case (the first may be a capital one), or short
/// and all hexadecimal digits, of which every digest is full.
pub fn is_weak(secret: &str) -> bool {
    let rest = secret.get(1..).unwrap_or_default();
    let plain_word = secret.bytes().all(|b| b.is_ascii_alphabetic())
        && (rest.bytes().all(|b| b.is_ascii_lowercase()) || secret.bytes().all(|b| b.is_ascii_uppercase()));
    let digits = secret.bytes().all(|b| b.is_ascii_hexdigit());
    let short = secret.chars().count() < STRONG_FROM;
    (short && (plain_word || digits)) || COMMON.contains(&secret.to_ascii_lowercase().as_str())
}

/// Shannon's entropy in bits per character.
pub fn entropy(text: &str) -> f64 {
    let mut counts = std::collections::HashMap::new();
    for c in text.chars() {
        *counts.entry(c).or_insert(0u32) += 1;
    }
    let total = f64::from(counts.values().sum::<u32>());
    counts.values().map(|count| f64::from(*count) / total).map(|share| -share * share.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_tokens_by_their_shape() {
        for text in [
            "AKIAIOSFODNN7EXAMPLE",
            "curl -H 'Authorization: ghp_0123456789abcdefghijABCDEFGHIJ012345' x",
            "xoxb-1234567890-abcdef",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nabc",
            "postgres://app:hunter2@db/app",
            "https://hooks.slack.com/services/T000/B000/abc",
        ] {
            assert!(token(text).is_some(), "{text}");
        }
        for text in [
            "AKIA",
            "https://example.com/a:b@c",
            "postgres://app:${PASSWORD}@db/app",
            "postgres://app@db/app",
            "git@example.com:team/x.git",
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "eyJust a sentence",
            "npm_config_some_setting_with_a_long_name_2",
            "xapp-status-notifier-watcher",
            "pypi-a-name-of-a-package-that-is-as-long-as-a-token-1",
        ] {
            assert_eq!(token(text), None, "{text}");
        }
    }

    #[test]
    fn knows_names_of_secrets() {
        for name in [
            "DB_PASSWORD",
            "apiToken",
            "SECRET_KEY_BASE",
            "AWS_SECRET_ACCESS_KEY",
            "NPM_TOKEN",
            "DB_PASSWORD_PROD",
            "PASSWORD1",
            "API_TOKEN_V2",
            "dbPasswordOld",
        ] {
            assert!(names_a_secret(name), "{name}");
        }
        for name in [
            "MYSQL_ALLOW_EMPTY_PASSWORD",
            "PUBLIC_KEY",
            "PASSWORD_FILE",
            "KEYCLOAK_URL",
            "TOKEN_TTL",
            "MONKEY",
            "PASSWORD_LENGTH_2",
            "PROD",
            "TEST_1",
        ] {
            assert!(!names_a_secret(name), "{name}");
        }
    }

    #[test]
    fn words_and_numbers_of_everyday_use_are_weak() {
        for weak in ["test", "admin", "Admin", "ROOT", "1234", "4d7a", "123456", "postgres", "ChangeMe"] {
            assert!(is_weak(weak), "{weak}");
        }
        for strong in ["hunter2", "x7Qp", "p@ss", "abXd", "correcthorse", "12345678", "größe"] {
            assert!(!is_weak(strong), "{strong}");
        }
    }

    #[test]
    fn masks_a_line_without_moving_it() {
        let line = r#"  - { DB_PASSWORD: "kX9v2LpQ7rT4", url: redis://a:hunter2@b, name: shop }"#;
        let masked = mask_secrets(line);
        assert_eq!(masked, r#"  - { DB_PASSWORD: "************", url: *******************, name: shop }"#);
    }

    #[test]
    fn short_and_plain_values_are_none() {
        for value in ["1", "demo", "true", "aaaaaaaaaaaa", "/run/secrets/db", "${DB_PASSWORD}"] {
            assert!(!looks_random(value, false), "{value}");
        }
        assert!(looks_random("hunter2-hunter3", false));
        assert!(!looks_random("hunter2-hunter3", true));
    }
}
