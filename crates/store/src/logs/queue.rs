//! Lines on their way to the disk: bounded, so that a slow disk slows no step down.

use std::collections::HashMap;
use std::mem;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use slipway_domain::ids::OperationId;
use tokio::sync::oneshot;

/// Lines of this many bytes wait at most, over all operations.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Why lines that wait are not written.
const NO_THREAD: &str = "there is no thread that writes it";

/// Whether the thread that writes is there.
#[derive(Debug, PartialEq, Eq)]
pub enum Writer {
    /// It is, or nothing is needed of it.
    There,
    /// The caller is to start it.
    Wanted,
}

/// What waits for one operation's log.
#[derive(Default)]
pub struct Waiting {
    /// Whole lines.
    pub lines: Vec<u8>,
    /// How many lines came after these and were not taken.
    pub dropped: u64,
}

/// Someone waits until everything before is written.
pub struct Flush {
    /// Of which log.
    pub operation: OperationId,
    /// Until the disk has it, too.
    pub sync: bool,
    /// Told what was lost since the last flush.
    pub done: oneshot::Sender<Result<(), String>>,
}

/// Work for the thread that writes.
#[derive(Default)]
pub struct Work {
    /// By log.
    pub waiting: HashMap<OperationId, Waiting>,
    /// After these lines.
    pub flushes: Vec<Flush>,
    /// Nothing comes any more.
    pub closed: bool,
}

#[derive(Default)]
struct State {
    work: Work,
    bytes: usize,
    started: bool,
    thread: Option<JoinHandle<()>>,
}

/// Between those who log and the thread that writes.
#[derive(Default)]
pub struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while it was held leaves nothing half done that would matter.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a line with its end, or counts it where too much waits already.
    pub fn push(&self, operation: OperationId, line: &[u8]) -> Writer {
        let mut state = self.state();
        // One line longer than all the room is taken when nothing else waits.
        let fits = state.bytes == 0 || state.bytes + line.len() <= MOST_BYTES;
        let waiting = state.work.waiting.entry(operation).or_default();
        // What comes after a gap waits until the gap was told.
        if fits && waiting.dropped == 0 {
            waiting.lines.extend_from_slice(line);
            state.bytes += line.len();
        } else {
            waiting.dropped += 1;
        }
        self.changed.notify_one();
        if mem::replace(&mut state.started, true) { Writer::There } else { Writer::Wanted }
    }

    /// The thread that writes, so that it can be waited for.
    pub fn started(&self, thread: JoinHandle<()>) {
        self.state().thread = Some(thread);
    }

    /// There is no thread that writes, so nobody waits for it. The next line wants another one; what waits meanwhile is
    /// bounded.
    pub fn ended(&self) {
        let mut state = self.state();
        state.started = false;
        state.work.flushes.clear();
    }

    /// Waits until there is work and takes all of it.
    pub fn take(&self) -> Work {
        let mut state = self.state();
        loop {
            let work = &state.work;
            if !work.waiting.is_empty() || !work.flushes.is_empty() || work.closed {
                state.bytes = 0;
                let closed = state.work.closed;
                return Work { closed, ..mem::take(&mut state.work) };
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until what was pushed so far is in the file, with `sync` on the disk; says what was lost.
    pub async fn flush(&self, operation: OperationId, sync: bool) -> Result<(), String> {
        let (done, waits) = oneshot::channel();
        {
            let mut state = self.state();
            if !state.started {
                let waits = state.work.waiting.contains_key(&operation);
                return if waits { Err(NO_THREAD.to_owned()) } else { Ok(()) };
            }
            state.work.flushes.push(Flush { operation, sync, done });
        }
        self.changed.notify_one();
        waits.await.unwrap_or_else(|_| Err(NO_THREAD.to_owned()))
    }

    /// Lets the thread write what waits, and waits for its end.
    pub fn close(&self) {
        let thread = {
            let mut state = self.state();
            state.work.closed = true;
            state.thread.take()
        };
        self.changed.notify_one();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
        self.ended();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_does_not_fit_is_counted_and_nothing_overtakes_the_gap() {
        let (queue, operation) = (Queue::default(), OperationId(Uuid::now_v7()));
        let half = vec![b'x'; MOST_BYTES / 2 + 1];
        assert_eq!(queue.push(operation, &half), Writer::Wanted);
        assert_eq!(queue.push(operation, &half), Writer::There);
        queue.push(operation, b"short, but after the gap\n");
        let work = queue.take();
        let waiting = &work.waiting[&operation];
        assert_eq!((waiting.lines.len(), waiting.dropped), (half.len(), 2));
        queue.push(operation, b"room again\n");
        assert_eq!(queue.take().waiting[&operation].dropped, 0);
    }

    #[tokio::test]
    async fn nobody_waits_for_a_thread_that_has_ended() {
        let (queue, operation) = (Queue::default(), OperationId(Uuid::now_v7()));
        queue.push(operation, b"one\n");
        let waits = async {
            tokio::task::yield_now().await;
            queue.ended();
        };
        let (flushed, ()) = tokio::join!(queue.flush(operation, true), waits);
        assert_eq!(flushed, Err(NO_THREAD.to_owned()));
        assert_eq!(queue.flush(operation, true).await, Err(NO_THREAD.to_owned()), "its line waits");
        let other = OperationId(Uuid::now_v7());
        assert_eq!(queue.flush(other, true).await, Ok(()), "nothing of it waits");
        assert_eq!(queue.push(operation, b"two\n"), Writer::Wanted);
    }
}
