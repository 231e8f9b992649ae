//! When a job is joined again because the connection to its engine was lost. The job goes on by itself meanwhile.

use std::time::Duration;

use slipway_domain::problem::{Code, Problem};
use tokio::time::Instant;

/// How long after a loss it is tried.
pub const AFTER: Duration = Duration::from_secs(3);
/// How often in a row.
const TRIES: u32 = 20;
/// A connection that brought lines for so long ends the row.
const HELD: Duration = Duration::from_secs(60);

/// Counts losses in a row.
pub struct Rejoin {
    left: u32,
    /// Since when this connection brings lines; `None` until the first of them. An engine that is stuck takes
    /// questions and lets them wait, so the time that they take shows no connection that holds.
    heard: Option<Instant>,
}

impl Rejoin {
    /// Nothing is heard yet.
    pub fn new() -> Self {
        Self { left: TRIES, heard: None }
    }

    /// A line of the job came.
    pub fn heard(&mut self) {
        self.heard.get_or_insert_with(Instant::now);
    }

    /// No more lines come over this connection.
    pub fn ended(&mut self) {
        if self.heard.take().is_some_and(|since| since.elapsed() >= HELD) {
            self.left = TRIES;
        }
    }

    /// Whether a job that broke off with this problem is joined again.
    pub fn after(&mut self, problem: &Problem) -> bool {
        self.ended();
        let again = problem.code == Code::EngineUnreachable && self.left > 0;
        self.left = self.left.saturating_sub(1);
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_job_is_joined_again_until_its_engine_was_away_too_often_in_a_row() {
        let away = Problem::new(Code::EngineUnreachable, "it does not answer");
        let mut rejoin = Rejoin::new();
        for _ in 0..2 {
            rejoin.heard();
            tokio::time::sleep(HELD).await;
            for _ in 0..TRIES {
                assert!(rejoin.after(&away));
                // Its engine is stuck: a question takes as long as a connection that holds.
                tokio::time::sleep(AFTER + HELD).await;
            }
            assert!(!rejoin.after(&away));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_takes_long_after_the_last_line_is_no_connection_that_holds() {
        let away = Problem::new(Code::EngineUnreachable, "it does not answer");
        let mut rejoin = Rejoin::new();
        for _ in 0..TRIES {
            rejoin.heard();
            rejoin.ended();
            tokio::time::sleep(HELD).await;
            assert!(rejoin.after(&away));
        }
        assert!(!rejoin.after(&away));
    }

    #[tokio::test]
    async fn what_failed_itself_is_not_tried_again() {
        assert!(!Rejoin::new().after(&Problem::new(Code::JobFailed, "it left nothing")));
    }
}
