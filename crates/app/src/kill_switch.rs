//! Ends this process at a chosen point, so that tests can see that `resume` settles what was left.

use rustix::process::{Signal, getpid, kill_process};
use slipway_domain::ids::StepId;
use slipway_engine::runner::{KillPoint, KillSwitch};

/// `POINT:STEP`, such as `after-intent:host-1/up`.
const VARIABLE: &str = "SLIPWAY_TEST_KILL_AT";

/// Ends the process as `kill -9` does: nothing is flushed, no destructor and no handler of a signal runs.
pub struct KillAt(Option<(KillPoint, String)>);

impl KillAt {
    /// As the environment variable says; without it nothing ever happens.
    pub fn from_environment() -> Self {
        let told = std::env::var(VARIABLE).ok();
        Self(told.and_then(|text| {
            let (point, step) = text.split_once(':')?;
            Some((point.parse().ok()?, step.to_owned()))
        }))
    }
}

impl KillSwitch for KillAt {
    fn at(&self, point: KillPoint, step: &StepId) {
        if self.0.as_ref().is_some_and(|(at, of)| *at == point && *of == step.0) {
            let _ = kill_process(getpid(), Signal::KILL);
            // Not come by: the signal arrives before the call returns.
            std::process::abort();
        }
    }
}
