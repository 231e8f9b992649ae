//! The one mechanism: executes any plan, writing intent → act → observe → outcome.
//!
//! The runner looks at no label and knows no target. What may be done next is decided by the pure
//! [`slipway_domain::progress::next`]; resuming is the same over the entries that are already there.

mod able;
mod attempt;
mod kill_point;
mod record;
mod redacted;
#[cfg(test)]
mod tests;
mod title;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::StepId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::Plan;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Flight, Move, Progress, State, next};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::ports::{Clock, Event, Events, Executor, Ledger, LogStore, OperationLocks, Secrets};

pub use attempt::GATES;
use attempt::{Attempt, End, Start};
pub use kill_point::{KillPoint, KillSwitch, NeverKill};
pub use record::{Author, Recorder};

/// Executes plans.
pub struct Runner {
    /// Time of day.
    pub clock: Arc<dyn Clock>,
    /// Where intents and outcomes go.
    pub ledger: Arc<dyn Ledger>,
    /// One process per operation.
    pub locks: Arc<dyn OperationLocks>,
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

/// That another program executes an operation.
pub(crate) fn busy(operation: &Operation) -> Problem {
    let message =
        format!("{} {} is being executed by another program", operation.kind.as_str(), operation.id);
    Problem::new(Code::OperationBusy, message).details(serde_json::json!({ "operation": operation.id }))
}

/// How often entries of other programs, such as a request to cancel, are looked for.
const LISTEN_EVERY: Duration = Duration::from_millis(250);

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
        let guard = self.locks.try_own(operation.id)?;
        let recorder = self.recorder(&operation, author);
        let opened = Body::Opened { operation: operation.clone(), plan: plan.clone() };
        recorder.append(None, 0, opened).await?;
        self.go_on(operation, plan, (recorder, rule), guard, interrupt).await
    }

    /// Goes on with an operation that is in the ledger. Refused while another process is at it, and where a newer
    /// Slipway made a plan that this one does not know in all its parts.
    pub async fn resume(
        self: &Arc<Self>,
        operation: Operation,
        plan: Plan,
        author: Author,
        rule: Option<Body>,
        interrupt: CancellationToken,
    ) -> Result<Standing, Problem> {
        self.knows(&plan)?;
        let guard = self.locks.try_own(operation.id)?;
        let recorder = self.recorder(&operation, author);
        self.go_on(operation, plan, (recorder, rule), guard, interrupt).await
    }

    fn recorder(&self, operation: &Operation, author: Author) -> Arc<Recorder> {
        Arc::new(Recorder {
            ledger: self.ledger.clone(),
            clock: self.clock.clone(),
            author,
            project: operation.project.clone(),
            environment: operation.environment.clone(),
            operation: operation.id,
        })
    }

    async fn go_on(
        self: &Arc<Self>,
        operation: Operation,
        plan: Plan,
        (recorder, rule): (Arc<Recorder>, Option<Body>),
        guard: Option<Box<dyn crate::ports::OperationGuard>>,
        interrupt: CancellationToken,
    ) -> Result<Standing, Problem> {
        let Some(_guard) = guard else { return Err(busy(&operation)) };
        let title = title::title(&operation, &plan);
        self.events.tell(Event::Opened { operation: operation.id, title });
        let mut execution = Execution {
            runner: self.clone(),
            operation: Arc::new(operation),
            plan: Arc::new(plan),
            recorder,
            rule,
            secrets: Arc::new(OnceCell::new()),
            entries: Vec::new(),
            flights: BTreeMap::new(),
            stops: BTreeMap::new(),
            tasks: JoinSet::new(),
        };
        let id = execution.operation.id;
        let standing = execution.run(interrupt).await;
        execution.flush_logs().await;
        let standing = standing?;
        self.events.tell(Event::Closed { operation: id, verdict: standing.verdict });
        Ok(standing)
    }
}

/// One operation in execution.
struct Execution {
    runner: Arc<Runner>,
    operation: Arc<Operation>,
    plan: Arc<Plan>,
    recorder: Arc<Recorder>,
    rule: Option<Body>,
    secrets: attempt::Opened,
    entries: Vec<Entry>,
    flights: BTreeMap<StepId, Flight>,
    stops: BTreeMap<StepId, CancellationToken>,
    tasks: JoinSet<(StepId, Result<End, Problem>)>,
}

impl Execution {
    async fn run(&mut self, interrupt: CancellationToken) -> Result<Standing, Problem> {
        let mut interrupted = false;
        loop {
            self.listen().await?;
            if interrupt.is_cancelled() && !interrupted {
                interrupted = true;
                self.recorder
                    .append(None, 0, Body::CancelRequested { reason: Some("interrupted".into()) })
                    .await?;
                continue;
            }
            let moves = next(&self.plan, &self.entries, &self.flights);
            for one in moves {
                if let Some(standing) = self.make(one).await? {
                    return Ok(standing);
                }
            }
            if self.tasks.is_empty() {
                return self.stand();
            }
            tokio::select! {
                Some(ended) = self.tasks.join_next() => {
                    if let Some(standing) = self.land(ended).await? {
                        return Ok(standing);
                    }
                }
                () = tokio::time::sleep(LISTEN_EVERY) => {}
                () = interrupt.cancelled(), if !interrupted => {}
            }
        }
    }

