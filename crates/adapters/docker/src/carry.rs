//! Requests that are carried through, whoever waits for them.

use std::sync::Arc;

use slipway_domain::problem::{Code, Problem};
use tokio::sync::RwLock;

/// The requests to one engine that make or start something and are under way.
///
/// An engine does what it was asked to, also when nobody waits for the answer any more, as after a cancel. Whoever
/// looks, stops or cleans up afterwards has to find what came of it, so these requests are not given up, and what
/// follows waits for them.
#[derive(Default, Clone)]
pub(crate) struct UnderWay(Arc<RwLock<()>>);

impl UnderWay {
    /// Carries a request through.
    pub(crate) async fn carry<T: Send + 'static>(
        &self,
        request: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Problem> {
        let under_way = self.0.clone().read_owned().await;
        let carried = tokio::spawn(async move {
            let answer = request.await;
            drop(under_way);
            answer
        });
        let broken =
            |error| Problem::new(Code::Internal, format!("a request to an engine broke off: {error}"));
        carried.await.map_err(broken)
    }

    /// Waits until those that are under way now have been answered.
    pub(crate) async fn over(&self) {
        drop(self.0.write().await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    #[tokio::test]
    async fn what_nobody_waits_for_is_carried_through_and_waited_for_by_what_follows() {
        let (under_way, made) = (UnderWay::default(), Arc::new(AtomicBool::new(false)));
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let set = made.clone();
        let request = under_way.carry(async move {
            let _ = begun.send(());
            tokio::time::sleep(Duration::from_millis(30)).await;
            set.store(true, Ordering::SeqCst);
        });
        tokio::select! {
            _ = request => unreachable!("it takes longer"),
            begun = has_begun => begun.unwrap(),
        }
        assert!(!made.load(Ordering::SeqCst), "it was given up while it was under way");
        under_way.over().await;
        assert!(made.load(Ordering::SeqCst));
    }
}
