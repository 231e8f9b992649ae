//! What a plan needs of the program that executes it: executors that know its steps, and secrets.

use std::sync::Arc;

use slipway_domain::plan::{FORMAT, Plan, Step, Subject};
use slipway_domain::problem::{Code, Problem};

use super::Runner;
use crate::ports::Executor;

impl Runner {
    /// That all of a plan can be done here. What is half known is not begun: it might not be taken back either.
    pub(super) fn knows(&self, plan: &Plan) -> Result<(), Problem> {
        if plan.format > FORMAT {
            let message = format!("the plan was made by a newer Slipway (format {})", plan.format);
            return Err(Problem::new(Code::PlanNewer, message));
        }
        plan.steps.iter().try_for_each(|step| self.executor(step)?.knows(&step.effect))
    }

    /// The one that knows how to do a step.
    pub(super) fn executor(&self, step: &Step) -> Result<&Arc<dyn Executor>, Problem> {
        self.executors.get(&step.effect.executor).ok_or_else(|| step.effect.unknown())
    }

    /// The names of the secrets that a plan needs: those of its configuration, and those that the executors of its
    /// steps need, also to put back what was there before. Sorted, each once.
    pub(super) fn named_secrets(&self, plan: &Plan) -> Vec<String> {
        let mut names: Vec<String> = match &plan.subject {
            Subject::Deployment(deployment) => deployment.secrets(),
            Subject::Run(_) | Subject::Upkeep { .. } => Vec::new(),
        };
        let of = |step: &Step| self.executor(step).map(|executor| executor.secrets(&step.effect)).ok();
        names.extend(plan.steps.iter().filter_map(of).flatten());
        names.sort();
        names.dedup();
        names
    }
}