    /// Readers of the log stop when the operation is closed, so everything has to be there before. What the disk
    /// did not take is said in the log itself; it changes nothing about the operation.
    async fn flush_logs(&self) {
        let operation = self.operation.id;
        if let Err(problem) = self.runner.logs.flush(operation).await {
            let step = StepId::from("log");
            self.runner.events.tell(Event::Logged { operation, step, line: problem.message });
        }
    }

    /// Reads what was added to the ledger since, by us or by others.
    async fn listen(&mut self) -> Result<(), Problem> {
        let last = self.entries.last().map(|entry| entry.id);
        let new = self.runner.ledger.entries(self.operation.id, last).await?;
        self.entries.extend(new);
        Ok(())
    }

    async fn make(&mut self, one: Move) -> Result<Option<Standing>, Problem> {
        match one {
            Move::Intend(step, attempt) => {
                if self.flights.values().filter(|flight| **flight == Flight::Busy).count()
                    < self.runner.parallel
                {
                    self.take_off(&step, attempt, Start::Fresh);
                }
            }
            Move::Observe(step, attempt) => self.take_off(&step, attempt, Start::Found),
            Move::Stop(step) => self.stop(&step),
            Move::Close(verdict, problem) => {
                self.flush_logs().await;
                let rule = self.rule.take().filter(|_| verdict == Verdict::Succeeded);
                self.recorder.close(verdict, problem.clone(), rule).await?;
                return Ok(Some(Standing { verdict, problem }));
            }
        }
        Ok(None)
    }

    fn take_off(&mut self, id: &StepId, attempt: u32, start: Start) {
        let Some(step) = self.plan.step(id).cloned() else { return };
        let progress = Progress::of(&self.plan, &self.entries);
        let report = match progress.state(id) {
            State::Open { report, .. } => report.clone(),
            _ => None,
        };
        let token = CancellationToken::new();
        let attempt = Attempt {
            runner: self.runner.clone(),
            recorder: self.recorder.clone(),
            operation: self.operation.clone(),
            plan: self.plan.clone(),
            facts: Arc::new(progress.facts()),
            so_far: progress.so_far(),
            cancelled: progress.cancelled,
            secrets: self.secrets.clone(),
            key: slipway_domain::ids::Key::of(self.operation.id, id, attempt),
            number: attempt,
            step,
            stop: token.clone(),
        };
        self.flights.insert(id.clone(), if start == Start::Stop { Flight::Stopping } else { Flight::Busy });
        self.stops.insert(id.clone(), token);
        let id = id.clone();
        self.tasks.spawn(async move { (id, attempt.run(start, report).await) });
    }

    fn stop(&mut self, step: &StepId) {
        let parked = self.flights.get(step) == Some(&Flight::Parked);
        let attempt =
            self.entries.iter().filter(|entry| entry.step.as_ref() == Some(step)).map(|e| e.attempt).max();
        if parked {
            self.take_off(step, attempt.unwrap_or(1), Start::Stop);
        } else if let Some(token) = self.stops.get(step) {
            token.cancel();
            self.flights.insert(step.clone(), Flight::Stopping);
        }
    }

    async fn land(
        &mut self,
        ended: Result<(StepId, Result<End, Problem>), tokio::task::JoinError>,
    ) -> Result<Option<Standing>, Problem> {
        let (step, end) =
            ended.map_err(|error| Problem::new(Code::Internal, format!("a step broke off: {error}")))?;
        self.stops.remove(&step);
        match end? {
            End::Settled => {
                self.flights.remove(&step);
            }
            End::Parked => {
                self.flights.insert(step, Flight::Parked);
            }
            End::Unobservable => {
                self.flights.insert(step, Flight::Unobservable);
            }
            End::TakenOver(problem) => return self.hand_over(problem).await.map(Some),
        }
        Ok(None)
    }

    /// A newer holder of the lock is at work: nothing more is done here, and nothing is said of the outcome.
    async fn hand_over(&mut self, problem: Problem) -> Result<Standing, Problem> {
        self.tasks.shutdown().await;
        let by = problem.details.get("by").and_then(|by| by.as_str()).unwrap_or("another laptop").to_owned();
        self.recorder.append(None, 0, Body::TakenOver { by }).await?;
        let verdict = Verdict::Unknown;
        self.recorder.append(None, 0, Body::Closed { verdict, problem: Some(problem.clone()) }).await?;
        Ok(Standing { verdict, problem: Some(problem) })
    }

    /// Nothing is under way and nothing can be done: it waits, or it is not known.
    fn stand(&self) -> Result<Standing, Problem> {
        let progress = Progress::of(&self.plan, &self.entries);
        let unknown = self.flights.values().any(|flight| *flight == Flight::Unobservable);
        let why = self.flights.keys().find_map(|step| match progress.state(step) {
            State::Open { unobserved, .. } => unobserved.clone(),
            _ => None,
        });
        if unknown {
            return Ok(Standing { verdict: Verdict::Unknown, problem: why });
        }
        if self.flights.values().any(|flight| *flight == Flight::Parked) {
            return Ok(Standing { verdict: Verdict::Waiting, problem: why });
        }
        Err(Problem::new(
            Code::Internal,
            format!("operation {} can neither go on nor end", self.operation.id),
        ))
    }
}
