//! How far an operation has come, and what may be done next. Pure: resuming is the same over old entries.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::entry::{Body, Entry, Outcome, Report};
use crate::ids::StepId;
use crate::operation::Verdict;
use crate::plan::{Plan, Step, When};
use crate::problem::{Code, Problem};

mod decide;
mod ending;

pub use decide::{Decision, Observed, Phase, decide};

/// What the entries say of an operation.
#[derive(Debug, Clone)]
pub struct Progress<'p> {
    plan: &'p Plan,
    states: BTreeMap<&'p StepId, State>,
    /// Someone asked for it to stop while something was left to stop.
    pub cancelled: bool,
    /// Who denied the plan, and why.
    denied: Option<Problem>,
    /// Its verdict, once it has ended.
    pub closed: Option<Verdict>,
}

/// What the entries say of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Nothing is under way; the next attempt has this number.
    Pending {
        /// From 1.
        attempt: u32,
    },
    /// Intended and not settled.
    Open {
        /// From 1.
        attempt: u32,
        /// What the doing reported, if it came that far.
        report: Option<Report>,
        /// Why the last look at it showed nothing.
        unobserved: Option<Problem>,
    },
    /// Ended for good.
    Settled {
        /// How.
        outcome: Outcome,
        /// What was observed.
        fact: Value,
        /// Why it did not succeed.
        problem: Option<Problem>,
    },
}

/// What a running process knows of a step beyond the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flight {
    /// It is at it.
    Busy,
    /// It was told to stop it.
    Stopping,
    /// It waits for a person.
    Parked,
    /// It looked and could not tell.
    Unobservable,
}

/// Something to do now.
#[derive(Debug, Clone, PartialEq)]
pub enum Move {
    /// Record the intent, then act.
    Intend(StepId, u32),
    /// An intent is open and nobody is at it: look what became of it.
    Observe(StepId, u32),
    /// Stop what is under way.
    Stop(StepId),
    /// Everything has settled.
    Close(Verdict, Option<Problem>),
}

/// What may be done now, given the entries and what this process has under way.
pub fn next(plan: &Plan, entries: &[Entry], flights: &BTreeMap<StepId, Flight>) -> Vec<Move> {
    let progress = Progress::of(plan, entries);
    if progress.closed.is_some() {
        return Vec::new();
    }
    let mut moves = progress.settle_open(flights);
    let unknown = flights.values().any(|flight| *flight == Flight::Unobservable);
    if !unknown {
        moves.extend(progress.begin(flights));
    }
    if moves.is_empty() && flights.is_empty() && !progress.has_open() {
        let (verdict, problem) = progress.verdict();
        moves.push(Move::Close(verdict, problem));
    }
    moves
}

impl<'p> Progress<'p> {
    /// Reads the entries of one operation.
    pub fn of(plan: &'p Plan, entries: &[Entry]) -> Self {
        let states = plan.steps.iter().map(|step| (&step.id, State::Pending { attempt: 1 })).collect();
        let mut progress = Self { plan, states, cancelled: false, denied: None, closed: None };
        entries.iter().for_each(|entry| progress.read(entry));
        progress
    }

    /// The state of a step; a step that is not in the plan is pending for ever.
    pub fn state(&self, id: &StepId) -> &State {
        const UNKNOWN: &State = &State::Pending { attempt: 1 };
        self.states.get(id).unwrap_or(UNKNOWN)
    }

    /// What was observed of a step that succeeded.
    pub fn fact(&self, id: &StepId) -> Option<&Value> {
        match self.state(id) {
            State::Settled { outcome: Outcome::Succeeded, fact, .. } => Some(fact),
            _ => None,
        }
    }

    /// What was observed of every step that succeeded.
    pub fn facts(&self) -> BTreeMap<StepId, Value> {
        self.states.keys().filter_map(|id| Some(((*id).clone(), self.fact(id)?.clone()))).collect()
    }

    /// Whether it can no longer succeed.
    pub fn failing(&self) -> bool {
        self.cancelled || self.forward().any(|step| self.spoiled(&step.id))
    }

    /// Who denied the plan, and why: nothing that leads forward goes on any more.
    pub fn denied(&self) -> Option<&Problem> {
        self.denied.as_ref()
    }

    /// Whether the step was ever begun.
    pub fn begun(&self, id: &StepId) -> bool {
        !matches!(self.state(id), State::Pending { attempt: 1 })
    }

    fn read(&mut self, entry: &Entry) {
        match &entry.body {
            // What all of it led to is there and observed: there is nothing left to cancel, only to clean up.
            Body::CancelRequested { .. } | Body::Denied { .. } if self.accomplished() => {}
            Body::CancelRequested { .. } => self.cancelled = true,
            Body::Denied { reason, .. } => {
                self.cancelled = true;
                self.denied = Some(denied(&entry.actor, reason.as_deref()));
            }
            Body::Closed { verdict, .. } => self.closed = Some(*verdict),
            body => self.read_step(entry, body),
        }
    }

    fn read_step(&mut self, entry: &Entry, body: &Body) {
        let Some(step) = entry.step.as_ref().and_then(|id| self.plan.step(id)) else { return };
        let Some(state) = self.states.get_mut(&step.id) else { return };
        let attempt = entry.attempt;
        match body {
            Body::Intent => *state = State::Open { attempt, report: None, unobserved: None },
            Body::Report { report: new } => {
                if let State::Open { report, .. } = state {
                    *report = Some(new.clone());
                }
            }
            Body::Unobserved { why } => {
                if let State::Open { unobserved, .. } = state {
                    *unobserved = Some(why.clone());
                }
            }
            Body::Outcome { outcome, fact, problem, .. } => {
                // A cancel ends what leads forward; what takes back and cleans up is tried as often as ever.
                let wanted = !self.cancelled || step.when != When::Success;
                let again = *outcome == Outcome::Failed && attempt < step.retry.attempts && wanted;
                *state = if again {
                    State::Pending { attempt: attempt + 1 }
                } else {
                    State::Settled { outcome: *outcome, fact: fact.clone(), problem: problem.clone() }
                };
            }
            _ => {}
        }
    }

