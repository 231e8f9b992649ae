//! What someone wants to deploy, and the plan that was made for it.

use slipway_domain::config::Environment;
use slipway_domain::credential::Known;
use slipway_domain::deployment::Deployment;
use slipway_domain::operation::Kind;
use slipway_domain::plan::{Plan, PlanHash};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;

use super::changes::{CommitChange, ConfigurationChange, ServiceChange};
use super::warning::Warning;
use crate::ports::Identity;
use crate::select::Selection;
use crate::steps::gate::Answer;

/// What someone wants to deploy.
#[derive(Debug, Clone)]
pub struct DeployRequest {
    /// `Deploy`, `Promote` or `Rollback`.
    pub kind: Kind,
    /// Where to.
    pub environment: String,
    /// Where from, for a promotion.
    pub from: Option<String>,
    /// Which release; for a rollback which deployment to go back to.
    pub release: Selection,
    /// Only these services.
    pub services: Option<Vec<String>>,
    /// Not verified in the environment before, and why it goes out all the same.
    pub hotfix: Option<String>,
    /// Only if this is the plan: its hash, or leading digits of it.
    pub plan: Option<String>,
}

impl DeployRequest {
    /// Whether it goes around the environment before.
    pub(super) fn is_hotfix(&self, policy: &Environment) -> bool {
        self.kind != Kind::Rollback && policy.after.is_some() && self.hotfix.is_some()
    }

    /// Refuses another plan than the one that was asked for.
    pub(super) fn is_for(&self, hash: &PlanHash) -> Result<(), Problem> {
        match &self.plan {
            Some(wanted) if !hash.matches(wanted) => {
                let message = format!("what would happen now is plan {} and not {wanted}", hash.short());
                let details = serde_json::json!({ "hash": hash });
                Err(Problem::new(Code::PlanOutOfDate, message).details(details))
            }
            _ => Ok(()),
        }
    }
}

/// A gate in a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct GateView {
    /// Its name.
    pub name: String,
    /// What it says now.
    pub answer: Answer,
}

/// A plan, and what people want to know of it.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What kind of operation it will be.
    pub kind: Kind,
    /// The plan.
    pub plan: Plan,
    /// Its hash.
    pub hash: PlanHash,
    /// What goes out.
    pub deployment: Deployment,
    /// What happens to each service.
    pub services: Vec<ServiceChange>,
    /// The commits in between.
    pub commits: Vec<CommitChange>,
    /// Which variables differ.
    pub configuration: Vec<ConfigurationChange>,
    /// What the gates say now.
    pub gates: Vec<GateView>,
    /// With whose rights it would be carried out, where the environment is pinned to an account; no part of the plan.
    pub account: Option<Identity>,
    /// The credentials of this laptop's keychain that it would be carried out with; no part of the plan.
    pub credentials: Vec<Known>,
    /// What to look at before going on.
    pub warnings: Vec<Warning>,
    /// The services that another laptop deployed.
    pub foreign: Vec<String>,
    /// The name that a person has to type first: of a protected environment, unless it goes back to the deployment before.
    pub typed: Option<String>,
    /// What a rollback afterwards would restore; `None` where nothing ran, or nobody here knows what runs.
    pub rollback_to: Option<Release>,
}

impl Prepared {
    /// Why it cannot be executed now, if a gate refuses.
    pub fn refusal(&self) -> Option<Problem> {
        self.gates.iter().find_map(|gate| match &gate.answer {
            Answer::Refused(problem) => Some(problem.clone()),
            _ => None,
        })
    }
}
