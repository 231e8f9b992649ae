//! One operation in execution: makes the moves that the entries allow until it has ended or stands.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::{Key, StepId};
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::Plan;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Flight, Move, Progress, State, next};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::attempt::{Attempt, End, Start};
use super::cx::Opened;
use super::requirements::{is_half_done, only_goes_back, under_way};
use super::{Recorder, Runner, Standing, redacted};
use crate::ports::Event;

/// How often entries of other programs, such as a request to cancel, are looked for.
const LISTEN_EVERY: Duration = Duration::from_millis(250);

/// Who took an operation over of which it is only seen that its lock is gone, whoever did that, and wherever.
const NOBODY_KNOWN: &str = "unknown: the lock was gone";

/// One operation in execution.
pub(super) struct Execution {
    runner: Arc<Runner>,
    operation: Arc<Operation>,
    plan: Arc<Plan>,
    recorder: Arc<Recorder>,
    rule: Option<Body>,
    secrets: Opened,
    entries: Vec<Entry>,
    flights: BTreeMap<StepId, Flight>,
    stops: BTreeMap<StepId, CancellationToken>,
    tasks: JoinSet<(StepId, Result<End, Problem>)>,
}

impl Execution {
    pub(super) fn new(
        runner: Arc<Runner>,
        operation: Operation,
        plan: Plan,
        recorder: Arc<Recorder>,
        rule: Option<Body>,
    ) -> Self {
        Self {
            runner,
            operation: Arc::new(operation),
            plan: Arc::new(plan),
            recorder,
            rule,
            secrets: Arc::new(OnceCell::new()),
            entries: Vec::new(),
            flights: BTreeMap::new(),
            stops: BTreeMap::new(),
            tasks: JoinSet::new(),
        }
    }

    /// Reads how far it has come, and opens the secrets of what is half done before anything more is written down of
    /// it. Of one that another program has ended since somebody looked, it says how.
    pub(super) async fn ready(&mut self) -> Result<Option<Standing>, Problem> {
        self.listen().await?;
        let ended = Standing::of(&self.entries);
        if ended.is_none() && is_half_done(&self.plan, &self.entries) {
            let back = only_goes_back(&self.plan, &self.entries);
            let open = || self.runner.open_secrets(self.operation.id, &self.plan, back);
            let opened = self.secrets.get_or_try_init(open).await;
            opened.map_err(|problem| self.stays_open(problem))?;
        }
        Ok(ended)
    }

    fn stays_open(&self, problem: Problem) -> Problem {
        let id = self.operation.id;
        let problem = redacted::problem(&*self.runner.secrets, problem);
        let hint = problem.hint.clone().map_or_else(String::new, |hint| hint + "; ");
        let end = match under_way(&self.plan, &self.entries) {
            Some(step) => {
                format!(", also after a cancel: `{step}` was under way, and to look at it takes the secrets")
            }
            None => format!(", unless `slipway cancel {id}` ends it"),
        };
        problem.hint(format!("{hint}until then {id} stays open, half done{end}"))
    }

    /// Goes on until it has ended or stands.
    pub(super) async fn run(&mut self, interrupt: CancellationToken) -> Result<Standing, Problem> {
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
    pub(super) async fn flush_logs(&self) {
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
            key: Key::of(self.operation.id, id, attempt),
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
        self.flush_logs().await;
        let by = problem.details.get("by").and_then(|by| by.as_str()).unwrap_or(NOBODY_KNOWN).to_owned();
        self.recorder.append(None, 0, Body::TakenOver { by }).await?;
        let verdict = Verdict::Unknown;
        self.recorder.append(None, 0, Body::Closed { verdict, problem: Some(problem.clone()) }).await?;
        Ok(Standing { verdict, problem: Some(problem) })
    }

    /// Nothing is under way and nothing can be done: it waits, or it is not known.
    fn stand(&self) -> Result<Standing, Problem> {
        let progress = Progress::of(&self.plan, &self.entries);
        let reason = |step: &StepId| match progress.state(step) {
            State::Open { unobserved, .. } => unobserved.clone(),
            _ => None,
        };
        let stands = |wanted: Flight, verdict: Verdict| {
            let mut steps =
                self.flights.iter().filter(|(_, flight)| **flight == wanted).map(|(step, _)| step).peekable();
            steps.peek()?;
            Some(Standing { verdict, problem: steps.find_map(reason) })
        };
        let unknown = stands(Flight::Unobservable, Verdict::Unknown);
        unknown.or_else(|| stands(Flight::Parked, Verdict::Waiting)).ok_or_else(|| {
            let message = format!("operation {} can neither go on nor end", self.operation.id);
            Problem::new(Code::Internal, message)
        })
    }
}
