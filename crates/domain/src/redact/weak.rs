//! Secrets that are words or numbers of everyday use.

use crate::secret_words::names_a_secret;

/// How far back from a value its name may begin.
pub(super) const NAME_WITHIN: usize = 80;

/// Whether what stands in a text from `start` to `end` is the value of something that is called a secret.
pub(super) fn is_a_value(text: &[u8], start: usize, end: usize) -> bool {
    let after = text.get(end).copied();
    if after.is_some_and(goes_on) {
        return false;
    }
    let before = &text[start.saturating_sub(NAME_WITHIN)..start];
    let bare = trim_end(before, b"\"'`\\ \t");
    let is_password_of_an_address = || {
        let user = before.strip_suffix(b":").map(trim_word);
        after == Some(b'@') && user.is_some_and(|before| before.ends_with(b"://"))
    };
    let named = match bare.last() {
        // A path of names, as in `secret::test`.
        _ if bare.ends_with(b"::") => None,
        Some(b'=' | b':') => name_at_end(trim_end(bare, b"=: \t\"'`\\")),
        // `--password VALUE`; no other word is one's name only because it stands before it.
        _ if bare.len() < before.len() => name_at_end(bare).filter(|name| name.starts_with('-')),
        _ => None,
    };
    is_password_of_an_address() || named.is_some_and(|name| names_a_secret(&name))
}

/// Whether a word goes on with that byte, so that it is another word.
fn goes_on(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'-')
}

fn trim_end<'t>(text: &'t [u8], away: &[u8]) -> &'t [u8] {
    let kept = text.iter().rposition(|byte| !away.contains(byte)).map_or(0, |last| last + 1);
    &text[..kept]
}

/// Without the word at its end.
fn trim_word(text: &[u8]) -> &[u8] {
    let kept = text.iter().rposition(|byte| !in_name(*byte)).map_or(0, |last| last + 1);
    &text[..kept]
}

fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn name_at_end(text: &[u8]) -> Option<String> {
    let name = &text[trim_word(text).len()..];
    (!name.is_empty()).then(|| String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_secret_is_seen_where_its_name_stands_before_it() {
        for text in [
            "DB_PASSWORD=<test>",
            "password: <test>",
            "\"apiToken\": \"<test>\",",
            "--password <test>",
            "--secret-key=<test> x",
            "postgres://app:<test>@db/app",
            "set PASSWORD = '<test>'",
        ] {
            let (start, end) = (text.find('<').unwrap(), text.find('>').unwrap() - 1);
            let plain = text.replace(['<', '>'], "");
            assert!(is_a_value(plain.as_bytes(), start, end), "{plain}");
        }
        for text in [
            "go <test> ./...",
            "NODE_ENV=<test>",
            "stage: <test>",
            "password <test>",
            "password=<test>s",
            "the key: latest <test>",
            "app:<test>@db",
            "test secret::<test> ... ok",
            "<test>",
        ] {
            let (start, end) = (text.find('<').unwrap(), text.find('>').unwrap() - 1);
            let plain = text.replace(['<', '>'], "");
            assert!(!is_a_value(plain.as_bytes(), start, end), "{plain}");
        }
    }
}
