//! A thread of its own that asks, one question after the other, what may never answer.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::{oneshot, watch};

/// How long a question may take.
pub(crate) const LIMIT: Duration = Duration::from_secs(5);

/// Tells those who wait that a person is asked, who may take their time.
pub(crate) struct Person(watch::Sender<bool>);

impl Person {
    /// Does what takes as long as a person takes. Windows asks nobody.
    #[cfg(any(test, not(windows)))]
    pub(crate) fn asked<T>(&self, ask: impl FnOnce() -> T) -> T {
        self.0.send_replace(true);
        let answer = ask();
        self.0.send_replace(false);
        answer
    }
}

type Job<D> = Box<dyn FnOnce(&mut D, &Person) + Send>;

/// Asks questions on a thread that it begins with the first one. A thread that is stuck is left alone, and the next
/// question gets another: it ends by itself once it has an answer that nobody waits for any more.
pub(crate) struct Clerk<D> {
    limit: Duration,
    begin: Arc<dyn Fn() -> D + Send + Sync>,
    desk: Mutex<Option<Desk<D>>>,
}

struct Desk<D> {
    number: u64,
    jobs: Sender<Job<D>>,
    asks_person: watch::Receiver<bool>,
}

impl<D: 'static> Clerk<D> {
    /// One whose questions may take so long. `begin` makes what its thread works with.
    pub(crate) fn new(limit: Duration, begin: impl Fn() -> D + Send + Sync + 'static) -> Self {
        Self { limit, begin: Arc::new(begin), desk: Mutex::new(None) }
    }

    /// The answer, `None` if there was none in time.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut D, &Person) -> T + Send + 'static,
    ) -> Option<T> {
        let (tell, mut told) = oneshot::channel();
        let asked = move |desk: &mut D, person: &Person| {
            // Whoever was told that there is no answer may have asked anew meanwhile: what they asked before must not
            // undo that.
            if !tell.is_closed() {
                drop(tell.send(question(desk, person)));
            }
        };
        let job: Job<D> = Box::new(asked);
        let (number, mut asks_person) = self.hand_over(job)?;
        tokio::select! {
            answer = &mut told => answer.ok(),
            () = passed(&mut asks_person, self.limit) => {
                self.leave(number);
                None
            }
        }
    }

    /// Gives the thread a question. `None` if the system has no thread for it.
    fn hand_over(&self, job: Job<D>) -> Option<(u64, watch::Receiver<bool>)> {
        let mut slot = self.lock();
        if slot.is_none() {
            *slot = self.open();
        }
        let desk = slot.as_ref()?;
        desk.jobs.send(job).ok()?;
        Some((desk.number, desk.asks_person.clone()))
    }

    fn open(&self) -> Option<Desk<D>> {
        static NUMBERS: AtomicU64 = AtomicU64::new(0);
        let (jobs, queue) = channel::<Job<D>>();
        let (tell, asks_person) = watch::channel(false);
        let begin = self.begin.clone();
        let work = move || {
            let (mut desk, person) = (begin(), Person(tell));
            while let Ok(job) = queue.recv() {
                // Whoever asked hears that there is no answer; the next question is asked all the same.
                if catch_unwind(AssertUnwindSafe(|| job(&mut desk, &person))).is_err() {
                    person.0.send_replace(false);
                    desk = begin();
                }
            }
        };
        thread::Builder::new().name("keychain".to_owned()).spawn(work).ok()?;
        Some(Desk { number: NUMBERS.fetch_add(1, Ordering::Relaxed), jobs, asks_person })
    }

    /// Asks the thread of that number nothing more.
    fn leave(&self, number: u64) {
        let mut slot = self.lock();
        if slot.as_ref().is_some_and(|desk| desk.number == number) {
            *slot = None;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Desk<D>>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends when the limit has passed without a person being asked: while one is, time stands still.
async fn passed(asks_person: &mut watch::Receiver<bool>, limit: Duration) {
    loop {
        let answered = async { asks_person.wait_for(|asks| !asks).await.is_ok() }.await;
        if answered {
            let asked = async { asks_person.wait_for(|asks| *asks).await.is_ok() };
            match tokio::time::timeout(limit, asked).await {
                Err(_) => return,
                Ok(true) => continue,
                Ok(false) => {}
            }
        }
        // The thread has ended, and what waits for its answer hears that itself.
        return pending().await;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    const SHORT: Duration = Duration::from_millis(200);

    #[tokio::test]
    async fn questions_are_asked_one_after_the_other_on_one_thread() {
        let clerk = Clerk::new(LIMIT, || 0_u32);
        let count = |desk: &mut u32, _: &Person| {
            *desk += 1;
            (*desk, thread::current().id())
        };
        let (first, on) = clerk.ask(count).await.unwrap();
        let (second, again) = clerk.ask(count).await.unwrap();
        assert_eq!((first, second), (1, 2));
        assert_eq!(on, again);
        assert_ne!(on, thread::current().id());
    }

    #[tokio::test]
    async fn what_does_not_answer_is_left_alone_and_the_next_question_is_asked_anew() {
        let clerk = Clerk::new(SHORT, || ());
        let (release, held) = channel::<()>();
        let since = Instant::now();
        assert_eq!(clerk.ask(move |_, _| held.recv().is_ok()).await, None);
        assert!(since.elapsed() < LIMIT);
        assert_eq!(clerk.ask(|_, _| 7).await, Some(7));
        release.send(()).unwrap();
    }

    /// Tells when the thread that it is the desk of has ended.
    struct Told(Sender<()>);

    impl Drop for Told {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }

    #[tokio::test]
    async fn what_waited_behind_it_is_not_done_after_all() {
        let (ended, end) = channel();
        let clerk = Clerk::new(SHORT, move || Told(ended.clone()));
        let ((release, held), (write, written)) = (channel::<()>(), channel());
        let stuck = clerk.ask(move |_, _| held.recv().is_ok());
        let behind = clerk.ask(move |_, _| write.send("too late").is_ok());
        assert_eq!(tokio::join!(stuck, behind), (None, None));
        release.send(()).unwrap();
        end.recv_timeout(LIMIT).unwrap();
        assert!(written.try_recv().is_err(), "nobody waits for it any more");
    }

    #[tokio::test]
    async fn a_person_who_is_asked_takes_their_time_and_others_wait_with_them() {
        let clerk = Clerk::new(SHORT, || ());
        let slowly = |_: &mut (), person: &Person| {
            person.asked(|| thread::sleep(SHORT * 3));
            "unlocked"
        };
        let (first, second) = tokio::join!(clerk.ask(slowly), clerk.ask(|_, _| "read"));
        assert_eq!((first, second), (Some("unlocked"), Some("read")));
    }

    #[tokio::test]
    async fn a_question_that_panics_has_no_answer_and_spoils_no_other() {
        let clerk = Clerk::new(LIMIT, || ());
        let since = Instant::now();
        assert_eq!(clerk.ask(|_, _| -> u8 { panic!("it does") }).await, None);
        assert!(since.elapsed() < LIMIT, "that there will be no answer is known at once");
        assert_eq!(clerk.ask(|_, _| 7).await, Some(7));
    }

    #[test]
    fn a_thread_that_is_stuck_keeps_no_runtime_from_ending() {
        let (stuck, held) = channel::<()>();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let clerk = Clerk::new(SHORT, || ());
        assert_eq!(runtime.block_on(clerk.ask(move |_, _| held.recv().is_ok())), None);
        let since = Instant::now();
        drop(clerk);
        drop(runtime);
        assert!(since.elapsed() < Duration::from_secs(2));
        drop(stuck);
    }
}
