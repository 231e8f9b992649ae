//! What an engine tells of itself while it happens.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::command::{Running, start};
use crate::engine::Docker;
use crate::error::Result;

/// This moment, as `docker events` takes it: seconds since 1970 with their fractions.
pub fn moment() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{}.{:09}", now.as_secs(), now.subsec_nanos())
}

impl Docker {
    /// Starts `docker events WORDS`, which tells of everything from this call on: also of what happens before the
    /// program has subscribed, a moment later.
    pub fn events_from_now(&self, words: &[&str]) -> Result<Running> {
        let since = moment();
        start(self.command(&[&["events", "--since", &since], words].concat()))
    }
}
