//! Heartbeats: a lock's holder shows that it is there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use slipway_engine::ports::{Command, Host};
use tokio::task::AbortHandle;

use crate::shell::prelude;
use crate::spot::Spot;

/// How often.
const EVERY: Duration = Duration::from_secs(20);

/// The heartbeats of the locks that this process holds. They end with it.
#[derive(Default)]
pub(crate) struct Heartbeats(Mutex<BTreeMap<(String, String), (u64, AbortHandle)>>);

impl Heartbeats {
    /// Shows signs of life for a lock from now on; once per lock.
    pub fn start(&self, spot: &Spot, fence: u64, host: Arc<dyn Host>) {
        let mut beats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = (spot.address.clone(), spot.directory.clone());
        if beats.get(&at).is_some_and(|(known, task)| *known == fence && !task.is_finished()) {
            return;
        }
        let task = tokio::spawn(beat(host, text(spot, fence))).abort_handle();
        if let Some((_, old)) = beats.insert(at, (fence, task)) {
            old.abort();
        }
    }

    /// No more signs of life for a lock that was given back.
    pub fn end(&self, spot: &Spot) {
        let mut beats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, task)) = beats.remove(&(spot.address.clone(), spot.directory.clone())) {
            task.abort();
        }
    }
}

impl Drop for Heartbeats {
    fn drop(&mut self) {
        let beats = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        beats.values().for_each(|(_, task)| task.abort());
    }
}

/// One sign of life, if the lock is still ours; ends with 79 if it is not.
pub(crate) fn text(spot: &Spot, fence: u64) -> String {
    format!("{}held {fence} || exit 79\nwrite \"$S/heartbeat\" \"$(date +%s)\"\n", prelude(spot))
}

/// Until the lock is another's. A host that cannot be reached now may be reached later.
async fn beat(host: Arc<dyn Host>, script: String) {
    loop {
        tokio::time::sleep(EVERY).await;
        let ran = host.run(Command::new(script.clone()).limit(EVERY)).await;
        if ran.is_ok_and(|ran| ran.code == 79) {
            return;
        }
    }
}
