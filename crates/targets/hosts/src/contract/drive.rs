//! Carries a plan out as the engine's runner does, in memory and one step at a time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use slipway_domain::deployment::Deployment;
use slipway_domain::entry::{Body, Entry, Outcome, Report};
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::operation::{Kind, Operation, Verdict};
use slipway_domain::plan::{Effect, Plan, Subject};
use slipway_domain::problem::Problem;
use slipway_domain::progress::{Decision, Flight, Move, Phase, Progress, decide, next};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Cx, Executor, Fence, Steps};

use super::Bench;

/// What came of an operation.
#[derive(Debug)]
pub struct Driven {
    /// The operation.
    pub operation: Operation,
    /// Its plan.
    pub plan: Plan,
    /// The verdict; `None` when it was left in the middle.
    pub verdict: Option<Verdict>,
    /// Why it did not succeed.
    pub problem: Option<Problem>,
    /// Everything that was recorded.
    pub entries: Vec<Entry>,
}

impl Driven {
    /// All that was kept as evidence, as one text.
    pub fn evidence(&self) -> String {
        let texts = self.entries.iter().filter_map(|entry| match &entry.body {
            Body::Outcome { evidence, .. } => {
                Some(evidence.iter().map(|e| format!("{}: {}\n", e.what, e.text)).collect::<String>())
            }
            _ => None,
        });
        texts.collect()
    }
}

/// Carries the steps of a deployment out to their verdict.
pub async fn drive(bench: &dyn Bench, deployment: &Deployment, steps: Steps) -> Driven {
    drive_until(bench, deployment, steps, "ann@laptop", &|_| false).await
}

/// The same for somebody, left in the middle before the first step that `leave` names.
pub async fn drive_until(
    bench: &dyn Bench,
    deployment: &Deployment,
    steps: Steps,
    actor: &str,
    leave: &(dyn Fn(&StepId) -> bool + Sync),
) -> Driven {
    let (operation, plan) = operation(deployment, steps, actor);
    assert_eq!(plan.fault(), None, "the target's steps make no plan");
    let mut driven = Driven { operation, plan, verdict: None, problem: None, entries: Vec::new() };
    let mut flights: BTreeMap<StepId, Flight> = BTreeMap::new();
    for _ in 0..1000 {
        let moves = next(&driven.plan, &driven.entries, &flights);
        let Some(one) = moves.into_iter().next() else { return driven };
        match one {
            Move::Close(verdict, problem) => {
                (driven.verdict, driven.problem) = (Some(verdict), problem);
                return driven;
            }
            Move::Intend(step, _) if leave(&step) => return driven,
            Move::Intend(step, attempt) => {
                record(&mut driven, &step, attempt, Body::Intent);
                attempt_at(bench, &mut driven, &mut flights, &step, attempt, true).await;
            }
            Move::Observe(step, attempt) => {
                attempt_at(bench, &mut driven, &mut flights, &step, attempt, false).await;
            }
            Move::Stop(step) => panic!("nobody asked to stop {step}"),
        }
    }
    panic!("the operation never ends: {:#?}", driven.entries);
}

/// One attempt: acts if it is new, and looks until it is settled.
async fn attempt_at(
    bench: &dyn Bench,
    driven: &mut Driven,
    flights: &mut BTreeMap<StepId, Flight>,
    id: &StepId,
    attempt: u32,
    act: bool,
) {
    let step = driven.plan.step(id).cloned().unwrap();
    let (key, cx) = (Key::of(driven.operation.id, id, attempt), cx(bench, driven, id));
    let fence = fence(driven, id);
    let executor = executor(bench, &step.effect);
    let mut report: Option<Report> = None;
    let mut acting = act;
    loop {
        if acting {
            let told = executor.act(&step.effect, &key, fence, &cx).await;
            record(driven, id, attempt, Body::Report { report: told.clone() });
            report = Some(told);
        }
        let observed = executor.observe(&step.effect, &key, &cx, report.as_ref()).await;
        let phase = report.as_ref().map_or(Phase::Found { cancelled: false }, Phase::Acted);
        match decide(&step, observed, phase) {
            Decision::Settle { outcome, fact, problem, evidence } => {
                return record(driven, id, attempt, Body::Outcome { outcome, fact, problem, evidence });
            }
            Decision::Act => acting = true,
            Decision::Watch => {
                acting = false;
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            Decision::Park(why) | Decision::GiveUp(why) => {
                record(driven, id, attempt, Body::Unobserved { why: why.clone() });
                flights.insert(id.clone(), Flight::Unobservable);
                (driven.verdict, driven.problem) = (Some(Verdict::Unknown), Some(why));
                return;
            }
        }
    }
}

fn executor(bench: &dyn Bench, effect: &Effect) -> Arc<dyn Executor> {
    bench
        .executors()
        .get(&effect.executor)
        .unwrap_or_else(|| panic!("no executor {}", effect.executor))
        .clone()
}

/// The fence that the step's place gave out with its lock.
fn fence(driven: &Driven, id: &StepId) -> Fence {
    let facts = Progress::of(&driven.plan, &driven.entries).facts();
    let place = driven.plan.step(id).and_then(|step| step.place.as_deref());
    Fence(place.and_then(|place| driven.plan.fence_at(place, &facts)))
}

/// What an executor is given for a step.
pub(super) fn cx(bench: &dyn Bench, driven: &Driven, id: &StepId) -> Cx {
    let progress = Progress::of(&driven.plan, &driven.entries);
    let failing = progress.failing();
    Cx {
        operation: Arc::new(driven.operation.clone()),
        plan: Arc::new(driven.plan.clone()),
        step: id.clone(),
        facts: Arc::new(progress.facts()),
        so_far: if failing { Verdict::Failed } else { Verdict::Succeeded },
        secrets: Arc::new(opened(bench, &driven.plan)),
        log: Arc::new(|_| ()),
        tell: Arc::new(|_| ()),
    }
}

/// The secrets that the executors of the plan's steps name.
fn opened(bench: &dyn Bench, plan: &Plan) -> BTreeMap<String, Secret> {
    let known = bench.secrets();
    let names = plan.steps.iter().flat_map(|step| executor(bench, &step.effect).secrets(&step.effect));
    names.filter_map(|name| known.get_key_value(&name)).map(|(n, s)| (n.clone(), s.clone())).collect()
}

fn operation(deployment: &Deployment, steps: Steps, actor: &str) -> (Operation, Plan) {
    let all = [steps.lock, steps.work, steps.close].concat();
    let plan = Plan::new("recipes", Subject::Deployment(deployment.clone()), Vec::new(), all);
    let id = OperationId(uuid::Uuid::now_v7());
    (Operation::of(id, Kind::Deploy, &plan, actor, "laptop"), plan)
}

fn record(driven: &mut Driven, step: &StepId, attempt: u32, body: Body) {
    if let Body::Outcome { outcome: Outcome::Failed, problem: None, .. } = &body {
        panic!("{step} failed and does not say why");
    }
    driven.entries.push(Entry {
        id: uuid::Uuid::now_v7(),
        project: driven.operation.project.clone(),
        environment: driven.operation.environment.clone(),
        operation: Some(driven.operation.id),
        step: Some(step.clone()),
        attempt,
        key: Some(Key::of(driven.operation.id, step, attempt)),
        actor: driven.operation.actor.clone(),
        device: "laptop".to_owned(),
        at: jiff::Timestamp::now(),
        body,
    });
}
