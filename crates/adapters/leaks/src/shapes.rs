//! Secrets that are told by their own shape.

use slipway_domain::secret_words::token;

use crate::examples::{is_example, is_reference};

/// What a word of a text ends at.
const BETWEEN: &str = "\"'`,;<>()[]{}|&=\\";
/// So much of what is between the frames of a key is a key and no sentence about one.
const SHORTEST_KEY: usize = 64;
/// A key's frames are this far from each other at the most.
pub(crate) const LONGEST_KEY: usize = 16 * 1024;

/// What a private key is told as.
pub(crate) const PRIVATE_KEY: &str = "A private key";

/// What kind of secret a text holds: a private key, a token that is told by its beginning, an address with a
/// password, a login in a header.
pub(crate) fn shape(text: &str) -> Option<&'static str> {
    if private_key(text) {
        return Some(PRIVATE_KEY);
    }
    text.split(|c: char| c.is_whitespace() || BETWEEN.contains(c)).find_map(word).or_else(|| header(text))
}

fn word(word: &str) -> Option<&'static str> {
    if let Some((_, rest)) = word.split_once("://") {
        return address(rest).then_some("A URL with a password").or_else(|| in_address(rest));
    }
    token(word).filter(|_| !is_example(word))
}

/// `USER:PASSWORD@HOST`.
fn address(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((login, host)) = authority.rsplit_once('@') else { return false };
    let Some((user, password)) = login.split_once(':') else { return false };
    let taken = password != user && password.len() > 3 && !is_reference(password) && !is_example(password);
    taken && !is_example(host)
}

/// A token as a user's name, or on the way to something.
fn in_address(rest: &str) -> Option<&'static str> {
    token(rest).filter(|_| !is_example(rest))
}

/// `Authorization: Bearer VALUE`.
fn header(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find("authorization:")?;
    let words: Vec<&str> = text.get(at..)?.split(|c: char| c.is_whitespace() || "\"'`".contains(c)).collect();
    let mut after = words.into_iter().filter(|word| !word.is_empty()).skip(1);
    let scheme = after.next()?.to_ascii_lowercase();
    let value = after.next()?;
    let known = matches!(scheme.as_str(), "bearer" | "basic" | "token");
    (known && value.len() >= 8 && !is_reference(value) && !is_example(value)).then_some("A login in a header")
}

/// Whether there is a private key, and not only the beginning of one as programs look for.
pub(crate) fn private_key(text: &str) -> bool {
    text.match_indices("-----BEGIN ").any(|(at, _)| {
        let rest = &text[at..];
        let Some(head) = rest.find("PRIVATE KEY").filter(|head| *head < 40) else { return false };
        let body = &rest[head..];
        let Some((begin, end)) = body.find("-----").zip(body.find("-----END ")) else { return false };
        let Some(inside) = body.get(begin + 5..end).filter(|inside| inside.len() < LONGEST_KEY) else {
            return false;
        };
        let inside = inside.replace("\\n", "");
        let digits =
            inside.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')).count();
        let others = inside.chars().filter(|c| !c.is_ascii()).count();
        digits >= SHORTEST_KEY && others == 0 && !is_example_key(&inside)
    })
}

/// Dots or one letter over and over.
fn is_example_key(inside: &str) -> bool {
    let mut letters: Vec<char> = inside.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.sort_unstable();
    letters.dedup();
    inside.contains("...") || letters.len() < 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_shape() {
        let key = format!(
            "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----",
            "MIIEowIBAAKCAQEA7xK9v2LpQ7rT4mN8bZcYd".repeat(4)
        );
        for text in [
            key.as_str(),
            &key.replace('\n', "\\n"),
            "x postgres://app:kX9v2LpQ7rT4@db.internal/app y",
            "curl -H 'Authorization: Bearer kX9v2LpQ7rT4mN8b' https://api.internal",
            "TOKEN=ghp_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o",
            "https://ghp_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o@git.internal/a.git",
            "https://files.internal/ghp_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o/a.tgz",
            "https://hooks.slack.com/services/T02AB3CD4/B05EF6GH7/kX9v2LpQ7rT4mN8bZcYd",
        ] {
            assert!(shape(text).is_some(), "{text}");
        }
        for text in [
            "if line.startswith('-----BEGIN RSA PRIVATE KEY-----'): # until -----END RSA PRIVATE KEY-----",
            "postgres://app:${PASSWORD}@db/app",
            "postgres://postgres:postgres@db/app",
            "https://user:password@example.com/",
            "Authorization: Bearer $TOKEN",
            "Authorization: Bearer <token>",
            "AKIAIOSFODNN7EXAMPLE",
            "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----",
        ] {
            assert_eq!(shape(text), None, "{text}");
        }
    }
}
