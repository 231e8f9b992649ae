//! Removing images that no rollback needs any more.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::config::{Config, Target};
use slipway_domain::digest::Digest;
use slipway_domain::entry::Report;
use slipway_domain::host::Host;
use slipway_domain::ids::Key;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Effect, Step, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_engine::ports::{Cx, Executor, Fence};

use crate::fence::Fenced;
use crate::kit::Kit;
use crate::lock::KEEP;
use crate::lock_file::{sign_of, without_brace};
use crate::said::last_lines;
use crate::shell::{directory, quote};
use crate::spot::Spot;
use crate::steps::{place_step, step_id};

/// Its name.
pub const EXECUTOR: &str = "tidy";

/// Seconds that it may take.
const LIMIT: u64 = 300;

/// The arguments of the step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TidyArgs {
    /// Where.
    pub spot: Spot,
    /// What the environment runs there once the deployment has succeeded.
    pub runs: Vec<Digest>,
    /// The project directories of the project's other environments on the same host.
    pub others: Vec<String>,
}

/// A step at the end of a deployment, `PLACE/tidy`: if it succeeded, images that Slipway pulled for the
/// environment and that nobody needs go. What does not go is told and changes no verdict. `after` is the verb of
/// the step that changes the place.
pub fn tidy_step(spot: &Spot, after: &str, mut runs: Vec<Digest>, others: Vec<String>) -> Step {
    runs.sort();
    runs.dedup();
    let args = TidyArgs { spot: spot.clone(), runs, others };
    let effect = Effect::new(EXECUTOR, "images", &args);
    let action = "remove images that Slipway pulled and no rollback needs";
    let mut step = place_step(spot, "tidy", action, effect, vec![step_id(spot, after)]);
    step.when = When::Always;
    step.limit = Some(LIMIT);
    step
}

/// The project directories that other environments of the policy have on a spot's host.
pub fn directories_beside(policy: &Config, spot: &Spot) -> Vec<String> {
    let mut found = Vec::new();
    for (name, environment) in policy.environments.iter().filter(|(name, _)| **name != spot.environment) {
        let (hosts, own): (Vec<&Host>, Option<&str>) = match &environment.target {
            Target::Compose(target) => (target.hosts.iter().collect(), target.directory.as_deref()),
            Target::Docker(target) => (target.host.iter().collect(), None),
            Target::Script(_) => continue,
        };
        let spots = hosts.into_iter().map(|host| Spot::new(host, &policy.project, name, own));
        found.extend(spots.filter(|other| other.address == spot.address).map(|other| other.directory));
    }
    found.sort();
    found.dedup();
    found
}

/// What it does.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Images,
}

/// Does it.
pub struct Tidier {
    /// The ports on hosts.
    pub kit: Arc<Kit>,
}

#[async_trait]
impl Executor for Tidier {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        effect.verb::<Verb>().map(drop)
    }

    /// Nothing is looked for: what it did is told by its report, and doing it again does no harm.
    async fn observe(&self, _: &Effect, _: &Key, cx: &Cx, report: Option<&Report>) -> Observed {
        match report {
            None if cx.so_far == Verdict::Succeeded => Observed::Absent,
            Some(Report { problem: Some(problem), .. }) => {
                let problem = problem.clone();
                Observed::Different { fact: json!({}), problem, evidence: Vec::new() }
            }
            _ => Observed::Done(json!({})),
        }
    }

    async fn act(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report {
        if cx.so_far != Verdict::Succeeded {
            return Report::default();
        }
        let done = match effect.verb() {
            Ok(Verb::Images) => self.tidy(effect, key, fence, cx).await,
            Err(problem) => Err(problem),
        };
        Report { problem: done.err(), ..Report::default() }
    }

    async fn stop(&self, effect: &Effect, key: &Key, _: &Cx) {
        let Ok(spot) = Spot::of(effect) else { return };
        // A place that cannot be reached now is told by the step that gives its lock back.
        let _ = self.kit.stop(&spot, key).await;
    }
}

impl Tidier {
    async fn tidy(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Result<(), Problem> {
        let args: TidyArgs = effect.read()?;
        let fenced = Fenced::of(&args.spot, key, fence, cx)?;
        let ran = self.kit.act(&fenced, &body(&args, cx), Vec::new().into(), &|line| cx.log(line)).await?;
        if ran.code == 0 {
            return Ok(());
        }
        let place = &args.spot.place;
        let said = last_lines(&ran.err(), 3);
        let text = format!("images that no rollback needs are still on {place}: {said}");
        Err(Problem::new(Code::HostCommandFailed, text)
            .hint(format!("the deployment is not affected; `docker image ls` on {place} shows them")))
    }
}

fn body(args: &TidyArgs, cx: &Cx) -> String {
    let line = json!({ "kind": "runs", "operation": cx.operation.id, "images": args.runs });
    let others: Vec<String> =
        args.others.iter().map(|path| format!("{}/.slipway", directory(path))).collect();
    format!(
        "keep={KEEP}\noperation={}\nline={}\nothers() {{ printf '%s\\n' \"$HOME\"/.slipway/*/*/.slipway {}; }}\n{}{}",
        quote(&sign_of(&cx.operation)),
        quote(&without_brace(&line.to_string())),
        others.join(" "),
        include_str!("scripts/old_releases.sh"),
        include_str!("scripts/tidy.sh"),
    )
}
