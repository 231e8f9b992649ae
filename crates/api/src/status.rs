//! What `status` says.

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::digest::Digest;
use slipway_domain::world::{Health, Lock};
use slipway_engine::ports::Outstanding;
use slipway_engine::status::{EnvironmentState, EnvironmentStatus, RollbackChoice, ServiceStatus};

/// The document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatusDocument {
    /// The project's name.
    pub project: String,
    /// Its environments in promotion order.
    pub environments: Vec<EnvironmentDocument>,
    /// Notices that have not arrived at their channels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub notifications: Vec<UndeliveredDocument>,
}

/// A notice that has not arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UndeliveredDocument {
    /// The channel's name in slipway.yml.
    pub channel: String,
    /// What it says, in a line.
    pub title: String,
    /// When it was due.
    pub since: String,
    /// Why it has not arrived.
    pub why: Option<String>,
    /// Whether it is not tried any more.
    pub given_up: bool,
}

impl From<&Outstanding> for UndeliveredDocument {
    fn from(one: &Outstanding) -> Self {
        Self {
            channel: one.channel.clone(),
            title: one.title.clone(),
            since: one.since.to_string(),
            why: one.why.clone(),
            given_up: one.given_up,
        }
    }
}

/// An environment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EnvironmentDocument {
    /// Its name.
    pub name: String,
    /// In a word: the first that applies.
    pub state: State,
    /// Its services.
    pub services: Vec<ServiceDocument>,
    /// What runs beside them and was not started by Slipway.
    pub unmanaged: Vec<UnmanagedDocument>,
    /// The places that could not be seen.
    pub unreachable: Vec<UnreachableDocument>,
    /// What comes next.
    pub next: Option<NextDocument>,
    /// Who holds it.
    pub lock: Option<LockDocument>,
    /// The freeze.
    pub freeze: Option<FreezeDocument>,
    /// The hold.
    pub hold: Option<HoldDocument>,
}

/// An environment's state, in the order in which they apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "EnvironmentState")]
pub enum State {
    /// An operation is under way.
    Deploying,
    /// An operation was left in the middle.
    Unknown,
    /// A place cannot be seen.
    Unreachable,
    /// An operation waits for someone.
    Waiting,
    /// The newest operation failed.
    Failed,
    /// Somebody holds the lock.
    Locked,
    /// On hold.
    Held,
    /// Frozen.
    Frozen,
    /// Nothing of ours runs.
    Empty,
    /// Everything is as it should be.
    Idle,
}

impl From<EnvironmentState> for State {
    fn from(state: EnvironmentState) -> Self {
        match state {
            EnvironmentState::Deploying => Self::Deploying,
            EnvironmentState::Unknown => Self::Unknown,
            EnvironmentState::Unreachable => Self::Unreachable,
            EnvironmentState::Waiting => Self::Waiting,
            EnvironmentState::Failed => Self::Failed,
            EnvironmentState::Locked => Self::Locked,
            EnvironmentState::Held => Self::Held,
            EnvironmentState::Frozen => Self::Frozen,
            EnvironmentState::Empty => Self::Empty,
            EnvironmentState::Idle => Self::Idle,
        }
    }
}

/// A service.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "RunningService")]
pub struct ServiceDocument {
    /// Its name.
    pub name: String,
    /// Its version; null when places differ.
    pub version: Option<String>,
    /// Its digest; null when places differ.
    pub digest: Option<Digest>,
    /// Its release; null when places differ.
    pub release: Option<u64>,
    /// Its commit; null when places differ.
    pub commit: Option<String>,
    /// When it was deployed, as far as this laptop knows.
    pub deployed_at: Option<String>,
    /// The worst of its places.
    pub health: Health,
    /// Its places.
    pub places: Vec<PlaceDocument>,
    /// What differs from what was deployed.
    pub drift: Vec<String>,
    /// What it can be rolled back to.
    pub rollback_to: Vec<RollbackDocument>,
}

/// A service at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RunningPlace")]
pub struct PlaceDocument {
    /// The place.
    pub name: String,
    /// What kind of place it is.
    pub kind: String,
    /// The digest that runs.
    pub digest: Option<Digest>,
    /// How it is.
    pub health: Health,
}

