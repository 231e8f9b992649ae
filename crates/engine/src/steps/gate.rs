//! Gates: conditions that must hold before anything is touched.

mod pieces;
mod soak;

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::config::{Freeze, frozen};
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::entry::{Body, Report};
use slipway_domain::gate_reason::GateReason;
use slipway_domain::ids::Key;
use slipway_domain::plan::{Effect, PlanHash};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Observed, denied};

use super::knows;
use crate::ports::{Clock, Cx, Deployed, Executor, Fence, Ledger, OperationRow};
use crate::rules::Rules;
use soak::Stay;

/// The executor's name.
pub use crate::runner::GATES as NAME;
/// Lets through what the gate lets through.
pub const PASS: &str = "pass";

/// So many of an environment's deployments are looked at first for what came after another.
const FIRST: u32 = 32;

/// A condition. Which one stands in the plan; what it depends on is looked up when it is checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "gate", rename_all = "snake_case")]
pub enum Gate {
    /// A protected environment takes only commits that others can see.
    Commit {
        /// Built from a working tree with changes.
        dirty: bool,
        /// On a remote branch; `None` without a remote.
        pushed: Option<bool>,
    },
    /// No hold and no freeze. A lock by hand lies at the places and is met by the step that locks.
    Open {
        /// The environment.
        environment: String,
        /// Windows from slipway.yml.
        freezes: Vec<Freeze>,
    },
    /// The release was verified in the environment before.
    After {
        /// The environment before.
        environment: String,
        /// The release that goes out.
        release: u64,
        /// Its digests, by service that goes out.
        digests: Vec<(String, Digest)>,
        /// How long it must have run there, in seconds.
        soak: u64,
    },
    /// People approve the plan.
    Approval {
        /// How many.
        count: u32,
        /// Those who do not count, because they wrote what goes out.
        authors: Vec<String>,
    },
}

/// What a gate says.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It holds.
    Passed,
    /// Not yet.
    Waiting(Problem),
    /// It does not.
    Refused(Problem),
}

impl Gate {
    /// Its name in a plan.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Commit { .. } => "commit",
            Self::Open { .. } => "open",
            Self::After { .. } => "after",
            Self::Approval { .. } => "approval",
        }
    }
}

/// Checks gates against the ledger.
pub struct Gatekeeper {
    /// What is known.
    pub ledger: Arc<dyn Ledger>,
    /// Time of day.
    pub clock: Arc<dyn Clock>,
}

impl Gatekeeper {
    /// What a gate says now of a plan of that project.
    pub async fn ask(&self, gate: &Gate, project: &str, plan: &PlanHash) -> Result<Answer, Problem> {
        match gate {
            Gate::Commit { dirty, pushed } => Ok(commit(*dirty, *pushed)),
            Gate::Open { environment, freezes } => self.open(project, environment, freezes).await,
            Gate::After { environment, release, digests, soak } => {
                self.after(project, environment, *release, digests, *soak).await
            }
            Gate::Approval { count, authors } => self.approval(plan, *count, authors).await,
        }
    }

    async fn open(&self, project: &str, environment: &str, freezes: &[Freeze]) -> Result<Answer, Problem> {
        let now = self.clock.now();
        let rules = Rules::of(&self.ledger.rules(project, environment).await?, now);
        Ok(rules.refusal(environment, frozen(freezes, now)).map_or(Answer::Passed, Answer::Refused))
    }

