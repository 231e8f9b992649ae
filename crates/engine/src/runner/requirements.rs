//! What a plan needs of the program that executes it: executors that know its steps, and secrets.

use std::collections::BTreeMap;
use std::sync::Arc;

use slipway_domain::entry::Entry;
use slipway_domain::plan::{FORMAT, Plan, Step, Subject, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Progress, State};
use slipway_domain::secret::{Secret, variable_of};

use super::{GATES, Runner};
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

    /// The secrets that a plan needs, by name.
    pub(super) async fn open_secrets(&self, plan: &Plan) -> Result<Arc<BTreeMap<String, Secret>>, Problem> {
        let mut opened = BTreeMap::new();
        for name in self.named_secrets(plan) {
            let environment = plan.subject.environment();
            let Some(secret) = self.secrets.secret(&name, environment).await? else {
                let back = self.only_puts_back(plan, &name);
                let why = if back { " to put back what runs now, should this fail," } else { "" };
                let message = format!("the secret {name} is needed{why} and was not found");
                let hint = format!("set {} where Slipway runs", variable_of(&name));
                return Err(Problem::new(Code::SecretMissing, message).hint(hint));
            };
            opened.insert(name, secret);
        }
        Ok(Arc::new(opened))
    }
}

/// Gates come before the secrets are opened. What cleans up has to do so also when a secret is missing,
/// and needs none.
pub(super) fn needs_secrets(step: &Step) -> bool {
    step.effect.executor != GATES && step.when != When::Always
}

/// Whether something was done, and what is left to do needs the secrets: without them it would fail for good where it
/// is half done. What someone has cancelled ends as far as it can.
pub(super) fn is_half_done(plan: &Plan, entries: &[Entry]) -> bool {
    let progress = Progress::of(plan, entries);
    let failing = progress.failing();
    let done = |step: &Step| step.effect.executor != GATES && progress.begun(&step.id);
    let left = |step: &Step| {
        let comes = if failing { progress.takes_back(step) } else { step.when == When::Success };
        comes && needs_secrets(step) && !matches!(progress.state(&step.id), State::Settled { .. })
    };
    !progress.cancelled && plan.steps.iter().any(done) && plan.steps.iter().any(left)
}
