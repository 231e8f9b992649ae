//! The executor "verify": whether a place became what was wanted, observed and never assumed.

mod evidence;
mod health;
mod http;
mod steps;

use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use slipway_domain::entry::{Evidence, Report};
use slipway_domain::ids::Key;
use slipway_domain::plan::Effect;
use slipway_domain::problem::Problem;
use slipway_domain::progress::Observed;
use slipway_engine::ports::{Cx, Executor, Fence, Web};

use crate::kit::Kit;
use crate::spot::Spot;

pub use steps::{back_http_steps, back_steps, health_step, http_steps, release_variables, verify_steps};

/// Its name.
pub const EXECUTOR: &str = "verify";

/// What it does.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    /// Looks at containers.
    Health,
    /// Asks for an answer.
    Http,
}

/// Verifies.
pub struct Verifier {
    /// The ports on hosts.
    pub kit: Arc<Kit>,
    /// Asks web servers.
    pub web: Arc<dyn Web>,
}

/// What a check came to, after one look or a series of them.
pub(crate) type Checked = Result<Value, (Problem, Vec<Evidence>)>;

#[async_trait]
impl Executor for Verifier {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        effect.verb::<Verb>().map(drop)
    }

    async fn observe(&self, effect: &Effect, _: &Key, cx: &Cx, report: Option<&Report>) -> Observed {
        // What this process has just watched for long enough needs no more than one look.
        let settled = report.is_some_and(|report| report.problem.is_none() && report.handle.is_null());
        let seen = match check(effect) {
            Ok(Check::Health(check)) => check.look(&self.kit, settled, cx).await,
            Ok(Check::Http(check)) => check.look(&self.kit, &*self.web).await,
            Err(problem) => return Observed::Unreachable(problem),
        };
        match seen {
            Ok(fact) => Observed::Done(fact),
            Err((problem, _)) if problem.code.says_nothing_of_the_place() => Observed::Unreachable(problem),
            Err((problem, evidence)) => {
                // What showed it while it was watched is in the report.
                let shown = report.is_some_and(|report| !report.evidence.is_empty());
                let evidence = if shown { Vec::new() } else { evidence };
                Observed::Different { fact: json!({}), problem, evidence }
            }
        }
    }

    async fn act(&self, effect: &Effect, _: &Key, fence: Fence, cx: &Cx) -> Report {
        self.show_life(effect, fence, cx).await;
        let seen = match check(effect) {
            Ok(Check::Health(check)) => check.watch(&self.kit, cx).await,
            Ok(Check::Http(check)) => check.watch(&self.kit, &*self.web, cx).await,
            Err(problem) => Err((problem, Vec::new())),
        };
        match seen {
            Ok(_) => Report::default(),
            // That a place was out of reach to the end says nothing of it: the look that follows decides, and shows why.
            Err((problem, _)) if problem.code.says_nothing_of_the_place() => {
                cx.log(problem.message);
                Report { handle: json!({ "unseen": true }), ..Report::default() }
            }
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
    async fn show_life(&self, effect: &Effect, fence: Fence, cx: &Cx) {
        let (Ok(spot), Some(fence)) = (Spot::of(effect), fence.0) else { return };
        if let Ok(host) = self.kit.host(&spot).await {
            self.kit.beats.start(&spot, cx.operation.id, fence, host);
        }
    }
}

fn check(effect: &Effect) -> Result<Check, Problem> {
    Ok(match effect.verb()? {
        Verb::Health => Check::Health(effect.read()?),
        Verb::Http => Check::Http(effect.read()?),
    })
}
