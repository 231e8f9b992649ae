//! How an operation ends: what it takes back, and its verdict.

use super::{Progress, State};
use crate::entry::Outcome;
use crate::operation::Verdict;
use crate::plan::{Step, When};
use crate::problem::{Exit, Problem};

impl Progress<'_> {
    /// Whether a step takes something back, now that the operation fails as it does.
    pub fn takes_back(&self, step: &Step) -> bool {
        self.failing() && step.when.undone().is_some_and(|done| self.begun(done)) && !self.stays(step)
    }

    /// Whether what a step would take back is whole and stays.
    fn stays(&self, step: &Step) -> bool {
        let mut here = self.forward().filter(|other| other.place == step.place);
        matches!(step.when, When::UndoUnfinished(_)) && here.all(|other| self.succeeded(&other.id))
    }

    /// How the operation would end if nothing more were done.
    pub fn so_far(&self) -> Verdict {
        self.verdict().0
    }

    /// How the operation stands once nothing is left to do.
    pub(super) fn verdict(&self) -> (Verdict, Option<Problem>) {
        if !self.failing() {
            return (Verdict::Succeeded, None);
        }
        let problem = self.first_problem().or_else(|| self.denied.clone());
        let steps = || self.plan.steps.iter();
        let undone: Vec<bool> =
            steps().filter(|step| self.takes_back(step)).map(|step| self.succeeded(&step.id)).collect();
        let some_stays = || steps().any(|step| self.stays(step));
        let verdict = if self.cancelled {
            if undone.contains(&false) && !undone.is_empty() && self.undo_was_tried() {
                Verdict::Failed
            } else {
                Verdict::Cancelled
            }
        } else if undone.is_empty() {
            let refused = problem.as_ref().is_some_and(|problem| problem.code.exit() == Exit::Refused);
            if refused { Verdict::Cancelled } else { Verdict::Failed }
        } else if undone.contains(&false) || some_stays() {
            Verdict::Failed
        } else {
            Verdict::RolledBack
        };
        (verdict, problem)
    }

    fn undo_was_tried(&self) -> bool {
        self.plan.steps.iter().any(|step| step.when.undone().is_some() && self.spoiled(&step.id))
    }

    /// The problem of the first forward step, in the plan's order, that did not succeed.
    fn first_problem(&self) -> Option<Problem> {
        self.forward().find_map(|step| match self.state(&step.id) {
            State::Settled { outcome: Outcome::Failed, problem, .. } => problem.clone(),
            _ => None,
        })
    }
}
