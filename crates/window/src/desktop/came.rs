//! What an operation came to, as the desktop tells it.

use slipway_api::window::activity::ActivityRow;
use slipway_domain::operation::Verdict;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// Somebody is at it.
    Moving,
    Succeeded,
    Failed,
    /// It failed, and what was before was put back.
    RolledBack,
    Cancelled,
    /// Nobody can tell, or nobody is at it any more.
    Unknown,
    /// It waits for a person.
    Waits,
    /// It failed, and asks whether that is taken back.
    Asks,
}

impl Came {
    /// By its row, and whether it asks.
    pub fn of(row: &ActivityRow, asks: bool) -> Self {
        match row.row.verdict {
            Some(Verdict::Succeeded) => Self::Succeeded,
            Some(Verdict::Failed) => Self::Failed,
            Some(Verdict::RolledBack) => Self::RolledBack,
            Some(Verdict::Cancelled) => Self::Cancelled,
            Some(Verdict::Unknown) => Self::Unknown,
            Some(Verdict::Waiting) => Self::Waits,
            None if row.busy => Self::Moving,
            None if asks => Self::Asks,
            None if row.waits => Self::Waits,
            None => Self::Unknown,
        }
    }
}
