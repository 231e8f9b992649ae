//! Whether containers run, healthy, and stay so.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use slipway_domain::entry::Evidence;
use slipway_domain::how_far::{HowFar, Lack};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::Health;
use slipway_engine::ports::{ContainerEngine, ContainerState, Cx, FoundContainer};
use tokio::time::{Instant, sleep, timeout_at};

use super::{Checked, evidence};
use crate::identity::Identity;
use crate::kit::Kit;
use crate::labels::{selection, service_of};
use crate::spot::Spot;

/// How long containers must stay as they are to count as running.
const STEADY: Duration = Duration::from_secs(2);
/// How long a look may take at the least when time is up.
const SHORTEST: Duration = Duration::from_secs(1);
/// How often they are looked at.
const PAUSE: Duration = Duration::from_millis(500);
/// Restarts that are more than an accident.
const AGAIN: i64 = 2;

/// The arguments of `health`.
#[derive(Debug, Deserialize)]
pub(super) struct Check {
    spot: Spot,
    services: BTreeMap<String, Identity>,
    within: u64,
    /// Secrets that the containers may print.
    #[serde(default)]
    quotes: Vec<String>,
}

/// What is wrong with a service.
struct Fault {
    service: String,
    lacks: Lack,
    /// Waiting does not help.
    last: bool,
}

impl Fault {
    fn far(&self) -> HowFar {
        HowFar::Service { service: self.service.clone(), lacks: self.lacks.clone() }
    }
}

/// What a look at all services gave.
struct Look {
    faults: Vec<Fault>,
    /// Which containers ran, and since when: must not change.
    steady: Vec<(String, Option<String>, i64)>,
    containers: Vec<FoundContainer>,
}

impl Look {
    /// Whether a container that was restarted before has just begun: it may be about to fall again.
    fn is_undecided(&self) -> bool {
        self.steady.iter().any(|(_, _, restarts)| *restarts > 0)
            && self.faults.iter().any(|fault| fault.lacks == Lack::Passed)
    }

    /// The same look where another came before. Between two restarts a container runs and looks like one that has just
    /// begun; that it was restarted in between tells them apart.
    fn after(mut self, earlier: &Self) -> Self {
        let again = self.steady.iter().any(|(id, _, restarts)| {
            *restarts >= AGAIN
                && earlier.steady.iter().any(|(known, _, before)| known == id && before < restarts)
        });
        for fault in &mut self.faults {
            if again && fault.lacks == Lack::Passed {
                fault.lacks = Lack::Rest;
            }
        }
        self
    }
}

impl Check {
    /// What may be quoted and was not opened.
    fn unopened(&self, cx: &Cx) -> Vec<String> {
        self.quotes.iter().filter(|name| !cx.secrets.contains_key(*name)).cloned().collect()
    }

    /// Watches until all is well for long enough, or time is up, or a container has ended for good.
    pub async fn watch(&self, kit: &Kit, cx: &Cx) -> Checked {
        let end = Instant::now() + Duration::from_secs(self.within);
        let mut since: Option<(Instant, Look)> = None;
        let mut told = None;
        let mut out_of_reach = None;
        loop {
            // What does not answer makes each look long: the last one ends when time is up.
            let reached = match out_of_reach.take() {
                None => self.reached(kit).await,
                Some(problem) => {
                    let until = end.max(Instant::now() + SHORTEST);
                    timeout_at(until, self.reached(kit)).await.unwrap_or(Err(problem))
                }
            };
            let (engine, look) = match reached {
                Ok(seen) => seen,
                // A place that is out of reach for a moment says nothing of its containers.
                Err(problem) if problem.code.is_lost_connection() && Instant::now() < end => {
                    tell(cx, &mut told, HowFar::again(&problem));
                    out_of_reach = Some(problem);
                    sleep(PAUSE).await;
                    continue;
                }
                Err(problem) => return Err((problem, Vec::new())),
            };
            let same = since.as_ref().is_some_and(|(_, known)| known.steady == look.steady);
            let began =
                if same { since.as_ref().map(|(at, _)| *at) } else { None }.unwrap_or_else(Instant::now);
            let steady = began.elapsed() >= STEADY;
            if steady && look.faults.is_empty() {
                return Ok(fact(&look));
            }
            let hopeless = steady && look.faults.iter().any(|fault| fault.last);
            if hopeless || Instant::now() >= end {
                return Err(self.failed(&*engine, &look, &self.unopened(cx)).await);
            }
            if let Some(fault) = look.faults.first() {
                tell(cx, &mut told, fault.far());
            }
            since = Some((began, look));
            sleep(PAUSE).await;
        }
    }

