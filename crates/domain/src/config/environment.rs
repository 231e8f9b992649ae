//! Environments: where releases run, and the rules for getting there.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::aws::Aws;
use super::freeze::Freeze;
use super::target::Target;
use super::value::{Env, OneOrMany};
use super::verify::Verify;
use crate::duration::Duration;

/// Where a release runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Environment {
    /// The branches whose newest release `deploy` takes. Never restricts `promote`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, with = "OneOrMany<String>")]
    pub branch: Vec<String>,
    /// Whether new releases are to come here by themselves. None does yet; a rollback already puts the environment
    /// on hold, so that the newer release would not come again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub automatic: bool,
    /// The environment before this one: what it runs and has verified comes next here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether dirty and unpushed commits are refused, as with approvals or a freeze.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub protected: bool,
    /// Who must agree to a plan before it is carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approvals: Option<Approvals>,
    /// Windows in which nothing goes out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub freeze: Vec<Freeze>,
    /// How long a release must have run, verified, in `after` before it may come here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soak: Option<Duration>,
    /// A registry to pull from instead, as `host` or `host:port`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry: Option<String>,
    /// The AWS account that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws: Option<Aws>,
    /// How the environment is reached.
    pub target: Target,
    /// Variables of every service here.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub env: Env,
    /// A file in the repository that holds this environment's secrets, encrypted for chosen people: `slipway credentials
    /// sealed` makes and changes it. A release takes it from its commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
    /// What differs for one service here.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub services: IndexMap<String, EnvironmentService>,
    /// What must hold before a deployment counts as succeeded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, with = "OneOrMany<Verify>")]
    pub verify: Vec<Verify>,
    /// How many places at a time; all at once when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollout: Option<Rollout>,
    /// What happens when a deployment fails.
    #[schemars(default)]
    pub on_failure: OnFailure,
}

impl Environment {
    /// Whether the rules for protected environments hold: it says so, or has approvals or a freeze.
    pub fn is_protected(&self) -> bool {
        self.protected || self.approvals.is_some() || !self.freeze.is_empty()
    }

    /// The account that it is pinned to.
    pub fn account(&self) -> Option<&str> {
        self.aws.as_ref()?.account.as_deref()
    }
}

/// What differs for one service in one environment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct EnvironmentService {
    /// Variables of this service here; they win over the environment's.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub env: Env,
}

/// Who must agree to a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct Approvals {
    /// How many people, from 1.
    #[schemars(range(min = 1))]
    pub count: u32,
    /// Whether the authors of the commits in the plan do not count.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub not_author: bool,
}

impl Default for Approvals {
    fn default() -> Self {
        Self { count: 1, not_author: false }
    }
}

/// How a deployment goes over several places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct Rollout {
    /// How many places at a time, from 1.
    #[schemars(range(min = 1))]
    pub batch: u32,
    /// How long to wait after a batch was verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Duration>,
}

impl Default for Rollout {
    fn default() -> Self {
        Self { batch: 1, wait: None }
    }
}

/// What happens when a deployment fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// No further place is touched, and one that failed goes back to what it ran before; those that are done
    /// stay. A script is not run again.
    #[default]
    Stop,
    /// All places touched go back to what they ran before.
    Rollback,
    /// Somebody is asked.
    Ask,
}
