//! What is written down of an operation whose lock is somebody else's, or nobody's.

use super::*;

/// Is refused whatever it does.
struct ShutOut(Problem);

#[async_trait]
impl Executor for ShutOut {
    async fn observe(&self, _: &Effect, _: &Key, _: &Cx, _: Option<&Report>) -> Observed {
        Observed::Absent
    }

    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        Report { problem: Some(self.0.clone()), ..Report::default() }
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

#[tokio::test(start_paused = true)]
async fn nobody_is_named_as_the_one_who_took_over_where_only_the_lock_is_gone() {
    let gone = Problem::new(Code::TakenOver, "nothing was done on host-1: the lock is gone");
    let held = gone.clone().details(json!({ "by": "bob@other" }));
    for (problem, name) in [(gone, "unknown: the lock was gone"), (held, "bob@other")] {
        let (runner, plan) = (runner(1, Arc::new(ShutOut(problem))), independent(1));
        let operation = operation(&plan);
        let id = operation.id;
        let standing = runner.start(operation, plan, author(), None, CancellationToken::new()).await.unwrap();
        assert_eq!(standing.verdict, Verdict::Unknown);
        let entries = runner.ledger.entries(id, None).await.unwrap();
        let by = entries.iter().find_map(|entry| match &entry.body {
            Body::TakenOver { by } => Some(by.as_str()),
            _ => None,
        });
        assert_eq!(by, Some(name));
    }
}
