//! When a job is joined again because the connection to its engine was lost. The job goes on by itself meanwhile.

use std::time::Duration;

use slipway_domain::problem::{Code, Problem};
use tokio::time::Instant;

/// How long after a loss it is tried.
pub const AFTER: Duration = Duration::from_secs(3);
/// How often in a row.
const TRIES: u32 = 20;
/// A connection that held for so long ends the row.
const HELD: Duration = Duration::from_secs(60);

/// Counts losses in a row.
pub struct Rejoin {
    left: u32,
    joined: Instant,
}

impl Rejoin {
    /// It is joined now.
    pub fn new() -> Self {
        Self { left: TRIES, joined: Instant::now() }
    }

    /// Whether a job that broke off with this problem is joined again.
    pub fn after(&mut self, problem: &Problem) -> bool {
        if self.joined.elapsed() >= HELD {
            self.left = TRIES;
        }
        self.joined = Instant::now();
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
            for _ in 0..TRIES {
                assert!(rejoin.after(&away));
                tokio::time::sleep(AFTER).await;
            }
            assert!(!rejoin.after(&away));
            tokio::time::sleep(HELD).await;
        }
    }

    #[tokio::test]
    async fn what_failed_itself_is_not_tried_again() {
        assert!(!Rejoin::new().after(&Problem::new(Code::JobFailed, "it left nothing")));
    }
}
