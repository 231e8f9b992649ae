//! Starting a service's containers anew.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use slipway_domain::duration::Duration;
use slipway_domain::entry::Report;
use slipway_domain::plan::{Effect, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::world::Seen;
use slipway_engine::ports::{ContainerEngine, ContainerState};

use crate::labels::Identity;
use crate::spot::Spot;
use crate::steps::{place_step, step_id};
use crate::verify::health_step;

/// Seconds that a container gets to end by itself, as Docker's own default.
pub const GRACE: u32 = 10;

/// The arguments of a step that restarts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestartArgs {
    /// Where.
    pub spot: Spot,
    /// The service, for people.
    pub service: String,
    /// Labels that find its containers.
    pub labels: Vec<String>,
}

/// Seconds that a restart may take.
const LIMIT: u64 = 300;

/// The steps of that executor that restart a service at its place, under the lock: `PLACE/restart`, and a look
/// at what came of it where the labels of what runs tell what that has to be.
pub fn restart_steps(
    executor: &str,
    args: RestartArgs,
    command: String,
    seen: &Seen,
    within: Duration,
) -> Vec<Step> {
    let RestartArgs { spot, service, .. } = &args;
    let effect = Effect::new(executor, "restart", &args);
    let needs = vec![step_id(spot, "lock")];
    let mut step = place_step(spot, "restart", &format!("restart {service}"), effect, needs);
    step.command = Some(command);
    step.limit = Some(LIMIT);
    let needs = vec![step.id.clone()];
    let look = seen.services.get(service).and_then(Identity::of).map(|identity| {
        let wanted = BTreeMap::from([(service.clone(), identity)]);
        health_step(spot, "health", &wanted, within, needs)
    });
    [step].into_iter().chain(look).collect()
}

/// Restarts the containers, and tells since when each runs now: the report's handle. The engine is a fenced one.
pub async fn restart_containers(args: &RestartArgs, engine: &dyn ContainerEngine) -> Result<Value, Problem> {
    let found = engine.containers(&args.labels).await?;
    if found.is_empty() {
        let text = format!("{} has no container on {}", args.service, args.spot.place);
        return Err(Problem::new(Code::ServiceNotFound, text));
    }
    for container in &found {
        engine.restart(&container.id, GRACE).await?;
    }
    let again = engine.containers(&args.labels).await?;
    let started: BTreeMap<_, _> = again.into_iter().map(|c| (c.id, c.started_at)).collect();
    Ok(json!({ "started": started }))
}

/// Whether they run since then. Without a report nobody knows, and they are restarted once more.
pub async fn restart_seen(
    args: &RestartArgs,
    engine: &dyn ContainerEngine,
    report: Option<&Report>,
) -> Result<Observed, Problem> {
    let started = report.and_then(|report| report.handle.get("started")).and_then(Value::as_object);
    let Some(started) = started else { return Ok(Observed::Absent) };
    let found = engine.containers(&args.labels).await?;
    let runs = |id: &String| found.iter().any(|c| &c.id == id && c.state == ContainerState::Running);
    if started.keys().all(runs) {
        return Ok(Observed::Done(json!({ "started": started })));
    }
    let text =
        format!("a container of {} on {} does not run after its restart", args.service, args.spot.place);
    let problem = Problem::new(Code::VerifyFailed, text);
    Ok(Observed::Different { fact: json!({}), problem, evidence: Vec::new() })
}
