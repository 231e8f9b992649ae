//! What a step's executor works with: the secrets of its plan, its fence, and who hears of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use slipway_domain::how_far::HowFar;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use tokio::sync::OnceCell;

use super::attempt::Attempt;
use super::requirements::needs_secrets;
use crate::ports::{Cx, Event, Fence, LogLine};

/// The secrets of a plan, opened once per executing process: after the gates and before the lock. Where it only goes
/// back, some of what led forward may be missing; nothing leads forward after that.
pub(super) type Opened = Arc<OnceCell<Arc<BTreeMap<String, Secret>>>>;

/// The executor of gates, which come before the secrets are opened.
pub const GATES: &str = "gate";

impl Attempt {
    /// The fence that the step's place gave out with its lock.
    pub(super) fn fence(&self) -> Fence {
        Fence(self.step.place.as_deref().and_then(|place| self.plan.fence_at(place, &self.facts)))
    }

    /// Its executor's surroundings, with the secrets that it may need.
    pub(super) async fn cx(&self) -> Result<Cx, Problem> {
        let back = self.step.when.is_recovery();
        let secrets = match needs_secrets(&self.step) {
            true => {
                let open = || self.runner.open_secrets(self.operation.id, &self.plan, back);
                self.secrets.get_or_try_init(open).await?.clone()
            }
            false => Arc::default(),
        };
        let (logs, events) = (self.runner.logs.clone(), self.runner.events.clone());
        let (operation, step) = (self.operation.id, self.step.id.clone());
        let vault = self.runner.secrets.clone();
        let log = move |mut line: LogLine| {
            line.text = vault.redact(&line.text);
            line.step = Some(step.clone());
            logs.write(operation, line.clone());
            // What begins with a heading is told in a few words besides.
            if !line.heading {
                events.tell(Event::Logged { operation, step: step.clone(), line: line.text });
            }
        };
        let (events, step, vault) =
            (self.runner.events.clone(), self.step.id.clone(), self.runner.secrets.clone());
        let tell = move |far: HowFar| {
            let text = vault.redact(&far.to_string());
            let far = far.cleaned(&|text| vault.redact(text));
            events.tell(Event::Told { operation, step: step.clone(), text, far });
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
}
