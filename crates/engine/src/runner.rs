//! The one mechanism: executes any plan, writing intent → act → observe → outcome.
//!
//! The runner looks at no label and knows no target. What may be done next is decided by the pure
//! [`slipway_domain::progress::next`]; resuming is the same over the entries that are already there.

mod attempt;
mod cx;
mod execution;
mod kill_point;
mod record;
mod redacted;
mod requirements;
#[cfg(test)]
pub(crate) mod tests;
mod title;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::Plan;
use slipway_domain::problem::{Code, Problem};
use tokio_util::sync::CancellationToken;

use crate::ports::{Clock, Event, Events, Executor, Ledger, LockGuard, Locks, LogStore, Secrets};

pub use cx::GATES;
use execution::Execution;
pub use kill_point::{KillPoint, KillSwitch, NeverKill};
pub use record::{Author, Recorder};

/// Executes plans.
pub struct Runner {
    /// Time of day.
    pub clock: Arc<dyn Clock>,
    /// Where intents and outcomes go.
    pub ledger: Arc<dyn Ledger>,
    /// One process per operation.
    pub locks: Arc<dyn Locks>,
    /// Where the steps' lines go.
    pub logs: Arc<dyn LogStore>,
    /// Who is told.
    pub events: Arc<dyn Events>,
    /// Where secrets come from.
    pub secrets: Arc<dyn Secrets>,
    /// Those who know how, by the name in the effect.
    pub executors: BTreeMap<String, Arc<dyn Executor>>,
    /// Ends the process at chosen points, in tests.
    pub kill: Arc<dyn KillSwitch>,
    /// How many steps are under way at the most.
    pub parallel: usize,
    /// How long a place that cannot be observed is asked again.
    pub patience: Duration,
}

/// How an operation stands when its execution here has come to an end.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The verdict; `Waiting` and `Unknown` leave the operation open.
    pub verdict: Verdict,
    /// Why it did not succeed, or what it waits for.
    pub problem: Option<Problem>,
}

impl Standing {
    /// How an operation was closed, as its entries say; `None` while it is open.
    pub(crate) fn of(entries: &[Entry]) -> Option<Self> {
        entries.iter().rev().find_map(|entry| match &entry.body {
            Body::Closed { verdict, problem } => Some(Self { verdict: *verdict, problem: problem.clone() }),
            _ => None,
        })
    }
}

/// That another program executes an operation.
pub(crate) fn busy(operation: &Operation) -> Problem {
    let message =
        format!("{} {} is being executed by another program", operation.kind.as_str(), operation.id);
    Problem::new(Code::OperationBusy, message).details(serde_json::json!({ "operation": operation.id }))
}

/// What is held for an operation while it is executed. It is let go of however that ends, also by a panic.
struct Held<'r> {
    runner: &'r Runner,
    operation: OperationId,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.runner.let_go(self.operation);
    }
}

impl Runner {
    /// Opens an operation in the ledger and executes it. `rule` is what holds in its environment once it has succeeded;
    /// it is written together with the end, so that a crash leaves neither or both.
    pub async fn start(
        self: &Arc<Self>,
        operation: Operation,
        plan: Plan,
        author: Author,
        rule: Option<Body>,
        interrupt: CancellationToken,
    ) -> Result<Standing, Problem> {
        if let Some(fault) = plan.fault() {
            return Err(Problem::new(Code::Internal, format!("the plan is no plan: {fault}")));
        }
        self.knows(&plan)?;
        let guard = self.locks.try_own(&operation.id.to_string())?;
        if guard.is_none() {
            // Opened, it would be left open: nobody here executes it.
            return Err(busy(&operation));
        }
        // Whoever says no, or cannot be asked, has begun nothing.
        self.admit(operation.id, &plan).await?;
        let recorder = self.recorder(&operation, author);
        let opened = Body::Opened { operation: operation.clone(), plan: plan.clone() };
        if let Err(problem) = recorder.append(None, 0, opened).await {
            self.let_go(operation.id);
            return Err(problem);
        }
        self.go_on(operation, plan, (recorder, rule), guard, interrupt).await
    }

    /// Goes on with an operation that is in the ledger. Refused while another process is at it, where a newer
    /// Slipway made a plan that this one does not know in all its parts, and where a secret is missing for what is
    /// half done.
    pub async fn resume(
        self: &Arc<Self>,
        operation: Operation,
        plan: Plan,
        author: Author,
        rule: Option<Body>,
        interrupt: CancellationToken,
    ) -> Result<Standing, Problem> {
        self.knows(&plan)?;
        let guard = self.locks.try_own(&operation.id.to_string())?;
        let recorder = self.recorder(&operation, author);
        self.go_on(operation, plan, (recorder, rule), guard, interrupt).await
    }

    fn recorder(&self, operation: &Operation, author: Author) -> Arc<Recorder> {
        Arc::new(Recorder {
            ledger: self.ledger.clone(),
            clock: self.clock.clone(),
            author,
            operation: operation.clone(),
        })
    }

    /// Tells those who know how that nothing more is done here for an operation.
    pub(crate) fn let_go(&self, operation: OperationId) {
        self.executors.values().for_each(|executor| executor.let_go(operation));
        self.secrets.let_go(operation);
    }

    async fn go_on(
        self: &Arc<Self>,
        operation: Operation,
        plan: Plan,
        (recorder, rule): (Arc<Recorder>, Option<Body>),
        guard: Option<Box<dyn LockGuard>>,
        interrupt: CancellationToken,
    ) -> Result<Standing, Problem> {
        let Some(_guard) = guard else { return Err(busy(&operation)) };
        let (id, title) = (operation.id, title::title(&operation, &plan));
        let held = Held { runner: self, operation: id };
        let mut execution = Execution::new(self.clone(), operation, plan, recorder, rule);
        if let Some(ended) = execution.ready().await? {
            return Ok(ended);
        }
        self.events.tell(Event::Opened { operation: id, title });
        let standing = execution.run(interrupt).await;
        execution.flush_logs().await;
        drop(execution);
        drop(held);
        let standing = standing?;
        self.events.tell(Event::Closed { operation: id, verdict: standing.verdict });
        Ok(standing)
    }
}
