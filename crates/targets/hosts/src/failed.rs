//! Why an act failed, and how much of it may have been done.

use slipway_domain::entry::{Evidence, Report};
use slipway_domain::problem::{Code, Problem};

/// Why an act on a host failed.
pub struct Failed {
    /// What is told.
    pub problem: Problem,
    /// What shows it.
    evidence: Vec<Evidence>,
    /// It is certain that nothing was changed.
    untouched: bool,
}

impl Failed {
    /// Before anything was done.
    pub fn before(problem: Problem) -> Self {
        Self { problem, evidence: Vec::new(), untouched: true }
    }

    /// On the way to the host or on it, where only a refused fence is certain.
    pub fn on_the_way(problem: Problem) -> Self {
        let untouched = problem.code == Code::TakenOver;
        Self { problem, evidence: Vec::new(), untouched }
    }

    /// Where nothing but looking had been done; what a lost connection did is not known.
    pub fn looking(problem: Problem) -> Self {
        let untouched = !problem.code.is_lost_connection();
        Self { problem, evidence: Vec::new(), untouched }
    }

    /// After the first change may have been made.
    pub fn midway(problem: Problem, evidence: Vec<Evidence>) -> Self {
        Self { problem, evidence, untouched: false }
    }

    /// As an executor reports it.
    pub fn report(self) -> Report {
        let Self { problem, evidence, untouched } = self;
        Report { problem: Some(problem), evidence, untouched, ..Report::default() }
    }
}
