//! What goes on until it is closed: lines of running containers, shells.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use slipway_api::window::environment::StreamInput;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How much that was said may wait until it is taken in; who says more waits, too.
const WAITING: usize = 64;
/// How long the end of the program waits for what is closed elsewhere.
const PATIENCE: Duration = Duration::from_secs(5);

/// Those that are open, by their number.
#[derive(Default)]
pub(crate) struct Streams {
    last: AtomicU64,
    open: Mutex<HashMap<u64, Open>>,
    /// Those that close something elsewhere once they are closed.
    served: TaskTracker,
}

struct Open {
    /// Cancelled when it is closed.
    closed: CancellationToken,
    /// Where what is said to it goes; `None` for one that takes no input.
    said: Option<mpsc::Sender<StreamInput>>,
}

impl Streams {
    /// A new one that takes no input: its number, and what is cancelled when it is closed.
    pub fn open(&self) -> (u64, CancellationToken) {
        self.add(None)
    }

    /// A new one that takes input, which comes in the order in which it was said.
    pub fn open_with_input(&self) -> (u64, CancellationToken, mpsc::Receiver<StreamInput>) {
        let (said, heard) = mpsc::channel(WAITING);
        let (number, closed) = self.add(Some(said));
        (number, closed, heard)
    }

    fn add(&self, said: Option<mpsc::Sender<StreamInput>>) -> (u64, CancellationToken) {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let closed = CancellationToken::new();
        self.all().insert(number, Open { closed: closed.clone(), said });
        (number, closed)
    }

    /// Says something to one. `false` where it takes no input, or has ended.
    pub async fn say(&self, number: u64, what: StreamInput) -> bool {
        let said = self.all().get(&number).and_then(|open| open.said.clone());
        match said {
            Some(said) => said.send(what).await.is_ok(),
            None => false,
        }
    }

    /// Closes one; one that has ended is closed already.
    pub fn close(&self, number: u64) {
        if let Some(open) = self.all().remove(&number) {
            open.closed.cancel();
        }
    }

    /// Closes all.
    pub fn close_all(&self) {
        self.all().drain().for_each(|(_, open)| open.closed.cancel());
    }

    /// Serves one that closes something elsewhere once it is closed. Belongs to the runtime that it is called in.
    pub fn serve(&self, serving: impl Future<Output = ()> + Send + 'static) {
        self.served.spawn(serving);
    }

    /// Closes all, and waits for what each closes elsewhere. What takes longer than a few seconds is left as it is.
    pub async fn end(&self) {
        self.close_all();
        self.served.close();
        let _ = tokio::time::timeout(PATIENCE, self.served.wait()).await;
    }

    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Open>> {
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

    #[tokio::test(start_paused = true)]
    async fn the_end_waits_for_what_is_closed_elsewhere_and_not_for_ever() {
        let streams = Streams::default();
        let (_, closed) = streams.open();
        let (tell, mut told) = tokio::sync::oneshot::channel();
        streams.serve(async move {
            closed.cancelled().await;
            tokio::time::sleep(PATIENCE / 2).await;
            let _ = tell.send(());
        });
        streams.end().await;
        assert_eq!(told.try_recv(), Ok(()));
        streams.serve(std::future::pending());
        let begun = tokio::time::Instant::now();
        streams.end().await;
        assert!(begun.elapsed() >= PATIENCE, "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn only_one_that_is_open_and_takes_input_is_said_something() {
        let streams = Streams::default();
        let typed = |text: &str| StreamInput::Type { text: text.to_owned() };
        let (lines, _) = streams.open();
        let (shell, _, mut heard) = streams.open_with_input();
        assert!(!streams.say(lines, typed("a")).await);
        assert!(streams.say(shell, typed("b")).await && streams.say(shell, typed("c")).await);
        assert_eq!([heard.recv().await, heard.recv().await], [Some(typed("b")), Some(typed("c"))]);
        streams.close(shell);
        assert_eq!(heard.recv().await, None);
        assert!(!streams.say(shell, typed("d")).await);
    }
}
