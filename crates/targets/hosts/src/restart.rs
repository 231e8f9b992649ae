//! Starting a service's containers anew.

use std::collections::BTreeMap;
use std::time;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use slipway_domain::duration::Duration;
use slipway_domain::entry::Report;
use slipway_domain::ids::Key;
use slipway_domain::plan::{Effect, LOCK, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::world::{Seen, World};
use slipway_engine::ports::{ContainerEngine, ContainerState, Cx, Fence, FoundContainer, Steps};

use crate::failed::Failed;
use crate::fence::Fenced;
use crate::identity::Identity;
use crate::kit::{Kit, failed};
use crate::spot::{Runs, Spot};
use crate::steps::{lock_steps, place_step, step_id, unlock_steps};
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

/// How long between two looks at a container that may be restarting.
const PAUSE: time::Duration = time::Duration::from_secs(1);

/// How many looks it gets: the time to end, and some to come up again.
const LOOKS: u32 = GRACE + 10;

/// In the report's handle: since when each container ran before, and since when it runs after its restart.
const BEFORE: &str = "before";
const STARTED: &str = "started";

/// Seconds that a restart may take.
const LIMIT: u64 = 300;

/// The steps of that executor that restart a service at all of these places, under their locks. Beside each place
/// stands the command as a person would type it there.
pub fn restart_steps(
    executor: &str,
    all: &[(RestartArgs, String)],
    world: &World,
    within: Duration,
) -> Result<Steps, Problem> {
    let spots: Vec<Spot> = all.iter().map(|(args, _)| args.spot.clone()).collect();
    let mut work = Vec::new();
    for (args, command) in all {
        work.extend(at_place(executor, args, command, world.seen(&args.spot.place)?, within));
    }
    Ok(Steps { lock: lock_steps(&spots, Runs::Containers), work, close: unlock_steps(&spots) })
}

/// The step that restarts a service at a place, `PLACE/restart`, and a look at what came of it where the labels of
/// what runs tell what that has to be.
fn at_place(executor: &str, args: &RestartArgs, command: &str, seen: &Seen, within: Duration) -> Vec<Step> {
    let RestartArgs { spot, service, .. } = args;
    let effect = Effect::new(executor, "restart", args);
    let needs = vec![step_id(spot, LOCK)];
    let mut step = place_step(spot, "restart", &format!("restart {service}"), effect, needs);
    step.command = Some(command.to_owned());
    step.limit = Some(LIMIT);
    let needs = vec![step.id.clone()];
    let look = seen.services.get(service).and_then(Identity::of).map(|identity| {
        let wanted = BTreeMap::from([(service.clone(), identity)]);
        health_step(spot, "health", &wanted, within, needs)
    });
    [step].into_iter().chain(look).collect()
}

/// Does a step that restarts: it is written into the place's journal, so that a take-over knows of it, and what is
/// asked of the engine counts only under the fence. An error is what stood in the way before that.
pub async fn restart(kit: &Kit, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Result<Report, Failed> {
    let args: RestartArgs = effect.read().map_err(Failed::before)?;
    let fenced = Fenced::of(&args.spot, key, fence, cx).map_err(Failed::before)?;
    let ran = kit.act(&fenced, ":", Bytes::new(), &|line| cx.log(line)).await.map_err(Failed::on_the_way)?;
    if ran.code != 0 {
        return Err(Failed::on_the_way(failed(&args.spot, &ran)));
    }
    let engine = kit.fenced_engine(&fenced).await.map_err(Failed::before)?;
    let mut report = restart_containers(&args, &*engine).await;
    if let Some(problem) = report.problem.take() {
        report.problem = Some(kit.or_lost_lock(&fenced, problem).await);
    }
    Ok(report)
}

/// Restarts the containers, and tells since when each ran before and runs now: the report's handle. The engine is
/// a fenced one.
pub async fn restart_containers(args: &RestartArgs, engine: &dyn ContainerEngine) -> Report {
    let mut handle = Value::Null;
    let problem = one_by_one(args, engine, &mut handle).await.err();
    Report { problem, handle, ..Report::default() }
}

async fn one_by_one(
    args: &RestartArgs,
    engine: &dyn ContainerEngine,
    handle: &mut Value,
) -> Result<(), Problem> {
    let found = engine.containers(&args.labels).await?;
    if found.is_empty() {
        let text = format!("{} has no container on {}", args.service, args.spot.place);
        return Err(Problem::new(Code::ServiceNotFound, text));
    }
    handle[BEFORE] = since(&found);
    for container in &found {
        engine.restart(&container.id, GRACE).await?;
    }
    handle[STARTED] = since(&engine.containers(&args.labels).await?);
    Ok(())
}

/// Since when each container runs.
fn since(containers: &[FoundContainer]) -> Value {
    json!(containers.iter().map(|c| (&c.id, &c.started_at)).collect::<BTreeMap<_, _>>())
}

/// Whether they run since then. Without a report nobody knows, and they are restarted once more.
pub async fn restart_seen(
    args: &RestartArgs,
    engine: &dyn ContainerEngine,
    report: Option<&Report>,
) -> Result<Observed, Problem> {
    let told = |name: &str| report?.handle.get(name)?.as_object();
    let Some(started) = told(STARTED) else {
        return match told(BEFORE) {
            Some(before) => began_anew(args, engine, before, report).await,
            None => Ok(Observed::Absent),
        };
    };
    let found = engine.containers(&args.labels).await?;
    let runs = |id: &String| found.iter().any(|c| &c.id == id && c.state == ContainerState::Running);
    if started.keys().all(runs) {
        return Ok(Observed::Done(json!({ STARTED: started })));
    }
    let text =
        format!("a container of {} on {} does not run after its restart", args.service, args.spot.place);
    let problem = Problem::new(Code::VerifyFailed, text);
    Ok(Observed::Different { fact: json!({}), problem, evidence: Vec::new() })
}

/// Whether each of them runs since another moment than before. An engine restarts what it was told to, also where
/// the connection is lost meanwhile, gives a container its time to end, and starts it after that.
async fn began_anew(
    args: &RestartArgs,
    engine: &dyn ContainerEngine,
    before: &Map<String, Value>,
    report: Option<&Report>,
) -> Result<Observed, Problem> {
    let lost = report.and_then(|report| report.problem.as_ref()).is_some_and(|p| p.code.is_lost_connection());
    let mut looks = if lost { LOOKS } else { 1 };
    loop {
        let found = engine.containers(&args.labels).await?;
        let anew = |(id, since): (&String, &Value)| {
            let now = found.iter().find(|c| &c.id == id && c.state == ContainerState::Running);
            now.is_some_and(|c| json!(c.started_at) != *since)
        };
        if before.iter().all(anew) {
            return Ok(Observed::Done(json!({ STARTED: since(&found) })));
        }
        looks -= 1;
        if looks == 0 {
            return Ok(Observed::Absent);
        }
        tokio::time::sleep(PAUSE).await;
    }
}
