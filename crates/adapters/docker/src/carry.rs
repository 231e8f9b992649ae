//! Requests that are carried through, also when nobody waits for them any more.

use std::sync::{Arc, Mutex, PoisonError};

use slipway_domain::problem::{Code, Problem};
use tokio::sync::{oneshot, watch};

/// The requests to one engine that make or start something and were given up while they were under way.
///
/// An engine does what it was asked to, whether or not somebody waits for the answer, as nobody does after a cancel.
/// Whoever looks, stops or cleans up afterwards has to find what came of it, so such a request goes on and what
/// follows waits for it, for no longer than for an answer ([`crate::engine::DockerEngine::settled`]). Requests that
/// somebody waits for hold nobody up.
#[derive(Default, Clone)]
pub(crate) struct GivenUp(Arc<Mutex<Vec<watch::Receiver<()>>>>);

/// Somebody who waits for an answer; dropped before it came, its request counts as given up.
struct Waiting<'g> {
    given_up: &'g GivenUp,
    /// Closed when the request is over.
    over: watch::Receiver<()>,
    answered: bool,
}

impl GivenUp {
    /// Carries a request through.
    pub(crate) async fn carry<T: Send + 'static>(
        &self,
        request: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Problem> {
        let (open, over) = watch::channel(());
        let (tell, answer) = oneshot::channel();
        let mut waiting = Waiting { given_up: self, over, answered: false };
        tokio::spawn(async move {
            let _ = tell.send(request.await);
            drop(open);
        });
        let broken = |_| Problem::new(Code::Internal, "a request to an engine broke off");
        let answer = answer.await.map_err(broken);
        waiting.answered = true;
        answer
    }

    /// Waits until those that were given up are over.
    pub(crate) async fn over(&self) {
        let left = self.list().clone();
        for mut request in left {
            while request.changed().await.is_ok() {}
        }
        self.list().retain(|request| request.has_changed().is_ok());
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<watch::Receiver<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if !self.answered {
            self.given_up.list().push(self.over.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    #[tokio::test]
    async fn what_nobody_waits_for_is_carried_through_and_waited_for_by_what_follows() {
        let (given_up, made) = (GivenUp::default(), Arc::new(AtomicBool::new(false)));
        let (begun, has_begun) = oneshot::channel();
        let set = made.clone();
        let request = given_up.carry(async move {
            let _ = begun.send(());
            tokio::time::sleep(Duration::from_millis(30)).await;
            set.store(true, Ordering::SeqCst);
        });
        tokio::select! {
            _ = request => unreachable!("it takes longer"),
            begun = has_begun => begun.unwrap(),
        }
        assert!(!made.load(Ordering::SeqCst), "it was given up while it was under way");
        futures::join!(given_up.over(), given_up.over());
        assert!(made.load(Ordering::SeqCst));
        assert!(given_up.list().is_empty(), "nothing is remembered for ever");
    }

    #[tokio::test]
    async fn what_somebody_waits_for_holds_nobody_up() {
        let given_up = GivenUp::default();
        let (finish, finished) = oneshot::channel::<()>();
        let request = given_up.carry(async move { finished.await.is_ok() });
        let meanwhile = async {
            tokio::task::yield_now().await;
            given_up.over().await;
            finish.send(()).unwrap();
        };
        let (answer, ()) = futures::join!(request, meanwhile);
        assert!(answer.unwrap());
    }
}
