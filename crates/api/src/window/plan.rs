//! The plan drawer: what a deployment, promotion or rollback would do, and doing it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use slipway_domain::caution::Caution;
use slipway_domain::digest::Digest;
use slipway_domain::gate_reason::GateReason;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Code;

use super::board::TimeLeft;
use crate::error::ErrorBody;
use crate::plan::PlanDocument;

/// A plan is wanted, or is to be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanArgs {
    /// The project.
    pub project: String,
    /// What kind of operation.
    pub kind: Movement,
    /// Where to.
    pub environment: String,
    /// Where from, for a promotion.
    #[serde(default)]
    pub from: Option<String>,
    /// Which release; what comes next if null. For a rollback which deployment to go back to.
    #[serde(default)]
    pub release: Option<u64>,
    /// Only these services; all if empty.
    #[serde(default)]
    pub services: Vec<String>,
    /// Not verified in the environment before, and why it goes out all the same.
    #[serde(default)]
    pub hotfix: Option<String>,
}

/// What moves a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Bring a release.
    Deploy,
    /// Bring what runs in another environment.
    Promote,
    /// Go back.
    Rollback,
}

impl From<Movement> for Kind {
    fn from(movement: Movement) -> Self {
        match movement {
            Movement::Deploy => Self::Deploy,
            Movement::Promote => Self::Promote,
            Movement::Rollback => Self::Rollback,
        }
    }
}

/// A plan as the drawer shows it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PlanPage {
    /// What `plan` says.
    #[serde(flatten)]
    pub plan: PlanDocument,
    /// Why gates let nothing through, by their names, where that is known in parts.
    pub gates_why: BTreeMap<String, GateReason>,
    /// What warnings are about, by their sentences, where that is known in parts.
    pub cautions: BTreeMap<String, Caution>,
    /// The places with what runs there now.
    pub places: Vec<PlacePlan>,
    /// The name that has to be typed; null when one click does.
    pub confirm: Option<String>,
    /// Why it cannot be carried out now.
    pub refused: Option<ErrorBody>,
    /// It will wait for someone after it was begun.
    pub waits: bool,
    /// What a rollback afterwards restores.
    pub restores: Option<Restores>,
    /// How long the same took before.
    pub takes: Option<TimeLeft>,
}

/// A place of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlacePlan {
    /// Its name.
    pub name: String,
    /// Why it could not be seen when it was last looked at.
    pub problem: Option<String>,
    /// The code of that.
    pub problem_code: Option<Code>,
}

/// What a rollback restores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Restores {
    /// The release.
    pub release: u64,
    /// Its services.
    pub services: Vec<RestoredService>,
    /// The variables that get the value of then.
    pub variables: u64,
    /// The secrets, which keep the value of now.
    pub secrets: Vec<String>,
}

/// A service that comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RestoredService {
    /// Its name.
    pub name: String,
    /// The version.
    pub version: String,
    /// The digest.
    pub digest: Digest,
    /// Whether the image is still in the registry; null when that was not asked.
    pub available: Option<bool>,
}

/// A plan is to be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarryOutArgs {
    /// The plan.
    pub plan: PlanArgs,
    /// The hash of what the person saw: nothing else is done.
    pub hash: String,
    /// What the person typed, where a name has to be.
    #[serde(default)]
    pub confirm: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// A second request with this key begins nothing.
    pub key: String,
}

/// An operation was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BegunDocument {
    /// Its id.
    pub operation: String,
}

/// A plan is approved or denied.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerArgs {
    /// The project.
    pub project: String,
    /// The plan's hash.
    pub hash: String,
    /// Yes or no.
    pub approve: bool,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A run is to be begun.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunArgs {
    /// The project.
    pub project: String,
    /// The branch, commit or tag; the checked-out commit if null.
    #[serde(default)]
    pub revision: Option<String>,
    /// The working tree with its changes.
    #[serde(default)]
    pub dirty: bool,
    /// A second request with this key begins nothing.
    pub key: String,
}
