//! Executors: those who know how to do what a step says.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::Value;
use slipway_domain::entry::Report;
use slipway_domain::how_far::HowFar;
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{Effect, Plan};
use slipway_domain::problem::Problem;
use slipway_domain::progress::Observed;
use slipway_domain::secret::Secret;

use super::LogLine;

/// What was observed of the steps that succeeded, by step.
pub type Facts = BTreeMap<StepId, Value>;

/// The token of the lock under which a step acts: the `fence` in the fact of the step that took the lock of its
/// place ([`Plan::fence_at`]). Every action on the place checks it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fence(pub Option<u64>);

/// What an executor may use while it acts.
#[derive(Clone)]
pub struct Cx {
    /// The operation.
    pub operation: Arc<Operation>,
    /// Its whole plan.
    pub plan: Arc<Plan>,
    /// The step.
    pub step: StepId,
    /// The outcomes of the steps before.
    pub facts: Arc<Facts>,
    /// How the operation would end if nothing more were done.
    pub so_far: Verdict,
    /// The secrets that the plan names, opened once per executing process before the lock.
    pub secrets: Arc<BTreeMap<String, Secret>>,
    /// Where the step's lines go.
    pub log: Arc<dyn Fn(LogLine) + Send + Sync>,
    /// Where it goes how far it is.
    pub tell: Arc<dyn Fn(HowFar) + Send + Sync>,
}

impl Cx {
    /// Logs a line of text.
    pub fn log(&self, text: impl Into<String>) {
        (self.log)(LogLine::out(text));
    }

    /// Says how far it is.
    pub fn tell(&self, far: HowFar) {
        (self.tell)(far);
    }

    /// The operation's id.
    pub fn id(&self) -> OperationId {
        self.operation.id
    }
}

/// Knows how to observe, do and stop the effects that carry its name.
#[async_trait]
pub trait Executor: Send + Sync {
    /// That it knows how to do an effect (else `PlanNewer`). Asked for all of a plan before anything of it is done.
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        effect.known()
    }

    /// The names of the secrets that an effect needs. They are opened before the locks are taken.
    fn secrets(&self, effect: &Effect) -> Vec<String> {
        effect.secrets()
    }

    /// The registries at which an effect logs in, as logins know them. Credentials for them are opened before the locks
    /// are taken.
    fn registries(&self, _: &Effect) -> Vec<String> {
        Vec::new()
    }

    /// Looks what became of an effect. Works after a crash, in another process, on another laptop.
    ///
    /// `report` is what this process or an earlier one reported of the doing, if it came that far.
    async fn observe(&self, effect: &Effect, key: &Key, cx: &Cx, report: Option<&Report>) -> Observed;

    /// Does it. What it returns is evidence, never the outcome.
    async fn act(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report;

    /// Ends what is under way, so that nothing of it goes on afterwards. Does nothing when nothing is.
    async fn stop(&self, effect: &Effect, key: &Key, cx: &Cx);

    /// This process does no more for an operation, whether or not it has ended.
    fn let_go(&self, _: OperationId) {}
}
