//! An environment's state in a word: the first that applies.

use slipway_domain::operation::Verdict;
use slipway_domain::world::{Lock, World};

use super::Known;

/// In the order in which they apply (CONTRACT, "Documents").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvironmentState {
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

impl EnvironmentState {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deploying => "deploying",
            Self::Unknown => "unknown",
            Self::Unreachable => "unreachable",
            Self::Waiting => "waiting",
            Self::Failed => "failed",
            Self::Locked => "locked",
            Self::Held => "held",
            Self::Frozen => "frozen",
            Self::Empty => "empty",
            Self::Idle => "idle",
        }
    }
}

pub(super) fn of(known: &Known, world: &World, lock: Option<&Lock>) -> EnvironmentState {
    let busy_elsewhere = lock.is_some_and(|lock| lock.operation.is_some() && !lock.stale());
    let left = |open: &&crate::operations::Open| !open.busy;
    // Nobody shows a sign of life for an operation that waits for a person.
    let waits = |lock: &Lock| {
        let of = |open: &crate::operations::Open| open.row.operation.id.to_string();
        known.open.iter().any(|open| open.waits && lock.operation.as_deref() == Some(of(open).as_str()))
    };
    let abandoned = |lock: &Lock| lock.stale() && !waits(lock);
    let mut seen = world.seen_places();
    if known.open.iter().any(|open| open.busy) || (busy_elsewhere && known.open.is_empty()) {
        EnvironmentState::Deploying
    } else if known.open.iter().filter(left).any(|open| !open.waits) || lock.is_some_and(abandoned) {
        EnvironmentState::Unknown
    } else if world.places.iter().any(|place| place.seen.is_err()) {
        EnvironmentState::Unreachable
    } else if !known.open.is_empty() {
        EnvironmentState::Waiting
    } else if known.newest.as_ref().is_some_and(|row| row.verdict == Some(Verdict::Failed)) {
        EnvironmentState::Failed
    } else if lock.is_some() {
        EnvironmentState::Locked
    } else if known.rules.hold.is_some() {
        EnvironmentState::Held
    } else if known.rules.freeze.is_some() || known.window.is_some() {
        EnvironmentState::Frozen
    } else if seen.all(|(_, seen)| seen.services.is_empty()) {
        EnvironmentState::Empty
    } else {
        EnvironmentState::Idle
    }
}