    async fn after(
        &self,
        project: &str,
        environment: &str,
        release: u64,
        digests: &[(String, Digest)],
        soak: u64,
    ) -> Result<Answer, Problem> {
        let of_release = self.ledger.deployments_of(project, environment, release).await?;
        let verified_by = |(service, digest): &(String, Digest)| {
            let of = |(_, deployment): &&(_, Deployment)| verified(deployment, release, service, digest);
            of_release.iter().find(of).map(|(row, _)| row)
        };
        let rows: Vec<(&str, Option<&OperationRow>)> =
            digests.iter().map(|one| (one.0.as_str(), verified_by(one))).collect();
        let missing: Vec<&str> =
            rows.iter().filter(|(_, row)| row.is_none()).map(|(service, _)| *service).collect();
        if !missing.is_empty() {
            let of = if missing.len() == digests.len() { String::new() } else { missing.join(", ") + " of " };
            let message = format!("{of}release #{release} was not verified in {environment}");
            let all = missing.len() == digests.len();
            let services = missing.into_iter().filter(|_| !all).map(str::to_owned).collect();
            let reason = GateReason::Unverified { environment: environment.to_owned(), release, services };
            return Ok(Answer::Refused(reason.in_parts(Problem::new(Code::NotVerifiedBefore, message))));
        }
        if soak == 0 {
            return Ok(Answer::Passed);
        }
        let rows: Vec<(&str, &OperationRow)> =
            rows.into_iter().filter_map(|(service, row)| Some((service, row?))).collect();
        let newest = self.back_to(project, environment, &rows).await?;
        let first = rows.iter().filter_map(|(_, row)| row.ended_at).min();
        let pieces = self.pieces(project, environment, first).await?;
        let stays: Vec<Stay<'_>> =
            rows.iter().filter_map(|(service, row)| soak::stay(service, row, &newest, &pieces)).collect();
        Ok(soak::soaked(environment, release, &stays, soak, self.clock.now()))
    }

    /// The newest deployments of an environment, back to all of these.
    async fn back_to(
        &self,
        project: &str,
        environment: &str,
        rows: &[(&str, &OperationRow)],
    ) -> Result<Vec<Deployed>, Problem> {
        let mut limit = FIRST;
        loop {
            let newest = self.ledger.deployments(project, environment, limit).await?;
            let there = |id| newest.iter().any(|(row, _)| row.operation.id == id);
            if newest.len() < limit as usize || rows.iter().all(|(_, row)| there(row.operation.id)) {
                return Ok(newest);
            }
            limit = limit.saturating_mul(4);
        }
    }

    async fn approval(&self, plan: &PlanHash, count: u32, authors: &[String]) -> Result<Answer, Problem> {
        let mut people: Vec<String> = Vec::new();
        for entry in self.ledger.approvals(plan).await? {
            match entry.body {
                Body::Approved { .. }
                    if !same_as_any(&entry.actor, authors) && !same_as_any(&entry.actor, &people) =>
                {
                    people.push(entry.actor);
                }
                Body::Denied { reason, .. } => {
                    let problem = denied(&entry.actor, reason.as_deref());
                    return Ok(Answer::Refused(
                        GateReason::Denied { by: entry.actor, reason }.in_parts(problem),
                    ));
                }
                _ => {}
            }
        }
        let missing = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(people.len());
        if missing == 0 {
            return Ok(Answer::Passed);
        }
        let who = if authors.is_empty() { "" } else { " by someone who did not write the commits" };
        let message = format!("{missing} of {count} approvals are missing{who}");
        let hint = format!("`slipway approve {}`, then `slipway resume`", plan.short());
        let not_author = !authors.is_empty();
        let reason = GateReason::Approvals { missing: missing as u64, of: u64::from(count), not_author };
        Ok(Answer::Waiting(reason.in_parts(Problem::new(Code::ApprovalWanted, message).hint(hint))))
    }
}

/// Whether a deployment put this service of this release there. A release is more than its images, so the
/// digest alone does not tell; and what was deployed with other services does not tell of this one.
fn verified(deployment: &Deployment, release: u64, service: &str, digest: &Digest) -> bool {
    deployment.part(service).is_some_and(|part| {
        part.release.number == release
            && part.release.services.get(service).is_some_and(|there| &there.digest == digest)
    })
}

