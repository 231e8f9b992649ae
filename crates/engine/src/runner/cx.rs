//! What a step's executor works with: the secrets of its plan, its fence, and who hears of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use slipway_domain::plan::{Plan, Subject, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::{Secret, variable_of};
use tokio::sync::OnceCell;

use super::attempt::Attempt;
use crate::ports::{Cx, Event, Fence, LogLine};

/// The secrets of a plan, opened once per executing process: after the gates and before the lock.
pub(super) type Opened = Arc<OnceCell<Arc<BTreeMap<String, Secret>>>>;

/// The executor of gates, which come before the secrets are opened.
pub const GATES: &str = "gate";

impl Attempt {
    /// The fence of the nearest step before this one at the same place.
    pub(super) fn fence(&self) -> Fence {
        let before = self.plan.steps.iter().take_while(|step| step.id != self.step.id);
        let here = before.filter(|step| step.place.is_some() && step.place == self.step.place);
        let fences = here.filter_map(|step| self.facts.get(&step.id)?.get("fence")?.as_u64());
        Fence(fences.last())
    }

    /// Its executor's surroundings, with the secrets that it may need.
    pub(super) async fn cx(&self) -> Result<Cx, Problem> {
        let secrets = match self.needs_secrets() {
            true => self.secrets.get_or_try_init(|| self.open_secrets()).await?.clone(),
            false => Arc::default(),
        };
        let (logs, events) = (self.runner.logs.clone(), self.runner.events.clone());
        let (operation, step) = (self.operation.id, self.step.id.clone());
        let vault = self.runner.secrets.clone();
        let log = move |mut line: LogLine| {
            line.text = vault.redact(&line.text);
            line.step = Some(step.clone());
            logs.write(operation, line.clone());
            events.tell(Event::Logged { operation, step: step.clone(), line: line.text });
        };
        let (events, step, vault) =
            (self.runner.events.clone(), self.step.id.clone(), self.runner.secrets.clone());
        let tell = move |text: String| {
            let text = vault.redact(&text);
            events.tell(Event::Told { operation, step: step.clone(), text });
        };
        Ok(Cx {
            operation: self.operation.clone(),
            plan: self.plan.clone(),
            step: self.step.id.clone(),
            facts: self.facts.clone(),
            so_far: self.so_far,
            secrets,
            log: Arc::new(log),
            tell: Arc::new(tell),
        })
    }

    /// Gates come before the secrets are opened. What cleans up has to do so also when a secret is missing,
    /// and needs none.
    fn needs_secrets(&self) -> bool {
        self.step.effect.executor != GATES && self.step.when != When::Always
    }

    async fn open_secrets(&self) -> Result<Arc<BTreeMap<String, Secret>>, Problem> {
        let mut opened = BTreeMap::new();
        for name in named_secrets(&self.plan) {
            let environment = self.plan.subject.environment();
            let Some(secret) = self.runner.secrets.secret(&name, environment).await? else {
                let message = format!("the secret {name} is needed and was not found");
                let hint = format!("set {} where Slipway runs", variable_of(&name));
                return Err(Problem::new(Code::SecretMissing, message).hint(hint));
            };
            opened.insert(name, secret);
        }
        Ok(Arc::new(opened))
    }
}

/// The names of the secrets that a plan needs: those of its configuration and those in `secrets` of any
/// step's arguments. Sorted, each once.
pub fn named_secrets(plan: &Plan) -> Vec<String> {
    let mut names: Vec<String> = match &plan.subject {
        Subject::Deployment(deployment) => deployment.secrets(),
        Subject::Run(_) | Subject::Upkeep { .. } => Vec::new(),
    };
    let lists = plan.steps.iter().filter_map(|step| step.effect.args.get("secrets")?.as_array());
    names.extend(lists.flatten().filter_map(Value::as_str).map(str::to_owned));
    names.sort();
    names.dedup();
    names
}
