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

    /// Whether a secret of a plan is needed for nothing but putting back what was there before.
    pub(super) fn only_puts_back(&self, plan: &Plan, secret: &str) -> bool {
        let recovery = |step: &&Step| step.when.is_recovery();
        let (back, forward): (Vec<&Step>, Vec<&Step>) = plan.steps.iter().partition(recovery);
        let in_any = |steps: Vec<&Step>| {
            steps.into_iter().any(|step| self.secrets_of(step).iter().any(|name| name == secret))
        };
        let own = matches!(&plan.subject, Subject::Deployment(own) if own.secrets().iter().any(|name| name == secret));
        !own && !in_any(forward) && in_any(back)
    }

    fn secrets_of(&self, step: &Step) -> Vec<String> {
        self.executor(step).map(|executor| executor.secrets(&step.effect)).unwrap_or_default()
    }

    /// The names of the secrets that a plan needs: those of its configuration, and those that the executors of its
    /// steps need, also to put back what was there before. Sorted, each once.
    pub(super) fn named_secrets(&self, plan: &Plan) -> Vec<String> {
        let mut names: Vec<String> = match &plan.subject {
            Subject::Deployment(deployment) => deployment.secrets(),
            Subject::Run(_) | Subject::Upkeep { .. } => Vec::new(),
        };
        names.extend(plan.steps.iter().flat_map(|step| self.secrets_of(step)));
        names.sort();
        names.dedup();
        names
    }
}
