//! What is told by its beginning, in text of any length: tokens of providers and private keys. It is looked for
//! everywhere, so it has to be quick, and nothing else may look like it.

use std::io::{self, Read};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use slipway_domain::secret_words::{token, token_beginnings};

use crate::examples::is_example;
use crate::library::Counts;
use crate::shapes::{LONGEST_KEY, PRIVATE_KEY, private_key};

/// How a private key begins, and a certificate.
const FRAME: &str = "-----BEGIN ";
/// Where notices are sent by whoever knows the address.
const WEBHOOK: &str = "hooks.slack.com/";
/// So much of a long file is looked at in one go.
const PIECE: usize = 256 * 1024;
/// So much of it is looked at again with what follows: more than the longest key.
const AGAIN: usize = LONGEST_KEY + 1024;
/// No token is longer.
const LONGEST_TOKEN: usize = 4 * 1024;
/// Text has no zero so early; what has one is a program, a picture, an archive.
const TOLD_BY: usize = 8 * 1024;

/// What AWS calls its keys, and what programs are known by at Google: neither lets one in by itself.
const NAMES: [&[u8]; 3] = [b"AKIA", b"ASIA", b"AIza"];

static BEGINNINGS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    // `None` is for a list that cannot be made an automaton of; a test holds that this one can.
    AhoCorasick::new([FRAME, WEBHOOK].into_iter().chain(token_beginnings())).ok()
});

/// Whether a file is no text, by its beginning.
pub(crate) fn is_binary(head: &[u8]) -> bool {
    head.iter().take(TOLD_BY).any(|byte| *byte == 0)
}

/// The first that a text holds of what counts there.
pub(crate) fn told(text: &[u8], counts: Counts) -> Option<&'static str> {
    let mut beginnings = BEGINNINGS.as_ref()?.find_iter(text);
    beginnings.find_map(|found| at_beginning(text, found.start(), counts))
}

/// The same of what is too long to be kept: a piece after the other, each with the end of the one before it. Nothing is
/// said of what is no text.
pub(crate) fn told_in(mut from: impl Read, counts: Counts) -> io::Result<Option<&'static str>> {
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        let again = piece.len();
        let read = from.by_ref().take((PIECE - again) as u64).read_to_end(&mut piece)?;
        if read == 0 || (again == 0 && is_binary(&piece)) {
            return Ok(None);
        }
        if let Some(what) = told(&piece, counts) {
            return Ok(Some(what));
        }
        piece.drain(..piece.len().saturating_sub(AGAIN));
    }
}

/// What begins there, if it is one. A word that a piece begins with was whole in the piece before it, unless it is the
/// beginning of the file.
fn at_beginning(text: &[u8], at: usize, counts: Counts) -> Option<&'static str> {
    let rest = &text[at..];
    if rest.starts_with(FRAME.as_bytes()) {
        let frames = String::from_utf8_lossy(&rest[..rest.len().min(AGAIN)]);
        return (counts.keys && private_key(&frames)).then_some(PRIVATE_KEY);
    }
    if rest.starts_with(WEBHOOK.as_bytes()) {
        return webhook(word(rest, |byte| byte.is_ascii_graphic() && !b"\"'`,;<>()".contains(&byte)));
    }
    let goes_on = at.checked_sub(1).is_some_and(|before| in_token(text[before]));
    let word = word(rest, in_token);
    let counted = counts.names || !NAMES.iter().any(|start| rest.starts_with(start));
    if goes_on || !counted || is_example(word) { None } else { token(word) }
}

/// The word that a text begins with.
fn word(text: &[u8], within: impl Fn(u8) -> bool) -> &str {
    let longest = &text[..text.len().min(LONGEST_TOKEN)];
    let end = longest.iter().position(|byte| !within(*byte)).unwrap_or(longest.len());
    str::from_utf8(&longest[..end]).unwrap_or_default()
}

fn in_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// `hooks.slack.com/services/TEAM/BOT/SECRET`.
fn webhook(address: &str) -> Option<&'static str> {
    let secret = address.split('/').nth(4).unwrap_or_default();
    let digits = secret.contains(|c: char| c.is_ascii_digit());
    token(address).filter(|_| secret.len() >= 20 && digits && !is_example(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GITHUB: &str = concat!("ghp", "_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o");

    const ALL: Counts = Counts { keys: true, personal: true, names: true, values: true };
    const LIBRARY: Counts = Counts { keys: false, names: false, ..ALL };

    fn key() -> String {
        let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n".repeat(24);
        format!("-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----\n")
    }

    #[test]
    fn tokens_and_keys_are_told_wherever_they_stand_in_a_text() {
        let hook = "https://hooks.slack.com/services/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";
        for text in [GITHUB, &format!("a='{GITHUB}';"), &format!("// {GITHUB}"), hook, &key()] {
            assert!(told(text.as_bytes(), ALL).is_some(), "{text}");
        }
        for text in [
            format!("x{GITHUB}"),
            "hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX".to_owned(),
            "AKIAIOSFODNN7EXAMPLE, ghp_ and AKIA".to_owned(),
            "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----".to_owned(),
        ] {
            assert_eq!(told(text.as_bytes(), ALL), None, "{text}");
        }
        for shown in [key(), concat!("AKIA", "ZQ3DR7XPLM2VKT5B").to_owned()] {
            assert!(told(shown.as_bytes(), ALL).is_some(), "{shown}");
            assert_eq!(told(shown.as_bytes(), LIBRARY), None, "{shown}");
        }
        assert!(told(GITHUB.as_bytes(), LIBRARY).is_some());
    }

    #[test]
    fn a_long_text_is_read_to_its_end_and_over_the_borders_of_its_pieces() {
        for secret in [GITHUB.to_owned(), key()] {
            for before in [PIECE - AGAIN, PIECE - secret.len() / 2, PIECE - 1, PIECE, 3 * PIECE + 7] {
                let text = format!("{}\n{secret}\n{}", ";".repeat(before - 1), "a b ".repeat(PIECE));
                assert!(told_in(text.as_bytes(), ALL).unwrap().is_some(), "after {before} bytes");
            }
        }
        let nothing = "function a(b){return c}\n".repeat(40_000);
        assert_eq!(told_in(nothing.as_bytes(), ALL).unwrap(), None);
        assert_eq!(told_in(format!("\0{GITHUB}").as_bytes(), ALL).unwrap(), None, "a program is no text");
    }
}
