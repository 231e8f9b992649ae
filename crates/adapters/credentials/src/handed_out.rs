//! What this process has handed out, of all projects that it has open: whatever it prints or shows goes through the
//! redactor of these values.

use std::borrow::Cow;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError, TryLockError};

use slipway_domain::redact::{Redacting, Redactor};
use slipway_domain::secret::Secret;

/// Values that were handed out, each once, and what takes them out of text.
#[derive(Debug)]
struct HandedOut {
    values: Vec<Secret>,
    redactor: Redactor,
}

/// Those of the whole process.
static EVERYWHERE: LazyLock<Mutex<HandedOut>> = LazyLock::new(Mutex::default);

impl Default for HandedOut {
    fn default() -> Self {
        Self { values: Vec::new(), redactor: Redactor::new([""; 0]) }
    }
}

impl HandedOut {
    fn remember(&mut self, secret: &Secret) {
        if !secret.is_empty() && !self.values.iter().any(|known| known.expose() == secret.expose()) {
            self.values.push(secret.clone());
            self.redactor = Redactor::new(self.values.iter().map(Secret::expose));
        }
    }
}

/// Takes a value out of text from now on: this process has opened it, or was given it by a person.
pub fn remember(secret: &Secret) {
    everywhere().remember(secret);
}

/// A text without anything that this process has handed out, in whichever encoding it stands there.
pub fn redacted(text: &str) -> Cow<'_, str> {
    redactor().redact(text)
}

/// The same for what is said while something falls apart: `None` where that is in the middle of remembering a value.
pub fn redacted_in_panic(text: &str) -> Option<String> {
    let known = match EVERYWHERE.try_lock() {
        Ok(known) => known,
        Err(TryLockError::Poisoned(known)) => known.into_inner(),
        Err(TryLockError::WouldBlock) => return None,
    };
    Some(known.redactor.redact(text).into_owned())
}

/// What takes out of text all that this process has handed out so far.
pub fn redactor() -> Redactor {
    everywhere().redactor.clone()
}

/// The same for a stream that begins now.
pub fn redacting() -> Redacting {
    redactor().redacting()
}

fn everywhere() -> MutexGuard<'static, HandedOut> {
    EVERYWHERE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handed_out_once_is_seen_from_everywhere() {
        let text = "the gate opens with quince-7-marrow";
        assert_eq!(redacted(text), text);
        remember(&Secret::new("quince-7-marrow"));
        assert_eq!(redacted(text), "the gate opens with ***");
        assert_eq!(redacted_in_panic(text).as_deref(), Some("the gate opens with ***"));
        let mut stream = redacting();
        let pieces: Vec<u8> =
            [&b"opens with quin"[..], b"ce-7-marrow"].iter().flat_map(|piece| stream.push(piece)).collect();
        assert_eq!([pieces, stream.flush()].concat(), b"opens with ***");
    }
}