    fn forward(&self) -> impl Iterator<Item = &'p Step> {
        self.plan.steps.iter().filter(|step| step.when == When::Success)
    }

    /// Whether everything that leads forward has succeeded.
    fn accomplished(&self) -> bool {
        self.forward().all(|step| self.succeeded(&step.id))
    }

    fn has_open(&self) -> bool {
        self.states.values().any(|state| matches!(state, State::Open { .. }))
    }

    fn succeeded(&self, id: &StepId) -> bool {
        matches!(self.state(id), State::Settled { outcome: Outcome::Succeeded, .. })
    }

    fn spoiled(&self, id: &StepId) -> bool {
        matches!(self.state(id), State::Settled { outcome: Outcome::Failed | Outcome::Cancelled, .. })
    }

    fn pending(&self, id: &StepId) -> bool {
        matches!(self.state(id), State::Pending { .. })
    }

    /// Looks at what nobody is at, and stops what a cancelled operation has under way: also what has not begun yet, since
    /// it waits before it is tried again.
    fn settle_open(&self, flights: &BTreeMap<StepId, Flight>) -> Vec<Move> {
        let moves = self.plan.steps.iter().filter_map(|step| {
            let stops = self.cancelled && step.when == When::Success;
            match (self.state(&step.id), flights.get(&step.id)) {
                (State::Open { attempt, .. }, None) => Some(Move::Observe(step.id.clone(), *attempt)),
                (State::Open { .. }, Some(Flight::Busy | Flight::Parked))
                | (State::Pending { .. }, Some(Flight::Busy))
                    if stops =>
                {
                    Some(Move::Stop(step.id.clone()))
                }
                _ => None,
            }
        });
        moves.collect()
    }

    /// The steps that may begin now. One that this process is at has begun, even if its intent is not written yet: it
    /// may wait before it is tried again, and the end does not begin beside it.
    fn begin(&self, flights: &BTreeMap<StepId, Flight>) -> Vec<Move> {
        let forward_flies = self.forward().any(|step| flights.contains_key(&step.id));
        let idle =
            self.plan.steps.iter().filter(|step| self.pending(&step.id) && !flights.contains_key(&step.id));
        let ready =
            idle.filter(|step| (step.when == When::Success || !forward_flies) && self.may_begin(step));
        ready
            .map(|step| match self.state(&step.id) {
                State::Pending { attempt } => Move::Intend(step.id.clone(), *attempt),
                _ => Move::Intend(step.id.clone(), 1),
            })
            .collect()
    }

    fn may_begin(&self, step: &Step) -> bool {
        match &step.when {
            When::Success => !self.failing() && step.needs.iter().all(|need| self.succeeded(need)),
            When::Failure | When::Undo(_) | When::UndoUnfinished(_) => {
                self.forward_settled() && !self.passed_over(step) && self.needs_resolved(step)
            }
            When::Always => self.recovery_settled() && !self.passed_over(step) && self.needs_resolved(step),
        }
    }

    fn forward_settled(&self) -> bool {
        let failing = self.failing();
        self.forward().all(|step| match self.state(&step.id) {
            State::Open { .. } => false,
            State::Pending { .. } => failing,
            State::Settled { .. } => true,
        })
    }

    fn recovery_settled(&self) -> bool {
        let mut recovery = self.plan.steps.iter().filter(|step| step.when.is_recovery());
        self.forward_settled() && recovery.all(|step| self.resolved(step))
    }

    /// Whether a step is over, or will never run.
    pub fn resolved(&self, step: &Step) -> bool {
        match self.state(&step.id) {
            State::Settled { .. } => true,
            State::Open { .. } => false,
            State::Pending { .. } => self.passed_over(step),
        }
    }

    /// A step that is not a forward one waits for its needs to be over, whichever way.
    fn needs_resolved(&self, step: &Step) -> bool {
        step.needs.iter().filter_map(|need| self.plan.step(need)).all(|need| self.resolved(need))
    }

    /// Whether a step that is still pending will never run.
    fn passed_over(&self, step: &Step) -> bool {
        if self.begun(&step.id) {
            // Nothing that leads forward is tried again once the operation fails.
            return step.when == When::Success && self.failing();
        }
        let refused_by_need = || {
            let mut needs = step.needs.iter().filter_map(|need| self.plan.step(need));
            needs.any(|need| need.when != When::Success && self.spoiled(&need.id))
        };
        match &step.when {
            When::Success => self.failing(),
            When::Failure => !self.failing() || refused_by_need(),
            When::Undo(_) | When::UndoUnfinished(_) => !self.takes_back(step) || refused_by_need(),
            When::Always => !step.needs.is_empty() && !step.needs.iter().any(|need| self.begun(need)),
        }
    }
}

/// That someone denied a plan.
pub fn denied(actor: &str, reason: Option<&str>) -> Problem {
    let why = reason.map_or_else(String::new, |reason| format!(": {reason}"));
    Problem::new(Code::Denied, format!("{actor} denied the plan{why}"))
        .hint("look at the plan with the person who denied it; a new commit makes a new plan")
}
