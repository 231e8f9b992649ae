//! What an observation means for an attempt at a step.

use serde_json::Value;

use crate::entry::{Evidence, Outcome, Report};
use crate::plan::{Replay, Step};
use crate::problem::{Code, Problem};

/// What a look at the world shows of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Observed {
    /// Nothing of it is there.
    Absent,
    /// It is under way.
    Running,
    /// It waits for a person.
    Waiting(Problem),
    /// It was done; what is there now.
    Done(Value),
    /// Something else is there.
    Different {
        /// What.
        fact: Value,
        /// Why this is not what was wanted.
        problem: Problem,
        /// What shows it.
        evidence: Vec<Evidence>,
    },
    /// It was begun and nothing tells how it ended, or the place cannot be reached.
    Unreachable(Problem),
}

/// What this process knows of the attempt when it looks.
#[derive(Debug, Clone, Copy)]
pub enum Phase<'a> {
    /// The intent was found open; another process may have acted.
    Found {
        /// Someone asked for the operation to stop, so nothing new is begun.
        cancelled: bool,
    },
    /// This process has acted.
    Acted(&'a Report),
    /// This process has stopped it.
    Stopped {
        /// Because it took too long; otherwise someone asked for it.
        timed_out: bool,
    },
}

/// What to do about it.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum Decision {
    /// The attempt has ended.
    Settle {
        /// How.
        outcome: Outcome,
        /// What was observed.
        fact: Value,
        /// Why it did not succeed.
        problem: Option<Problem>,
        /// What shows it.
        evidence: Vec<Evidence>,
    },
    /// Act, with the same key.
    Act,
    /// Look again in a while.
    Watch,
    /// Wait for a person.
    Park(Problem),
    /// Nothing can be told.
    GiveUp(Problem),
}

/// What `observed` means for an attempt at `step`.
pub fn decide(step: &Step, observed: Observed, phase: Phase<'_>) -> Decision {
    let observed = hold_to_expectation(step, observed);
    match (observed, phase) {
        (Observed::Done(fact), _) => settled(Outcome::Succeeded, fact, None, phase, Vec::new()),
        (Observed::Running, _) => Decision::Watch,
        (Observed::Unreachable(why), Phase::Acted(report)) if report.untouched => {
            let problem = report.problem.clone().unwrap_or(why);
            settled(Outcome::Failed, Value::Null, Some(problem), phase, Vec::new())
        }
        (Observed::Unreachable(why), _) => Decision::GiveUp(why),
        (Observed::Waiting(_) | Observed::Absent, Phase::Found { cancelled: true }) => cancelled(step, phase),
        (Observed::Waiting(what), Phase::Found { .. } | Phase::Acted(_)) => Decision::Park(what),
        (Observed::Absent, Phase::Found { .. }) => Decision::Act,
        (Observed::Different { .. }, Phase::Found { cancelled: false })
            if step.replay == Replay::Converge =>
        {
            Decision::Act
        }
        (_, Phase::Found { cancelled: true } | Phase::Stopped { .. }) => cancelled(step, phase),
        (Observed::Absent, Phase::Acted(report)) => {
            let problem = report.problem.clone().unwrap_or_else(|| nothing_there(step));
            settled(Outcome::Failed, Value::Null, Some(problem), phase, Vec::new())
        }
        (Observed::Different { fact, problem, evidence }, _) => {
            let told = if let Phase::Acted(report) = phase { report.problem.clone() } else { None };
            settled(Outcome::Failed, fact, Some(told.unwrap_or(problem)), phase, evidence)
        }
    }
}

fn hold_to_expectation(step: &Step, observed: Observed) -> Observed {
    let Observed::Done(fact) = observed else { return observed };
    let Some((name, expected, seen)) = step.expect.unmet(&fact) else { return Observed::Done(fact) };
    let seen = seen.map_or_else(|| "nothing".to_owned(), Value::to_string);
    let message = format!("after `{}` {name} is {seen} and not {expected}", step.id);
    let problem = Problem::new(Code::VerifyFailed, message);
    Observed::Different { fact, problem, evidence: Vec::new() }
}

fn nothing_there(step: &Step) -> Problem {
    Problem::new(Code::VerifyFailed, format!("`{}` left nothing that can be observed", step.id))
}

fn cancelled(step: &Step, phase: Phase<'_>) -> Decision {
    let timed_out = matches!(phase, Phase::Stopped { timed_out: true });
    let limit = step.limit.unwrap_or_default();
    let (outcome, problem) = if timed_out {
        let message = format!("`{}` was not done within {limit} s and was stopped", step.id);
        (Outcome::Failed, Some(Problem::new(Code::TimedOut, message)))
    } else {
        (Outcome::Cancelled, None)
    };
    settled(outcome, Value::Null, problem, phase, Vec::new())
}

fn settled(
    outcome: Outcome,
    fact: Value,
    problem: Option<Problem>,
    phase: Phase<'_>,
    mut evidence: Vec<Evidence>,
) -> Decision {
    if let (Phase::Acted(report), true) = (phase, outcome != Outcome::Succeeded) {
        evidence.extend(report.evidence.iter().cloned());
    }
    Decision::Settle { outcome, fact, problem, evidence }
}
