//! What goes on until it is closed: lines of running containers, shells.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

/// Those that are open, by their number.
#[derive(Default)]
pub(crate) struct Streams {
    last: AtomicU64,
    open: Mutex<HashMap<u64, CancellationToken>>,
}

impl Streams {
    /// A new one: its number, and what is cancelled when it is closed.
    pub fn open(&self) -> (u64, CancellationToken) {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let closed = CancellationToken::new();
        self.all().insert(number, closed.clone());
        (number, closed)
    }

    /// Closes one; one that has ended is closed already.
    pub fn close(&self, number: u64) {
        if let Some(closed) = self.all().remove(&number) {
            closed.cancel();
        }
    }

    /// Closes all.
    pub fn close_all(&self) {
        self.all().drain().for_each(|(_, closed)| closed.cancel());
    }

    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<u64, CancellationToken>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_page_had_open_is_closed() {
        let streams = Streams::default();
        let [(first, one), (second, other)] = [streams.open(), streams.open()];
        streams.close(first);
        assert!(one.is_cancelled() && !other.is_cancelled());
        streams.close_all();
        assert!(other.is_cancelled());
        streams.close(second);
    }
}
