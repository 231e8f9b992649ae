//! Ends this process at a chosen point, so that tests can see that `resume` settles what was left.

use slipway_domain::ids::StepId;
use slipway_engine::runner::{KillPoint, KillSwitch};

/// `POINT:STEP`, such as `after-intent:host-1/up`.
const VARIABLE: &str = "SLIPWAY_TEST_KILL_AT";

/// Ends the process with an abort, as a crash would: nothing is flushed and no destructor runs.
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
            std::process::abort();
        }
    }
}