/// Whether someone is one of these people. Having the same name or the same address is enough: one who commits
/// at work and approves at home is one person, and it is better to ask for another approval than to count an
/// author's own.
fn same_as_any(person: &str, people: &[String]) -> bool {
    let parts = |text: &str| {
        let (name, address) = text.split_once(" <").unwrap_or((text, ""));
        (name.trim().to_lowercase(), address.trim_end_matches('>').to_lowercase())
    };
    let (name, address) = parts(person);
    people
        .iter()
        .map(|other| parts(other))
        .any(|other| (!name.is_empty() && name == other.0) || (!address.is_empty() && address == other.1))
}

fn commit(dirty: bool, pushed: Option<bool>) -> Answer {
    if dirty {
        let message =
            "the release was built from a working tree with changes, and the environment is protected";
        return Answer::Refused(GateReason::Dirty.in_parts(Problem::new(Code::DirtyRefused, message)));
    }
    if pushed == Some(false) {
        let message = "the release's commit is on no remote branch, and the environment is protected";
        return Answer::Refused(GateReason::Unpushed.in_parts(Problem::new(Code::UnpushedRefused, message)));
    }
    Answer::Passed
}

/// Executes gates: there is nothing to do but to ask.
pub struct GateExecutor {
    /// Who knows.
    pub keeper: Arc<Gatekeeper>,
}

#[async_trait]
impl Executor for GateExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[PASS])
    }

    async fn observe(&self, effect: &Effect, _: &Key, cx: &Cx, _: Option<&Report>) -> Observed {
        let gate: Gate = match effect.read() {
            Ok(gate) => gate,
            Err(problem) => return Observed::Unreachable(problem),
        };
        match self.keeper.ask(&gate, &cx.plan.project, &cx.operation.plan).await {
            Ok(Answer::Passed) => Observed::Done(json!({ "gate": gate.name() })),
            Ok(Answer::Waiting(what)) => Observed::Waiting(what),
            Ok(Answer::Refused(problem)) => {
                Observed::Different { fact: json!({ "gate": gate.name() }), problem, evidence: Vec::new() }
            }
            Err(problem) => Observed::Unreachable(problem),
        }
    }

    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        Report::default()
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::release::Commit;

    #[test]
    fn a_protected_environment_takes_what_others_can_see() {
        assert_eq!(commit(false, Some(true)), Answer::Passed);
        assert_eq!(commit(false, None), Answer::Passed, "without a remote the rule does not apply");
        assert!(matches!(commit(true, Some(true)), Answer::Refused(p) if p.code == Code::DirtyRefused));
        assert!(matches!(commit(false, Some(false)), Answer::Refused(p) if p.code == Code::UnpushedRefused));
    }

    pub(super) fn digest() -> Digest {
        Digest::of(b"image")
    }

    /// A deployment of some services of a release that has `api` and `web`.
    pub(super) fn deployment(release: u64, services: &[&str], digest: &Digest) -> Deployment {
        let service = slipway_fixtures::service_release("r/api", "1", digest.clone());
        let all = ["api", "web"].map(|name| (name.to_owned(), service.clone()));
        let release = slipway_fixtures::release(release, Commit::bare("a", "t", 0), all);
        let services = services.iter().map(|name| (*name).to_owned()).collect();
        Deployment { services, ..slipway_fixtures::deployment("staging", release) }
    }

    #[test]
    fn only_what_was_deployed_of_a_release_is_verified() {
        let digest = digest();
        let deployment = deployment(4, &["web"], &digest);
        assert!(verified(&deployment, 4, "web", &digest));
        assert!(!verified(&deployment, 4, "api", &digest), "it was left out with --service");
        assert!(!verified(&deployment, 5, "web", &digest), "another release has other configuration");
    }

    #[test]
    fn the_same_name_or_address_is_the_same_person() {
        let authors = ["Ann Example <ann@example.com>".to_owned()];
        for same in ["Ann Example <ann@home.example>", "A. Example <ANN@example.com>", "ann example"] {
            assert!(same_as_any(same, &authors), "{same}");
        }
        for other in ["Ben <ben@example.com>", "Ben", " <>"] {
            assert!(!same_as_any(other, &authors), "{other}");
        }
    }
}
