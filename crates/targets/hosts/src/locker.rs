//! The executor "hosts": taking the lock of a place, and giving it back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::json;
use slipway_domain::entry::Report;
use slipway_domain::ids::{Key, OperationId};
use slipway_domain::plan::{Effect, LOCK, LockFact};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_engine::ports::{Cx, Executor, Fence};

use crate::fence::of_operation;
use crate::kit::Kit;
use crate::lock;
use crate::lock_file::LockFile;
use crate::look::{look, look_text, state_of};
use crate::spot::{Runs, Spot};
use crate::steps::step_id;

/// Its name.
pub const EXECUTOR: &str = "hosts";

/// What it does.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    /// Takes a lock; its fact is a [`LockFact`].
    Lock,
    /// Gives it back.
    Unlock,
}

/// Takes and gives back locks.
pub struct Locker {
    kit: Arc<Kit>,
    /// The locks that this process has just taken, as the host showed them afterwards.
    taken: Mutex<HashMap<Key, LockFile>>,
}

impl Locker {
    /// Works with these ports.
    pub fn new(kit: Arc<Kit>) -> Self {
        Self { kit, taken: Mutex::default() }
    }
}

#[async_trait]
impl Executor for Locker {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        effect.verb::<Verb>().map(drop)
    }

    async fn observe(&self, effect: &Effect, key: &Key, cx: &Cx, report: Option<&Report>) -> Observed {
        let spot = match Spot::of(effect) {
            Ok(spot) => spot,
            Err(why) => return Observed::Unreachable(why),
        };
        let seen = match effect.verb() {
            Ok(Verb::Lock) => self.locked(&spot, Runs::of(effect), key, cx).await,
            // Only the script that gives it back tells a lock that is gone from one that was taken over.
            Ok(Verb::Unlock) if report.is_none() => Ok(Observed::Absent),
            Ok(Verb::Unlock) => self.unlocked(&spot, cx).await,
            Err(problem) => Err(problem),
        };
        seen.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report {
        let spot = match self.reach(effect).await {
            Ok(spot) => spot,
            // Where we have the lock it stays to be given back, whether or not the host hears of that now.
            Err(problem) => {
                let untouched = fence.0.is_none();
                return Report { problem: Some(problem), untouched, ..Report::default() };
            }
        };
        let done = match effect.verb() {
            Ok(Verb::Lock) => self.lock(&spot, Runs::of(effect), key, cx).await,
            Ok(Verb::Unlock) => self.unlock(&spot, fence, cx).await,
            Err(problem) => Err(problem),
        };
        let untouched = done.as_ref().is_err_and(refused);
        Report { problem: done.err(), untouched, ..Report::default() }
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}

    fn let_go(&self, operation: OperationId) {
        self.kit.beats.end_of(operation);
    }
}

impl Locker {
    /// A host that is not even connected to hears of nothing.
    async fn reach(&self, effect: &Effect) -> Result<Spot, Problem> {
        let spot = Spot::of(effect)?;
        self.kit.host(&spot).await?.reach().await.map(|()| spot)
    }

    async fn lock(&self, spot: &Spot, runs: Runs, key: &Key, cx: &Cx) -> Result<(), Problem> {
        let lock = lock::take(&self.kit, spot, runs, cx).await?.lock;
        self.kit.beats.start(spot, cx.operation.id, lock.fence, self.kit.host(spot).await?);
        self.taken().insert(key.clone(), lock);
        Ok(())
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<Key, LockFile>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn unlock(&self, spot: &Spot, fence: Fence, cx: &Cx) -> Result<(), Problem> {
        let text = lock::release_text(spot, fence.0, cx);
        let ran = self.kit.script(spot, text, String::new()).await?;
        self.kit.beats.end(spot);
        lock::released(spot, &ran)
    }

    /// In an operation that was taken over the locks of places that were out of reach then are the old holder's
    /// until a take-over gets there, whatever they say of themselves.
    async fn locked(&self, spot: &Spot, runs: Runs, key: &Key, cx: &Cx) -> Result<Observed, Problem> {
        if cx.facts.values().filter_map(LockFact::of).any(|fact| fact.taken) {
            return Err(lock::not_taken_yet(spot));
        }
        // The script that takes it ends by showing what then lies there; once that look is as good as another.
        if let Some(lock) = self.taken().remove(key) {
            return Ok(has_it(&lock));
        }
        let text = look_text(spot) + &of_operation(cx.operation.id) + include_str!("scripts/opened.sh");
        let state = state_of(spot, &self.kit.script(spot, text, String::new()).await?.out())?;
        let Some(lock) = &state.lock else { return Ok(Observed::Absent) };
        let ours = lock.is_of(cx.operation.id);
        if ours && !lock.taken {
            // What took it was killed before the journal told of it: the same once more leaves the lock as it is.
            let late = !state.more.contains_key("opened");
            let again = if late { Some(lock::take(&self.kit, spot, runs, cx).await?.lock) } else { None };
            return Ok(has_it(again.as_ref().unwrap_or(lock)));
        }
        let problem = if ours { lock::taken_over(spot, lock) } else { lock.held(spot, state.silent_for) };
        Ok(Observed::Different { fact: json!({}), problem, evidence: Vec::new() })
    }

    async fn unlocked(&self, spot: &Spot, cx: &Cx) -> Result<Observed, Problem> {
        let Some(lock) = look(&self.kit, spot).await?.lock else { return Ok(Observed::Done(json!({}))) };
        let fence = fence_at(cx, spot);
        let mine = match fence {
            Some(fence) => lock.is(cx.operation.id, fence),
            None => lock.is_of(cx.operation.id) && !lock.taken,
        };
        Ok(if mine { Observed::Absent } else { Observed::Done(json!({})) })
    }
}

/// Problems after which it is certain that nothing was changed.
fn refused(problem: &Problem) -> bool {
    let refused =
        [Code::LockHeld, Code::MarkContradicts, Code::HostFormatNewer, Code::TakenOver, Code::HostUnfit];
    refused.contains(&problem.code)
}

/// That the lock is the operation's, which leaves its fence as the step's fact.
fn has_it(lock: &LockFile) -> Observed {
    Observed::Done(LockFact { fence: lock.fence, taken: false }.fact())
}

/// The fence that the locking step of a place found.
fn fence_at(cx: &Cx, spot: &Spot) -> Option<u64> {
    LockFact::of(cx.facts.get(&step_id(spot, LOCK))?).map(|fact| fact.fence)
}
