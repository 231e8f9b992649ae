//! What a plan needs of the program that executes it: executors that know its steps, and secrets.

use std::collections::BTreeMap;
use std::sync::Arc;

use slipway_domain::entry::{Answer, Entry};
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::plan::{FORMAT, Plan, Step, Subject, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Progress, State};
use slipway_domain::secret::{Secret, how_to_give};

use super::{GATES, Runner};
use crate::ports::{AGE_IDENTITY, Executor, Need, Origin};
use crate::steps::wait;

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
        !self.goes_forward_with(plan, secret) && self.puts_back_with(plan, secret)
    }

    /// Whether a secret is needed for what the plan is about.
    fn goes_forward_with(&self, plan: &Plan, secret: &str) -> bool {
        let own = matches!(&plan.subject, Subject::Deployment(own) if own.secrets().iter().any(|name| name == secret));
        let mut forward = plan.steps.iter().filter(|step| !step.when.is_recovery());
        own || forward.any(|step| self.takes(step, secret))
    }

    /// Whether nothing that still comes needs a secret: it is opened only since what is said on the way may quote it.
    fn is_only_quoted(&self, plan: &Plan, secret: &str, back: bool) -> bool {
        !self.puts_back_with(plan, secret) && (back || !self.goes_forward_with(plan, secret))
    }

    /// Whether a secret is needed to put back what was there before.
    fn puts_back_with(&self, plan: &Plan, secret: &str) -> bool {
        let mut back = plan.steps.iter().filter(|step| step.when.is_recovery());
        back.any(|step| self.takes(step, secret))
    }

    fn takes(&self, step: &Step, secret: &str) -> bool {
        self.secrets_of(step).iter().any(|name| name == secret)
    }

    fn secrets_of(&self, step: &Step) -> Vec<String> {
        self.executor(step).map(|executor| executor.secrets(&step.effect)).unwrap_or_default()
    }

    /// The names of the secrets that a plan needs: those of its configuration, and those that the executors of its
    /// steps need, also to put back what was there before; and those that what is said of it may quote. Sorted, each once.
    pub(crate) fn named_secrets(&self, plan: &Plan) -> Vec<String> {
        let mut names: Vec<String> = match &plan.subject {
            Subject::Deployment(deployment) => deployment.secrets(),
            Subject::Run(_) | Subject::Upkeep { .. } => Vec::new(),
        };
        names.extend(plan.steps.iter().flat_map(|step| self.secrets_of(step)));
        names.extend(plan.steps.iter().flat_map(|step| step.effect.quotes()));
        names.sort();
        names.dedup();
        names
    }

    /// The registries at which a plan logs in, as its executors name them; where it only goes `back`, those of what leads
    /// there. Sorted, each once.
    fn named_registries(&self, plan: &Plan, back: bool) -> Vec<String> {
        let steps = plan.steps.iter().filter(|step| !back || step.when.is_recovery());
        let of = |step: &Step| self.executor(step).map(|executor| executor.registries(&step.effect));
        let mut names: Vec<String> = steps.flat_map(|step| of(step).unwrap_or_default()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// What a plan needs of those who keep secrets, also what is needed only to take back. What a sealed file of it has
    /// comes from there, and takes the identity that opens it, where that is among the credentials.
    pub(crate) fn needs(&self, plan: &Plan, back: bool) -> Vec<Need> {
        let is_sealed = |name: &String| plan.sealed.iter().any(|file| file.has(name));
        let (sealed, mut secrets): (Vec<String>, Vec<String>) =
            self.named_secrets(plan).into_iter().partition(is_sealed);
        let key = AGE_IDENTITY.to_owned();
        if !sealed.is_empty() && !secrets.contains(&key) {
            secrets.push(key);
        }
        let secrets = secrets.into_iter().map(Need::Secret);
        secrets.chain(self.named_registries(plan, back).into_iter().map(Need::Login)).collect()
    }

    /// Asks the person about those credentials among what a plan needs that are used only after a yes.
    pub(super) async fn admit(&self, operation: OperationId, plan: &Plan) -> Result<(), Problem> {
        self.secrets.admit(operation, &self.needs(plan, false), plan.subject.environment()).await
    }

    /// The secrets that a plan needs, by name. Those that are only quoted may be missing; they are opened where they are
    /// found. Where it only goes `back`, those of what led forward are only quoted too. Whoever has to be asked about
    /// credentials is asked here, and those for registries are opened here as well: under the lock nobody waits for a
    /// keychain.
    pub(super) async fn open_secrets(
        &self,
        operation: OperationId,
        plan: &Plan,
        back: bool,
    ) -> Result<Arc<BTreeMap<String, Secret>>, Problem> {
        let environment = plan.subject.environment();
        let needs = self.needs(plan, back);
        self.secrets.admit(operation, &needs, environment).await?;
        for need in &needs {
            self.open_login(need, environment).await?;
        }
        let names = self.named_secrets(plan);
        let mut opened = self.open_sealed(plan, &names, back).await?;
        for name in names {
            if opened.contains_key(&name) || plan.sealed.iter().any(|file| file.has(&name)) {
                continue;
            }
            match self.secrets.secret(&name, environment).await {
                Ok(Some(secret)) => {
                    opened.insert(name, secret);
                }
                Ok(None) if self.is_only_quoted(plan, &name, back) => {}
                Ok(None) => return Err(self.missing(plan, &name, back)),
                // Whoever shows what may quote it sees that it is not there, and shows nothing.
                Err(_) if self.is_only_quoted(plan, &name, false) => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(Arc::new(opened))
    }

    /// The secrets among the `names` that a plan takes from sealed files: of a file that no name needs nothing is opened.
    /// Nothing else stands in for one that cannot be opened. Where all of it is only quoted, that does not matter.
    async fn open_sealed(
        &self,
        plan: &Plan,
        names: &[String],
        back: bool,
    ) -> Result<BTreeMap<String, Secret>, Problem> {
        let mut opened = BTreeMap::new();
        let mut left: Vec<&String> = names.iter().collect();
        for file in &plan.sealed {
            let (wanted, others): (Vec<&String>, _) = left.into_iter().partition(|name| file.has(name));
            left = others;
            if wanted.is_empty() {
                continue;
            }
            match self.secrets.sealed(file).await {
                Ok(mut secrets) => {
                    let found = |name: &String| Some((name.clone(), secrets.remove(name)?));
                    opened.extend(wanted.into_iter().filter_map(found));
                }
                Err(_) if wanted.iter().all(|name| self.is_only_quoted(plan, name, back)) => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(opened)
    }

    /// Opens a credential for a registry. Another login is looked for only where a registry wants one.
    async fn open_login(&self, need: &Need, environment: Option<&str>) -> Result<(), Problem> {
        let Need::Login(registry) = need else { return Ok(()) };
        match self.secrets.origin(need, environment).await? {
            Origin::Credential(_) => self.secrets.login(registry, environment).await.map(drop),
            Origin::Elsewhere | Origin::Nowhere => Ok(()),
        }
    }

    fn missing(&self, plan: &Plan, name: &str, back: bool) -> Problem {
        let why = if back {
            " to put back what ran before"
        } else if self.only_puts_back(plan, name) {
            " to put back what runs now, should this fail,"
        } else {
            ""
        };
        let message = format!("the secret {name} is needed{why} and was not found");
        Problem::new(Code::SecretMissing, message).hint(how_to_give(name, plan.subject.environment()))
    }
}

/// Gates come before the secrets are opened, and to wait or to ask needs none. What cleans up has to do so also when a
/// secret is missing, and needs none.
pub(super) fn needs_secrets(step: &Step) -> bool {
    let executor = step.effect.executor.as_str();
    executor != GATES && executor != wait::NAME && step.when != When::Always
}

/// Whether something was done, and what is left to do needs the secrets: without them it would fail for good where it
/// is half done. What someone has cancelled, or has left as it is, ends as far as it can.
pub(super) fn is_half_done(plan: &Plan, entries: &[Entry]) -> bool {
    let progress = Progress::of(plan, entries);
    let done = |step: &Step| step.effect.executor != GATES && progress.begun(&step.id);
    let ends = progress.cancelled || is_left(plan, &progress, entries);
    !ends && plan.steps.iter().any(done) && !left(plan, &progress).is_empty()
}

/// Whether what is left to do with secrets only takes back.
pub(super) fn only_goes_back(plan: &Plan, entries: &[Entry]) -> bool {
    left(plan, &Progress::of(plan, entries)).iter().all(|step| step.when.is_recovery())
}

/// The first step that was under way and is looked at with the secrets, also to end it: what it says may quote them.
pub(super) fn under_way<'p>(plan: &'p Plan, entries: &[Entry]) -> Option<&'p StepId> {
    let progress = Progress::of(plan, entries);
    let is_open = |step: &&Step| matches!(progress.state(&step.id), State::Open { .. });
    left(plan, &progress).into_iter().find(is_open).map(|step| &step.id)
}

/// The steps that need the secrets and still come.
fn left<'p>(plan: &'p Plan, progress: &Progress<'_>) -> Vec<&'p Step> {
    plan.steps.iter().filter(|step| needs_secrets(step) && !progress.resolved(step)).collect()
}

/// Whether the question that is open has the answer that everything is left as it is.
fn is_left(plan: &Plan, progress: &Progress<'_>, entries: &[Entry]) -> bool {
    let mut questions = plan.steps.iter().filter(|step| wait::asks(step));
    let asks = questions.any(|step| matches!(progress.state(&step.id), State::Open { .. }));
    asks && wait::newest_answer(entries) == Some(Answer::Leave)
}
