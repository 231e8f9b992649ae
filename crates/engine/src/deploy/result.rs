//! What came of an operation, as it is reported.

use std::collections::BTreeMap;

use slipway_domain::digest::Digest;
use slipway_domain::entry::{Body, Entry, Evidence, Outcome};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{Plan, Step, Subject, When};
use slipway_domain::problem::Problem;
use slipway_domain::progress::{Progress, State};
use slipway_domain::release::Release;
use slipway_domain::world::{Health, World};

use super::changes;
use crate::ports::Filter;
use crate::project::Project;
use crate::runner::Standing;

/// What came of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationResult {
    /// Which.
    pub operation: Option<OperationId>,
    /// How it stands.
    pub verdict: Verdict,
    /// Why it did not succeed, or what it waits for.
    pub problem: Option<Problem>,
    /// The environment.
    pub environment: Option<String>,
    /// The release that was made or moved.
    pub release: Option<Release>,
    /// What runs at each place now, as observed afterwards.
    pub places: Vec<PlaceResult>,
    /// What shows why it did not succeed.
    pub evidence: Vec<Evidence>,
}

/// What came of an operation at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceResult {
    /// The place.
    pub name: String,
    /// How it ended there; `Cancelled` where nothing was touched.
    pub verdict: Verdict,
    /// What runs there now; `None` when it cannot be seen.
    pub running: Option<BTreeMap<String, Option<Digest>>>,
}

impl Project {
    /// Reads an operation's entries, looks at its places and says what came of it.
    pub async fn result(
        &self,
        operation: &Operation,
        plan: &Plan,
        standing: Standing,
    ) -> Result<OperationResult, Problem> {
        let entries = self.ledger.entries(operation.id, None).await?;
        let progress = Progress::of(plan, &entries);
        let release = match &plan.subject {
            Subject::Run(draft) if standing.verdict == Verdict::Succeeded => {
                draft.release(|step| progress.fact(&step.into()))
            }
            Subject::Deployment(deployment) => Some(deployment.as_release()),
            Subject::Run(_) | Subject::Upkeep { .. } => None,
        };
        let places = match &operation.environment {
            Some(environment) => {
                let world = self.target(environment)?.observe().await;
                let known = entries.iter().any(|entry| entry.step.is_some());
                let as_whole = as_whole(standing.verdict);
                places(&world, |place| if known { verdict_at(place, plan, &progress) } else { as_whole })
            }
            None => Vec::new(),
        };
        let mut evidence = evidence(plan, &entries);
        if standing.verdict != Verdict::Succeeded && !evidence.is_empty() {
            evidence.extend(self.differs(operation, plan).await?);
        }
        Ok(OperationResult {
            operation: Some(operation.id),
            verdict: standing.verdict,
            problem: standing.problem,
            environment: operation.environment.clone(),
            release,
            places,
            evidence,
        })
    }

    /// What a deployment that failed changed, against the deployment before; nothing where there was none, or where
    /// something was done since.
    async fn differs(&self, operation: &Operation, plan: &Plan) -> Result<Option<Evidence>, Problem> {
        let (Subject::Deployment(after), Some(environment)) = (&plan.subject, &operation.environment) else {
            return Ok(None);
        };
        let newest = self.ledger.operations(self.name(), Filter::newest_of(environment, 1)).await?;
        let is_newest = newest.first().is_some_and(|row| row.operation.id == operation.id);
        let Some(before) = self.history_of(environment).await?.now().filter(|_| is_newest) else {
            return Ok(None);
        };
        let commits = self.commits(Some(&before), after).await;
        let text = changes::told(&before, after, &commits);
        Ok(Some(Evidence { place: None, service: None, what: "changes".to_owned(), text }))
    }
}

fn places(world: &World, verdict_at: impl Fn(&str) -> Verdict) -> Vec<PlaceResult> {
    let one = |place: &slipway_domain::world::Place| {
        let running = place.seen.as_ref().ok().map(|seen| {
            let runs = seen.services.iter().filter(|(_, one)| one.health != Health::Stopped);
            runs.map(|(name, running)| (name.clone(), running.digest.clone())).collect()
        });
        PlaceResult { name: place.name.clone(), verdict: verdict_at(&place.name), running }
    };
    world.places.iter().map(one).collect()
}

/// How an operation ended at each place where nothing is known of its steps, because another laptop executed it.
fn as_whole(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Succeeded | Verdict::Cancelled => verdict,
        _ => Verdict::Unknown,
    }
}

/// Whether a step leads forward at a place. Locks are no touch.
pub(crate) fn works(step: &Step) -> bool {
    step.place.is_some() && step.when == When::Success && !step.is_lock()
}

/// How an operation ended at a place, by the steps that act there.
pub(crate) fn verdict_at(place: &str, plan: &Plan, progress: &Progress<'_>) -> Verdict {
    let here = || plan.steps.iter().filter(|step| step.place.as_deref() == Some(place));
    let work: Vec<_> = here().filter(|step| works(step)).collect();
    let undo: Vec<_> = here().filter(|step| progress.takes_back(step)).collect();
    let is = |step: &&Step, wanted: Outcome| matches!(progress.state(&step.id), State::Settled { outcome, .. } if *outcome == wanted);
    let open = here().any(|step| matches!(progress.state(&step.id), State::Open { .. }));
    // What was begun and stands still in an operation that is not over is not known to be well.
    let halted = || {
        let settled = |step: &&Step| matches!(progress.state(&step.id), State::Settled { .. });
        progress.closed.is_none() && work.iter().any(settled) && !work.iter().all(settled)
    };
    if open || (!progress.failing() && halted()) {
        Verdict::Unknown
    } else if !undo.is_empty() {
        if undo.iter().all(|step| is(step, Outcome::Succeeded)) {
            Verdict::RolledBack
        } else {
            Verdict::Failed
        }
    } else if work.iter().any(|step| is(step, Outcome::Failed)) {
        Verdict::Failed
    } else if work.iter().all(|step| is(step, Outcome::Succeeded)) {
        Verdict::Succeeded
    } else {
        Verdict::Cancelled
    }
}

/// Everything that shows why steps failed, in the order in which they did.
pub(crate) fn evidence(plan: &Plan, entries: &[Entry]) -> Vec<Evidence> {
    let of = |entry: &Entry| match &entry.body {
        Body::Outcome { outcome: Outcome::Failed, problem, evidence, .. } => {
            let place = entry.step.as_ref().and_then(|id| plan.step(id)?.place.clone());
            let sentence = problem.iter().map(|problem| Evidence {
                place: place.clone(),
                service: None,
                what: entry.step.as_ref().map_or_else(|| "problem".to_owned(), |step| step.to_string()),
                text: problem.message.clone(),
            });
            sentence.chain(evidence.iter().cloned()).collect()
        }
        _ => Vec::new(),
    };
    entries.iter().flat_map(of).collect()
}
