//! One attempt at one step.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use slipway_domain::entry::{Body, Report};
use slipway_domain::ids::Key;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{Plan, Step, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Decision, Observed, Phase, decide};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::cx::Opened;
use super::{KillPoint, Recorder, Runner, redacted};
use crate::ports::{Cx, Ending, Event, Executor, Facts};

/// How an attempt begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing of it is there yet.
    Fresh,
    /// Its intent was found open.
    Found,
    /// It waits for a person and is to be stopped.
    Stop,
}

/// How an attempt ended, for this process.
pub(super) enum End {
    /// Its outcome is in the ledger.
    Settled,
    /// It waits for a person.
    Parked,
    /// It could not be observed.
    Unobservable,
    /// The place refused our fence.
    TakenOver(Problem),
}

/// The same with what people are told of it.
struct Ended {
    end: End,
    ending: Ending,
    why: Option<String>,
}

/// One attempt at one step.
pub(super) struct Attempt {
    pub runner: Arc<Runner>,
    pub recorder: Arc<Recorder>,
    pub operation: Arc<Operation>,
    pub plan: Arc<Plan>,
    pub facts: Arc<Facts>,
    pub so_far: Verdict,
    pub cancelled: bool,
    pub secrets: Opened,
    pub key: Key,
    pub number: u32,
    pub step: Step,
    pub stop: CancellationToken,
}

/// What this process did before it looks.
enum Did {
    Nothing,
    Acted(Report),
    Stopped { timed_out: bool },
}

impl Did {
    fn phase(&self, cancelled: bool) -> Phase<'_> {
        match self {
            Self::Nothing => Phase::Found { cancelled },
            Self::Acted(report) => Phase::Acted(report),
            Self::Stopped { timed_out } => Phase::Stopped { timed_out: *timed_out },
        }
    }
}

/// How long between two looks at something that is under way.
const LOOK_EVERY: Duration = Duration::from_millis(400);
/// How long until a place that was out of reach is looked at again.
const BEFORE_ANOTHER_LOOK: Duration = Duration::from_secs(2);
/// How long something that was told to stop may take to do so.
const STOP_WITHIN: Duration = Duration::from_secs(30);

impl Attempt {
    pub async fn run(self, start: Start, report: Option<Report>) -> Result<End, Problem> {
        let began = Instant::now();
        self.tell_began();
        let ended = self.go(start, report).await;
        let (ending, why) = match &ended {
            Ok(ended) => (ended.ending, ended.why.clone()),
            Err(problem) => (Ending::Unknown, Some(problem.message.clone())),
        };
        let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (operation, step) = (self.operation.id, self.step.id.clone());
        self.runner.events.tell(Event::Ended { operation, step, ending, why, millis });
        ended.map(|ended| ended.end)
    }

    async fn go(&self, start: Start, mut report: Option<Report>) -> Result<Ended, Problem> {
        let executor = self.runner.executor(&self.step)?.clone();
        let mut did = Did::Nothing;
        if start == Start::Fresh && !self.intend().await? {
            return Ok(Ended { end: End::Settled, ending: Ending::Cancelled, why: None });
        }
        let cx = match self.cx().await {
            Ok(cx) => cx,
            Err(problem) => return self.settle_unopened(start, problem).await,
        };
        match start {
            Start::Fresh => did = self.act(&*executor, &cx).await?,
            Start::Found => {}
            Start::Stop => {
                executor.stop(&self.step.effect, &self.key, &cx).await;
                did = Did::Stopped { timed_out: false };
            }
        }
        loop {
            if let Did::Acted(new) = &did {
                if let Some(problem) = new.problem.as_ref().filter(|problem| problem.code == Code::TakenOver)
                {
                    let (end, why) = (End::TakenOver(problem.clone()), Some(problem.message.clone()));
                    return Ok(Ended { end, ending: Ending::Unknown, why });
                }
                report = Some(new.clone());
            }
            match self.look(&*executor, &cx, &did, report.as_ref()).await? {
                Next::End(ended) => return Ok(ended),
                Next::Act => did = self.act(&*executor, &cx).await?,
                Next::Stop { timed_out } => {
                    executor.stop(&self.step.effect, &self.key, &cx).await;
                    did = Did::Stopped { timed_out };
                }
            }
        }
    }

