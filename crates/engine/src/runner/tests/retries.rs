//! What is tried again.

use slipway_domain::plan::Retry;

use super::*;

/// Fails, and counts how often.
#[derive(Default)]
struct Failing(Mutex<usize>);

#[async_trait]
impl Executor for Failing {
    async fn observe(&self, _: &Effect, _: &Key, _: &Cx, _: Option<&Report>) -> Observed {
        Observed::Absent
    }

    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        *self.0.lock().unwrap() += 1;
        Report { problem: Some(Problem::new(Code::JobFailed, "it failed")), ..Report::default() }
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

#[tokio::test(start_paused = true)]
async fn what_waits_to_be_tried_again_is_not_tried_once_it_is_cancelled() {
    let (failing, mut plan) = (Arc::new(Failing::default()), independent(1));
    plan.steps[0].retry = Retry { attempts: 3, wait: 3600 };
    let (runner, operation) = (runner(1, failing.clone()), operation(&plan));
    let goes = runner.start(operation.clone(), plan, author(), None, CancellationToken::new());
    let cancel = async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        write(&runner, &operation, vec![(None, Body::CancelRequested { reason: None })]).await;
    };
    let began = tokio::time::Instant::now();
    let (standing, ()) = tokio::join!(goes, cancel);
    assert_eq!(standing.unwrap().verdict, Verdict::Cancelled);
    assert!(began.elapsed() < Duration::from_secs(120), "nobody waits for what is not tried any more");
    assert_eq!(*failing.0.lock().unwrap(), 1);
}