/// An earlier deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RollbackDocument {
    /// Its release.
    pub release: u64,
    /// The version.
    pub version: String,
    /// The digest.
    pub digest: Digest,
    /// Whether the image is still there, and the files that its release's jobs left; null when the registry did
    /// not say.
    pub available: Option<bool>,
}

/// Something that Slipway did not start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnmanagedDocument {
    /// Its name.
    pub name: String,
    /// Where it was seen.
    pub places: Vec<String>,
}

/// A place that could not be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnreachableDocument {
    /// The place.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// A release that comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NextDocument {
    /// Its number.
    pub release: u64,
    /// Its commit.
    pub commit: String,
    /// Per service its version.
    pub versions: std::collections::BTreeMap<String, String>,
}

/// A lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LockDocument {
    /// Who holds it.
    pub owner: String,
    /// Since when.
    pub since: String,
    /// Why.
    pub message: String,
    /// The operation, if it is one.
    pub operation: Option<String>,
    /// Its holder seems to be gone.
    pub stale: bool,
}

/// A freeze.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FreezeDocument {
    /// Its end; null when someone has to lift it.
    pub until: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HoldDocument {
    /// Who set it.
    pub by: String,
    /// When.
    pub since: String,
    /// Why.
    pub reason: String,
}

impl From<&EnvironmentStatus> for EnvironmentDocument {
    fn from(one: &EnvironmentStatus) -> Self {
        let unmanaged = one.unmanaged.iter();
        let unseen = one.unseen.iter();
        Self {
            name: one.name.clone(),
            state: State::from(one.state),
            services: one.services.iter().map(ServiceDocument::from).collect(),
            unmanaged: unmanaged
                .map(|(name, places)| UnmanagedDocument { name: name.clone(), places: places.clone() })
                .collect(),
            unreachable: unseen
                .map(|(name, why)| UnreachableDocument { name: name.clone(), reason: why.message.clone() })
                .collect(),
            next: one.next.as_ref().map(|release| NextDocument {
                release: release.number,
                commit: release.commit.sha.clone(),
                versions: release
                    .services
                    .iter()
                    .map(|(name, one)| (name.clone(), one.version.clone()))
                    .collect(),
            }),
            lock: one.lock.as_ref().map(LockDocument::from),
            freeze: one.freeze.as_ref().map(|(until, reason)| FreezeDocument {
                until: until.map(|until| until.to_string()),
                reason: reason.clone(),
            }),
            hold: one.hold.as_ref().map(|hold| HoldDocument {
                by: hold.by.clone(),
                since: hold.since.to_string(),
                reason: hold.reason.clone(),
            }),
        }
    }
}

impl From<&Lock> for LockDocument {
    fn from(lock: &Lock) -> Self {
        Self {
            owner: lock.owner.clone(),
            since: lock.since.clone(),
            message: lock.message.clone(),
            operation: lock.operation.clone(),
            stale: lock.stale(),
        }
    }
}

impl From<&ServiceStatus> for ServiceDocument {
    fn from(one: &ServiceStatus) -> Self {
        let places = one.places.iter().map(|place| PlaceDocument {
            name: place.name.clone(),
            kind: place.kind.clone(),
            digest: place.digest.clone(),
            health: place.health,
        });
        Self {
            name: one.name.clone(),
            version: one.version.clone(),
            digest: one.digest.clone(),
            release: one.release,
            commit: one.commit.clone(),
            deployed_at: one.deployed_at.map(|at| at.to_string()),
            health: one.health,
            places: places.collect(),
            drift: one.drift.iter().map(|drift| drift.said.clone()).collect(),
            rollback_to: one.rollback_to.iter().map(RollbackDocument::from).collect(),
        }
    }
}

impl From<&RollbackChoice> for RollbackDocument {
    fn from(choice: &RollbackChoice) -> Self {
        Self {
            release: choice.release,
            version: choice.version.clone(),
            digest: choice.digest.clone(),
            available: choice.available,
        }
    }
}
