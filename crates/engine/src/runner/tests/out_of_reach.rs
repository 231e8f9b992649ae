//! Places that do not answer.

use super::*;

/// Looks for a place that does not answer, and takes so long until that is known.
struct OutOfReach(Duration);

#[async_trait]
impl Executor for OutOfReach {
    async fn observe(&self, _: &Effect, _: &Key, _: &Cx, report: Option<&Report>) -> Observed {
        if report.is_none() {
            return Observed::Absent;
        }
        tokio::time::sleep(self.0).await;
        Observed::Unreachable(Problem::new(Code::HostUnreachable, "it does not answer"))
    }

    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        Report::default()
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

#[tokio::test(start_paused = true)]
async fn looking_for_what_is_out_of_reach_ends_with_patience_however_long_each_look_takes() {
    for (look, ends) in [(0, 30), (20, 30), (50, 50)] {
        let plan = independent(1);
        let mut runner = runner(1, Arc::new(OutOfReach(Duration::from_secs(look))));
        Arc::get_mut(&mut runner).unwrap().patience = Duration::from_secs(30);
        let began = tokio::time::Instant::now();
        let standing =
            runner.start(operation(&plan), plan, author(), None, CancellationToken::new()).await.unwrap();
        assert_eq!(standing.verdict, Verdict::Unknown);
        assert_eq!(standing.problem.unwrap().code, Code::HostUnreachable);
        assert_eq!(began.elapsed().as_secs(), ends, "with looks of {look} s");
    }
}
