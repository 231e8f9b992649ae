//! The executor "verify": whether a place became what was wanted, observed and never assumed.

mod evidence;
mod health;
mod http;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};
use slipway_domain::config::Verify;
use slipway_domain::duration::Duration;
use slipway_domain::entry::{Evidence, Report};
use slipway_domain::ids::{Key, StepId};
use slipway_domain::plan::{Effect, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::template::Variables;
use slipway_engine::ports::{Cx, Executor, Fence, Web};

use crate::kit::Kit;
use crate::labels::Identity;
use crate::spot::{Spot, read};
use crate::steps::place_step;

/// Its name.
pub const EXECUTOR: &str = "verify";

/// What a service's containers should be.
pub type WantedService = Identity;

/// How long a step may take beyond what its check is given, in seconds.
const SLACK: u64 = 60;

/// Verifies. Verbs: `health` (containers) and `http` (an answer).
pub struct Verifier {
    /// The ports on hosts.
    pub kit: Arc<Kit>,
    /// Asks web servers.
    pub web: Arc<dyn Web>,
}

/// What one look, or a series of them, came to.
pub(crate) type Verdict = Result<Value, (Problem, Vec<Evidence>)>;

#[async_trait]
impl Executor for Verifier {
    async fn observe(&self, effect: &Effect, _: &Key, _: &Cx, report: Option<&Report>) -> Observed {
        // What this process has just watched for long enough needs no more than one look.
        let settled = report.is_some_and(|report| report.problem.is_none());
        let seen = match self.check(effect).await {
            Ok(Check::Health(check)) => check.look(&self.kit, settled).await,
            Ok(Check::Http(check)) => check.look(&self.kit, &*self.web).await,
            Err(problem) => return Observed::Unreachable(problem),
        };
        match seen {
            Ok(fact) => Observed::Done(fact),
            Err((problem, _)) if unseen(&problem) => Observed::Unreachable(problem),
            Err((problem, evidence)) => {
                let evidence = if report.is_some() { Vec::new() } else { evidence };
                Observed::Different { fact: json!({}), problem, evidence }
            }
        }
    }

    async fn act(&self, effect: &Effect, _: &Key, fence: Fence, cx: &Cx) -> Report {
        self.show_life(effect, fence).await;
        let seen = match self.check(effect).await {
            Ok(Check::Health(check)) => check.watch(&self.kit, cx).await,
            Ok(Check::Http(check)) => check.watch(&self.kit, &*self.web, cx).await,
            Err(problem) => Err((problem, Vec::new())),
        };
        match seen {
            Ok(_) => Report::default(),
            Err((problem, evidence)) => Report { problem: Some(problem), evidence, ..Report::default() },
        }
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

enum Check {
    Health(health::Check),
    Http(http::Check),
}

impl Verifier {
    /// Watching takes long, and in an operation that was resumed nothing before it has shown a sign of life.
    async fn show_life(&self, effect: &Effect, fence: Fence) {
        let (Ok(spot), Some(fence)) = (Spot::of(effect), fence.0) else { return };
        if let Ok(host) = self.kit.host(&spot).await {
            self.kit.beats.start(&spot, fence, host);
        }
    }

    async fn check(&self, effect: &Effect) -> Result<Check, Problem> {
        Ok(match effect.verb.as_str() {
            "health" => Check::Health(read(effect.args.clone(), "health")?),
            _ => Check::Http(read(effect.args.clone(), "http")?),
        })
    }
}

/// Problems that say nothing about what is there.
pub(crate) fn unseen(problem: &Problem) -> bool {
    matches!(
        problem.code,
        Code::HostUnreachable
            | Code::HostKeyUnknown
            | Code::HostKeyChanged
            | Code::HostDenied
            | Code::EngineUnreachable
            | Code::Interrupted
    )
}

/// A step that sees to it that the services' containers run, healthy and unchanging, as wanted.
pub fn health_step(
    spot: &Spot,
    verb: &str,
    services: &BTreeMap<String, WantedService>,
    within: Duration,
    needs: Vec<StepId>,
) -> Step {
    let args = json!({ "spot": spot, "services": services, "within": seconds(within) });
    let mut step =
        place_step(spot, verb, "watch the containers become healthy", effect("health", args), needs);
    step.limit = Some(seconds(within) + SLACK);
    step
}

/// A step per HTTP check, `PLACE/http-N` from 1. Checks that mean a service which is not `deployed` are left
/// out. `variables` gives those of a service, or of the only one.
pub fn http_steps(
    spot: &Spot,
    checks: &[Verify],
    deployed: &[String],
    variables: &dyn Fn(Option<&str>) -> Variables,
    needs: &[StepId],
) -> Result<Vec<Step>, Problem> {
    let filled = |template: &slipway_domain::template::Template, service: Option<&str>| {
        template.expand(&variables(service)).map_err(|error| {
            let text = format!("`verify` cannot be filled in: {error} in `{}`", template.as_str());
            Problem::new(Code::ConfigurationInvalid, text)
                .hint("with several services, say with `service:` which one `${version}` means")
        })
    };
    let step = |(index, check): (usize, &Verify)| {
        let service = check.service.as_deref();
        let url = filled(&check.url, service)?;
        let contains = check.contains.as_ref().map(|text| filled(text, service)).transpose()?;
        let action = match &contains {
            Some(text) => format!("see that {url} answers {text}"),
            None => format!("see that {url} answers"),
        };
        let mut args = json!({
            "spot": spot, "url": url, "contains": contains, "from": check.from,
            "within": seconds(check.within),
        });
        if let Some(ca) = &check.ca {
            args["ca"] = json!(ca);
        }
        let verb = format!("http-{}", index + 1);
        let mut step = place_step(spot, &verb, &action, effect("http", args), needs.to_vec());
        step.limit = Some(seconds(check.within) + SLACK);
        Ok(step)
    };
    let meant = |check: &Verify| check.service.as_ref().is_none_or(|service| deployed.contains(service));
    checks.iter().enumerate().filter(|(_, check)| meant(check)).map(step).collect()
}

fn seconds(duration: Duration) -> u64 {
    duration.as_millis().div_ceil(1000)
}

fn effect(verb: &str, args: Value) -> Effect {
    Effect { executor: EXECUTOR.to_owned(), verb: verb.to_owned(), version: 1, args }
}
