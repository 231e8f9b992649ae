//! Time.

use jiff::Timestamp;

/// The time of day. Durations are measured with tokio's own clock, which tests can pause.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;
}