    /// Writes down that it begins. `false` where someone stopped it before: then nothing is written of it.
    async fn intend(&self) -> Result<bool, Problem> {
        if self.number > 1 {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(self.step.retry.wait)) => {}
                () = self.stop.cancelled() => {}
            }
        }
        if self.stop.is_cancelled() {
            return Ok(false);
        }
        self.kill(KillPoint::BeforeIntent);
        self.recorder.append(Some(&self.step.id), self.number, Body::Intent).await?;
        self.kill(KillPoint::AfterIntent);
        Ok(true)
    }

    /// Acts until it is done, its limit is over or someone stops it.
    async fn act(&self, executor: &dyn Executor, cx: &Cx) -> Result<Did, Problem> {
        let fence = self.fence();
        let did = tokio::select! {
            report = executor.act(&self.step.effect, &self.key, fence, cx) => {
                let report = redacted::report(&*self.runner.secrets, report);
                self.kill(KillPoint::Act);
                let body = Body::Report { report: report.clone() };
                self.recorder.append(Some(&self.step.id), self.number, body).await?;
                Did::Acted(report)
            }
            () = over(self.step.limit) => Did::Stopped { timed_out: true },
            () = self.stop.cancelled() => Did::Stopped { timed_out: false },
        };
        if matches!(did, Did::Stopped { .. }) {
            executor.stop(&self.step.effect, &self.key, cx).await;
        }
        self.kill(KillPoint::Observe);
        Ok(did)
    }

    /// Observes until something can be said.
    async fn look(
        &self,
        executor: &dyn Executor,
        cx: &Cx,
        did: &Did,
        report: Option<&Report>,
    ) -> Result<Next, Problem> {
        let began = Instant::now();
        let pause = BEFORE_ANOTHER_LOOK.min(self.runner.patience);
        let mut out_of_reach = None;
        loop {
            let looking = executor.observe(&self.step.effect, &self.key, cx, report);
            let observed = match out_of_reach.take() {
                None => looking.await,
                // What does not answer makes each look long; the last one would go on long after patience is over.
                Some(why) => {
                    let until = (began + self.runner.patience).max(Instant::now() + pause);
                    tokio::time::timeout_at(until, looking).await.unwrap_or(Observed::Unreachable(why))
                }
            };
            let observed = redacted::observed(&*self.runner.secrets, observed);
            let phase = did.phase(self.is_cancelled());
            match decide(&self.step, observed, phase) {
                Decision::Settle { outcome, fact, problem, evidence } => {
                    let why = problem.as_ref().map(|problem| problem.message.clone());
                    self.settle(Body::Outcome { outcome, fact, problem, evidence }).await?;
                    return Ok(Next::End(Ended { end: End::Settled, ending: outcome.into(), why }));
                }
                Decision::Act => return Ok(Next::Act),
                Decision::Park(what) => {
                    return self.leave_open(End::Parked, Ending::Waiting, what).await.map(Next::End);
                }
                // A place may come back into reach; what nobody knows nobody knows a moment later.
                Decision::GiveUp(why)
                    if began.elapsed() >= self.runner.patience || why.code == Code::OutcomeUnknown =>
                {
                    return self.leave_open(End::Unobservable, Ending::Unknown, why).await.map(Next::End);
                }
                Decision::GiveUp(why) => {
                    out_of_reach = Some(why);
                    tokio::time::sleep(pause).await;
                }
                Decision::Watch if self.overdue(began, did) => {
                    let why = self.still_runs();
                    return self.leave_open(End::Unobservable, Ending::Unknown, why).await.map(Next::End);
                }
                Decision::Watch if self.must_stop(began, did) => {
                    return Ok(Next::Stop { timed_out: !self.stop.is_cancelled() });
                }
                Decision::Watch => tokio::time::sleep(LOOK_EVERY).await,
            }
        }
    }

    async fn settle(&self, outcome: Body) -> Result<(), Problem> {
        self.kill(KillPoint::Outcome);
        self.recorder.append(Some(&self.step.id), self.number, outcome).await
    }

    fn still_runs(&self) -> Problem {
        let message = format!("`{}` was told to stop and still runs", self.step.id);
        Problem::new(Code::OutcomeUnknown, message)
    }

    /// What takes back and what cleans up goes on in a cancelled operation; it is what cancelling asks for.
    fn is_cancelled(&self) -> bool {
        self.stop.is_cancelled() || (self.cancelled && self.step.when == When::Success)
    }

    fn overdue(&self, began: Instant, did: &Did) -> bool {
        matches!(did, Did::Stopped { .. }) && began.elapsed() > STOP_WITHIN
    }

    fn must_stop(&self, began: Instant, did: &Did) -> bool {
        let over = self.step.limit.is_some_and(|limit| began.elapsed() > Duration::from_secs(limit));
        !matches!(did, Did::Stopped { .. }) && (over || self.stop.is_cancelled())
    }

    async fn leave_open(&self, end: End, ending: Ending, why: Problem) -> Result<Ended, Problem> {
        let message = why.message.clone();
        self.recorder.append(Some(&self.step.id), self.number, Body::Unobserved { why }).await?;
        Ok(Ended { end, ending, why: Some(message) })
    }

    /// The secrets could not be opened, so nothing was done; that much is known of a fresh attempt.
    async fn settle_unopened(&self, start: Start, problem: Problem) -> Result<Ended, Problem> {
        let problem = redacted::problem(&*self.runner.secrets, problem);
        if start != Start::Fresh {
            return self.leave_open(End::Unobservable, Ending::Unknown, problem).await;
        }
        let why = Some(problem.message.clone());
        let outcome = slipway_domain::entry::Outcome::Failed;
        let body = Body::Outcome { outcome, fact: Value::Null, problem: Some(problem), evidence: Vec::new() };
        self.recorder.append(Some(&self.step.id), self.number, body).await?;
        Ok(Ended { end: End::Settled, ending: Ending::Failed, why })
    }

    fn tell_began(&self) {
        self.runner.events.tell(Event::Began {
            operation: self.operation.id,
            step: self.step.id.clone(),
            place: self.step.place.clone(),
            action: self.step.action.clone(),
            command: self.step.command.clone(),
        });
    }

    fn kill(&self, point: KillPoint) {
        self.runner.kill.at(point, &self.step.id);
    }
}

/// Comes back when what begins now is over its limit of so many seconds, and never without one.
async fn over(limit: Option<u64>) {
    match limit {
        Some(limit) => tokio::time::sleep(Duration::from_secs(limit)).await,
        None => std::future::pending().await,
    }
}

/// What is to be done after a look.
enum Next {
    End(Ended),
    Act,
    Stop { timed_out: bool },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_step_without_a_limit_takes_as_long_as_it_takes() {
        let two_days = Duration::from_secs(48 * 3600);
        assert!(tokio::time::timeout(two_days, over(None)).await.is_err());
        assert!(tokio::time::timeout(two_days, over(Some(3600))).await.is_ok());
    }
}
