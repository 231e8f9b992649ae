//! Operations: the execution of a plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::OperationId;
use crate::plan::{Plan, PlanHash};
use crate::problem::Exit;

/// Who set out to do what, when the plan was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// A label for people; the runner never looks at it.
    pub kind: Kind,
    /// The project's name.
    pub project: String,
    /// The environment it changes.
    pub environment: Option<String>,
    /// The hash of its plan.
    pub plan: PlanHash,
    /// The operation that this one continues or is part of.
    pub parent: Option<OperationId>,
    /// Who asked for it, such as `Ann <ann@example.com>`.
    pub actor: String,
    /// The device it was started on.
    pub origin: String,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// Two requests with one key are one request.
    pub request_key: Option<String>,
}

impl Operation {
    /// The execution of a plan by someone at a device: project, environment and hash are the plan's. It continues no other
    /// one, and nobody has said why.
    pub fn of(id: OperationId, kind: Kind, plan: &Plan, actor: &str, origin: &str) -> Self {
        Self {
            id,
            kind,
            project: plan.project.clone(),
            environment: plan.subject.environment().map(str::to_owned),
            plan: plan.hash(),
            parent: None,
            actor: actor.to_owned(),
            origin: origin.to_owned(),
            reason: None,
            request_key: None,
        }
    }
}

/// What an operation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A pipeline run.
    Run,
    /// A release goes to an environment.
    Deploy,
    /// A release goes on from one environment to the next.
    Promote,
    /// An earlier deployment comes back.
    Rollback,
    /// Containers are started anew.
    Restart,
}

impl Kind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Deploy => "deploy",
            Self::Promote => "promote",
            Self::Rollback => "rollback",
            Self::Restart => "restart",
        }
    }
}

/// How an operation ended, or stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything was observed as planned.
    Succeeded,
    /// Something was not, and it was left so.
    Failed,
    /// It failed, and what was before was put back and observed.
    RolledBack,
    /// It was stopped, or refused, in a known state.
    Cancelled,
    /// Someone has to act before it goes on.
    Waiting,
    /// What happened could not be observed.
    Unknown,
}

impl Verdict {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::RolledBack => "rolled_back",
            Self::Cancelled => "cancelled",
            Self::Waiting => "waiting",
            Self::Unknown => "unknown",
        }
    }

    /// How a program ends whose operation ended, or stands, like that.
    pub fn exit(self) -> Exit {
        match self {
            Self::Succeeded => Exit::Done,
            Self::Failed | Self::RolledBack => Exit::Failed,
            Self::Unknown => Exit::Unknown,
            Self::Waiting => Exit::Waiting,
            Self::Cancelled => Exit::Interrupted,
        }
    }
}
