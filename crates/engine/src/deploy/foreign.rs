//! What runs in an environment and was not put there from here: another laptop's deployment, which this ledger does
//! not know. What came before it, and what brings it back, is known there and not here.

use std::collections::BTreeMap;

use slipway_domain::caution::Caution;
use slipway_domain::deployment::Deployment;
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::plan::{PlanHash, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Progress;
use slipway_domain::world::{Place, Running, World};

use super::history::History;
use super::result::works;
use super::warning::Warning;
use crate::operations::plan_in;
use crate::ports::{Filter, Topic};
use crate::project::Project;

/// How many operations are looked through for one that left something behind.
const OPERATIONS: u32 = 20;

/// A service at a place that does not run as the ledger's newest deployment put it there.
struct Suspect<'w> {
    place: &'w str,
    service: &'w str,
    running: &'w Running,
}

/// A deployment that did not come to a good end, and the places that it worked at.
struct Leftover {
    deployment: Deployment,
    places: Vec<String>,
}

impl Leftover {
    fn explains(&self, suspect: &Suspect<'_>) -> bool {
        self.places.iter().any(|place| place == suspect.place)
            && put_there(&self.deployment, suspect.service, suspect.running)
    }
}

impl Project {
    /// The services that a deployment touches and that run as another laptop deployed them. Containers without labels
    /// are nobody's deployment; neither is one whose image was exchanged by hand under the labels that it got from here.
    pub(super) async fn foreign(
        &self,
        kind: Kind,
        history: &History,
        wanted: &Deployment,
        world: &World,
    ) -> Result<Vec<String>, Problem> {
        let now = history.now();
        let suspects = suspects(now.as_ref(), wanted, world);
        if suspects.is_empty() {
            return Ok(Vec::new());
        }
        let leftovers = self.leftovers(kind, &wanted.environment).await?;
        let mut foreign = Vec::new();
        for suspect in suspects.iter().filter(|one| !leftovers.iter().any(|left| left.explains(one))) {
            // The same content stayed as an earlier deployment had put it there.
            let stayed = now.as_ref().is_some_and(|now| now.is_run_by(suspect.service, suspect.running));
            if !stayed || !self.ever_deployed(&wanted.environment, suspect.running).await? {
                foreign.push(suspect.service.to_owned());
            }
        }
        foreign.sort();
        foreign.dedup();
        Ok(foreign)
    }

    /// What came after the newest deployment that succeeded and may have left something at places. Of what another laptop
    /// took over it is known what came before, which a rollback asks for, and not how it ended. What went out over
    /// another laptop's deployment explains nothing.
    async fn leftovers(&self, kind: Kind, environment: &str) -> Result<Vec<Leftover>, Problem> {
        let filter = Filter::newest_of(environment, OPERATIONS);
        let mut leftovers = Vec::new();
        for row in self.ledger.operations(self.name(), filter).await? {
            match row.verdict {
                Some(Verdict::Succeeded) if row.operation.kind != Kind::Restart => break,
                Some(Verdict::Succeeded | Verdict::RolledBack) => continue,
                Some(Verdict::Unknown) | None if kind != Kind::Rollback => continue,
                _ => {}
            }
            if !self.went_over(&[&row.operation.plan]).await?.is_empty() {
                continue;
            }
            let entries = self.ledger.entries(row.operation.id, None).await?;
            let plan = plan_in(&entries, row.operation.id)?;
            let progress = Progress::of(&plan, &entries);
            let worked = plan.steps.iter().filter(|step| works(step) && progress.begun(&step.id));
            let places = worked.filter_map(|step| step.place.clone()).collect();
            if let Subject::Deployment(deployment) = &plan.subject {
                leftovers.push(Leftover { deployment: deployment.clone(), places });
            }
        }
        Ok(leftovers)
    }

    /// Keeps, before a plan is carried out, that it goes out over what another laptop deployed: afterwards nobody can
    /// see that any more.
    pub(super) async fn keep_foreign(&self, plan: &PlanHash, foreign: &[String]) -> Result<(), Problem> {
        if foreign.is_empty() {
            return Ok(());
        }
        let values = vec![(plan.to_string(), serde_json::json!(foreign))];
        self.memory.remember(Topic::OverAnotherLaptops, values).await
    }

    /// The services that another laptop had deployed until these plans were carried out, by plan.
    pub(super) async fn went_over(
        &self,
        plans: &[&PlanHash],
    ) -> Result<BTreeMap<PlanHash, Vec<String>>, Problem> {
        let keys: Vec<String> = plans.iter().map(|plan| plan.to_string()).collect();
        let known = self.memory.recall(Topic::OverAnotherLaptops, &keys).await?;
        Ok(known.into_iter().filter_map(|one| Some((PlanHash(one.key.clone()), one.read()?))).collect())
    }

    /// Whether the release that a container is labelled with was ever deployed there from here.
    async fn ever_deployed(&self, environment: &str, running: &Running) -> Result<bool, Problem> {
        let Some(release) = running.release else { return Ok(false) };
        Ok(!self.ledger.deployments_of(self.name(), environment, release).await?.is_empty())
    }
}

/// That what runs is not known here, as a warning.
pub(super) fn warning(foreign: &[String]) -> Option<Warning> {
    let what = foreign.join(", ");
    let said = format!(
        "another laptop deployed {what}; this one cannot put back what ran if the deployment fails, and compares \
         with what it deployed itself"
    );
    (!foreign.is_empty()).then(|| Warning::of(Caution::Foreign { services: foreign.to_vec() }, said))
}

/// That nobody here knows what came before.
pub(super) fn unknown_before(environment: &str, foreign: &[String]) -> Problem {
    let what = foreign.join(", ");
    let message = format!(
        "another laptop deployed {what} in {environment} meanwhile, so this one does not know what came before"
    );
    Problem::new(Code::ReleaseNotFound, message).hint(format!(
        "`slipway rollback {environment} --release N` names what comes back, where it was deployed from here; \
         `slipway deploy {environment} --release N` brings any release"
    ))
}

/// What touched services run that was started by a Slipway, and not as the newest deployment would have put it there.
fn suspects<'w>(now: Option<&Deployment>, wanted: &Deployment, world: &'w World) -> Vec<Suspect<'w>> {
    let touched = |service: &str| wanted.is_whole() || wanted.part(service).is_some();
    let ours = |one: &Suspect<'_>| now.is_some_and(|now| put_there(now, one.service, one.running));
    let all = world.seen_places().flat_map(|(Place { name: place, .. }, seen)| {
        seen.services.iter().map(move |(service, running)| Suspect { place, service, running })
    });
    all.filter(|one| one.running.release.is_some() && touched(one.service) && !ours(one)).collect()
}

/// Whether the labels of what runs are those that a deployment gives.
fn put_there(deployment: &Deployment, service: &str, running: &Running) -> bool {
    deployment.part(service).is_some_and(|part| {
        running.release == Some(part.release.number)
            && running.commit.as_ref().is_none_or(|commit| *commit == part.release.commit.sha)
            && running.configuration == Some(deployment.configuration_fingerprint(service))
    })
}

#[cfg(test)]
mod tests;
