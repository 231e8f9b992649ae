//! Takes secrets out of text before it is shown or kept.

mod encodings;
mod finder;
mod form;
mod forms;
mod redacting;
mod weak;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use finder::{Finder, Look};
use serde_json::Value;

pub use redacting::Redacting;

/// What stands where a secret stood.
pub const MASK: &str = "***";

/// Secrets and forms with fewer characters are not looked for: a three-letter word would black out half of
/// every log, and by that tell more than it hides.
pub const SHORTEST: usize = 4;

/// Finds secrets in every form in which programs tend to print them:
///
/// 1. as they are,
/// 2. each line of those with several, also where `\n` stands for the ends of lines; frames such as
///    `-----BEGIN PRIVATE KEY-----` are left, they say nothing,
/// 3. base64 with padding, 4. without, 5. inside of a longer encoded text at any of the three alignments,
/// 6. all of that with the URL-safe alphabet,
/// 7. base64 broken into lines of 76 or of 64 digits, or at any other place, also where the pieces come as lines
///    of their own, 8. base64 in base64, as Kubernetes keeps docker logins, 9. base64 of UTF-16, as PowerShell takes it,
/// 10. hexadecimal digits in lower case, 11. in upper case, 12. with blanks, colons, hyphens or commas between bytes,
///     13. in pairs of bytes, as `xxd` groups them, 14. as `\x70`, 15. as `0x70`; pure digits also broken into lines,
/// 16. URL-encoded as seven kinds of encoders do it, 17. with `+` for a blank, 18. with every byte encoded,
///     19. encoded twice,
/// 20. as a JSON string, 21. with `\/`, 22. with `\u003c` for `<`, 23. in ASCII only, 24. as a JSON string in a JSON
///     string, 25. with `\u0070` for every character, 26. as Rust and 27. as HTML and XML write it,
/// 28. between single quotes of a shell in both ways, 29. between double quotes, 30. bare with backslashes,
///     31. as `$'…'`, 32. with `$` doubled as compose files have it, 33. with `'` doubled as YAML and SQL have it.
///
/// Overlapping finds are one find; what touches gets one [`MASK`]. Other encodings of encodings, compressed text and
/// dumps that put something between the bytes of each line are not seen through.
///
/// A *weak* secret, `test` or `admin` or `1234`, is a word or number of everyday use. Hiding each of its occurrences
/// would destroy a log and give the secret away by its gaps, so it is hidden only as it is, and only where it stands
/// as the value of something that is called a password, key, token or secret, or as the password of an address.
#[derive(Clone)]
pub struct Redactor(Arc<Finder>);

/// A stretch of bytes to hide: from the first up to, not including, the second.
type Region = (usize, usize);

impl Redactor {
    /// A redactor for these secrets.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Self {
        Self(Arc::new(Finder::new(secrets.into_iter().flat_map(|secret| forms::of(secret.as_ref())))))
    }

    /// The text with [`MASK`] in place of secrets; the text itself where there are none.
    pub fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.redact_bytes(text.as_bytes()) {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            // Forms are whole characters, so that what is left is text as before.
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }

    /// Like [`Self::redact`], for text that may hold other bytes.
    pub fn redact_bytes<'a>(&self, text: &'a [u8]) -> Cow<'a, [u8]> {
        let regions = self.0.regions(&Look::whole(text)).hidden;
        if regions.is_empty() {
            return Cow::Borrowed(text);
        }
        let (mut clean, mut at) = (Vec::with_capacity(text.len()), 0);
        for (start, end) in regions {
            clean.extend_from_slice(&text[at..start]);
            clean.extend_from_slice(MASK.as_bytes());
            at = end;
        }
        clean.extend_from_slice(&text[at..]);
        Cow::Owned(clean)
    }

    /// The same for a stream of bytes that comes in pieces.
    pub fn redacting(&self) -> Redacting {
        Redacting::new(self.0.clone())
    }
}

/// The beginning of a text as `redact` leaves it, at most so many characters and `…` where there is more. It is cut after
/// that: nothing knows the half of a secret that a cut would leave.
pub fn beginning(text: &str, longest: usize, redact: &dyn Fn(&str) -> String) -> String {
    let clean = redact(text);
    match clean.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &clean[..end]),
        None => clean,
    }
}

/// Every text in a JSON value, keys excepted, as `redact` leaves it.
pub fn in_json(json: Value, redact: &dyn Fn(String) -> String) -> Value {
    match json {
        Value::String(text) => Value::String(redact(text)),
        Value::Array(all) => all.into_iter().map(|one| in_json(one, redact)).collect(),
        Value::Object(all) => all.into_iter().map(|(key, one)| (key, in_json(one, redact))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => json,
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redactor({} forms)", self.0.len())
    }
}

#[cfg(test)]
mod tests;
