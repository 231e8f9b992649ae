//! Logs of steps, with time stamps.

use async_trait::async_trait;
use futures::stream::BoxStream;
use jiff::Timestamp;
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::problem::Problem;

/// A line that a step logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When; set by the store where it is `None`.
    pub at: Option<Timestamp>,
    /// The step it comes from; set by the runner.
    pub step: Option<StepId>,
    /// Whether it was written to standard error.
    pub error: bool,
    /// The text without its end, redacted.
    pub text: String,
}

impl LogLine {
    /// A line of standard output.
    pub fn out(text: impl Into<String>) -> Self {
        Self { at: None, step: None, error: false, text: text.into() }
    }

    /// A line of standard error.
    pub fn err(text: impl Into<String>) -> Self {
        Self { error: true, ..Self::out(text) }
    }
}

/// Lines as they come.
pub type LogStream = BoxStream<'static, Result<LogLine, Problem>>;

/// Where logs are kept.
#[async_trait]
pub trait LogStore: Send + Sync {
    /// Adds a line to an operation's log. Never blocks for long and never fails the step: what cannot be
    /// written is counted and said in the log's last line.
    fn write(&self, operation: OperationId, line: LogLine);

    /// Makes sure that what was written so far is on disk.
    async fn flush(&self, operation: OperationId) -> Result<(), Problem>;

    /// The lines of an operation from the first on; with `follow` also those to come, until the operation is closed.
    fn read(&self, operation: OperationId, follow: bool) -> LogStream;
}
