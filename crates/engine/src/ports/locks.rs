//! Locks of this device: what one process does no other does meanwhile.

use slipway_domain::problem::Problem;

/// Held while a process is at it; free again when it is dropped or the process dies. Nobody gets one only to look.
pub trait LockGuard: Send + Sync {}

/// Locks among the processes of this device.
pub trait Locks: Send + Sync {
    /// The guard, or `None` when another process has it. An operation's lock has the operation's id for a name; names
    /// are made of letters, digits and `-`.
    fn try_own(&self, name: &str) -> Result<Option<Box<dyn LockGuard>>, Problem>;

    /// Whether a process has it now. Whoever asks does not get it, and keeps nobody from it.
    fn is_owned(&self, name: &str) -> Result<bool, Problem>;

    /// Removes what killed processes left behind. Nobody needs it: what is free can be owned with it or without.
    fn sweep(&self);
}