    /// Looks once if it was watched before, else twice with the time between that steadiness needs.
    pub async fn look(&self, kit: &Kit, settled: bool, cx: &Cx) -> Checked {
        let none = |problem| (problem, Vec::new());
        let engine = kit.engine(&self.spot, String::new()).await.map_err(none)?;
        let first = self.once(&*engine).await.map_err(none)?;
        let undecided = first.is_undecided();
        if !first.faults.is_empty() && !undecided {
            return Err(self.failed(&*engine, &first, &self.unopened(cx)).await);
        }
        if settled && !undecided {
            return Ok(fact(&first));
        }
        sleep(STEADY).await;
        let second = self.once(&*engine).await.map_err(none)?.after(&first);
        if second.faults.is_empty() && second.steady == first.steady {
            return Ok(fact(&second));
        }
        Err(self.failed(&*engine, &second, &self.unopened(cx)).await)
    }

    /// Looks once, over a new connection where the one before was lost.
    async fn reached(&self, kit: &Kit) -> Result<(Arc<dyn ContainerEngine>, Look), Problem> {
        let engine = kit.engine(&self.spot, String::new()).await?;
        let look = self.once(&*engine).await?;
        Ok((engine, look))
    }

    async fn once(&self, engine: &dyn ContainerEngine) -> Result<Look, Problem> {
        let Spot { project, environment, .. } = &self.spot;
        let found = engine.containers(&selection(project, environment, None)).await?;
        let of = |service: &str| {
            let belongs = |c: &&FoundContainer| service_of(c, project, environment) == Some(service);
            found.iter().filter(belongs).cloned().collect::<Vec<_>>()
        };
        let mut look = Look { faults: Vec::new(), steady: Vec::new(), containers: Vec::new() };
        for (service, wanted) in &self.services {
            let containers = of(service);
            if let Some((lacks, last)) = fault(wanted, &containers) {
                look.faults.push(Fault { service: service.clone(), lacks, last });
            }
            look.steady.extend(containers.iter().map(|c| (c.id.clone(), c.started_at.clone(), c.restarts)));
            look.containers.extend(containers);
        }
        Ok(look)
    }

    async fn failed(
        &self,
        engine: &dyn ContainerEngine,
        look: &Look,
        unopened: &[String],
    ) -> (Problem, Vec<Evidence>) {
        let texts: Vec<String> = look.faults.iter().map(|fault| fault.far().to_string()).collect();
        let text = match texts.is_empty() {
            true => format!("the containers on {} do not stay up", self.spot.place),
            false => format!("on {} {}", self.spot.place, texts.join("; ")),
        };
        let faulty =
            |service: &str| look.faults.is_empty() || look.faults.iter().any(|f| f.service == service);
        let Spot { place, project, environment, .. } = &self.spot;
        let mut shown = Vec::new();
        for container in &look.containers {
            let Some(service) = service_of(container, project, environment).filter(|s| faulty(s)) else {
                continue;
            };
            shown.extend(evidence::of(engine, place, service, container, unopened).await);
        }
        let problem = Problem::new(Code::VerifyFailed, text)
            .hint("the evidence holds the containers' last lines; `slipway logs --env` shows more");
        (problem, shown)
    }
}

/// Tells what was not told the last time.
fn tell(cx: &Cx, told: &mut Option<HowFar>, far: HowFar) {
    if told.as_ref() != Some(&far) {
        cx.tell(far.clone());
        *told = Some(far);
    }
}

/// What is wrong with a service's containers, and whether nothing comes of waiting.
fn fault(wanted: &Identity, containers: &[FoundContainer]) -> Option<(Lack, bool)> {
    let current: Vec<&FoundContainer> = containers.iter().filter(|c| wanted.is(c)).collect();
    let Some(first) = current.first() else {
        return Some((if containers.is_empty() { Lack::Container } else { Lack::Release }, false));
    };
    let worst = current.iter().max_by_key(|c| c.health).unwrap_or(first);
    match worst.health {
        Health::Healthy => None,
        Health::Starting => Some((Lack::Passed, false)),
        Health::Unhealthy if worst.state == ContainerState::Restarting => Some((Lack::Rest, false)),
        Health::Unhealthy => Some((Lack::Health, false)),
        Health::Stopped if worst.state.has_ended() => {
            Some((Lack::Ended { code: worst.exit_code.unwrap_or_default() }, true))
        }
        Health::Stopped | Health::Unknown => Some((Lack::Running { state: worst.state.to_string() }, false)),
    }
}

fn fact(look: &Look) -> Value {
    json!({ "containers": look.steady.iter().map(|(id, _, _)| id).collect::<Vec<_>>() })
}
