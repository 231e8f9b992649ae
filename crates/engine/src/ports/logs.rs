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
    /// Whether nothing wrote it: it heads what a part of the step, such as a command of a job, logs from here on.
    pub heading: bool,
    /// The text without its end, redacted.
    pub text: String,
}

impl LogLine {
    /// A line of standard output.
    pub fn out(text: impl Into<String>) -> Self {
        Self { at: None, step: None, error: false, heading: false, text: text.into() }
    }

    /// A line of standard error.
    pub fn err(text: impl Into<String>) -> Self {
        Self { error: true, ..Self::out(text) }
    }
}

/// Lines as they come.
pub type LogStream = BoxStream<'static, Result<LogLine, Problem>>;

/// Line numbers that [`LogStore::find`] tells at most.
pub const MOST_FOUND: usize = 10_000;

/// Which part of a log is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageOf {
    /// The lines of this step alone, which are then numbered among themselves.
    pub step: Option<StepId>,
    /// The number of the first line, from 0.
    pub from: u64,
    /// At most so many.
    pub limit: u64,
}

/// A part of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// How many lines there are so far, of the step if one was asked for.
    pub total: u64,
    /// The number of the first of these: the one that was asked for, or `total` where there is no such line.
    pub from: u64,
    /// The lines.
    pub lines: Vec<LogLine>,
}

/// What is looked for in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// In the lines of this step alone, which are then numbered among themselves.
    pub step: Option<StepId>,
    /// A part of a line as people see it: without escape sequences of terminals, in any case.
    pub text: String,
}

/// Lines that have what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The numbers of the first [`MOST_FOUND`], from 0, in order.
    pub lines: Vec<u64>,
    /// How many there are in all.
    pub total: u64,
}

/// How a step stands in its operation's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLines {
    /// The step.
    pub step: StepId,
    /// The number of its first line among those of all steps, from 0.
    pub first: u64,
    /// How many lines it has so far. Other steps' lines may stand between them.
    pub lines: u64,
    /// Those of them that are headings, in order.
    pub headings: Vec<Heading>,
}

/// A line that heads a part of a step's lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its number among the step's lines, from 0.
    pub line: u64,
    /// When the part began.
    pub at: Timestamp,
    /// Its text.
    pub text: String,
}

/// Where logs are kept.
///
/// Lines are numbered from 0 in the order in which [`LogStore::read`] passes them on. A line keeps its number
/// while the log grows.
#[async_trait]
pub trait LogStore: Send + Sync {
    /// Adds a line to an operation's log. Never blocks for long and never fails the step: what cannot be
    /// written is counted and said in the log's last line.
    fn write(&self, operation: OperationId, line: LogLine);

    /// Makes sure that what was written so far is on disk.
    async fn flush(&self, operation: OperationId) -> Result<(), Problem>;

    /// The lines of an operation from the first on; with `follow` also those to come, until the operation is closed.
    fn read(&self, operation: OperationId, follow: bool) -> LogStream;

    /// A part of the log as it is now, however far into it, without reading what stands before.
    async fn page(&self, operation: OperationId, wanted: &PageOf) -> Result<LogPage, Problem>;

    /// The lines of the log as it is now that have a text in them.
    async fn find(&self, operation: OperationId, wanted: &Search) -> Result<Found, Problem>;

    /// How many lines the log has so far. Asked again, it costs as much as what was added since.
    async fn count(&self, operation: OperationId) -> Result<u64, Problem>;

    /// The steps that have logged so far, in the order of their first lines.
    async fn steps(&self, operation: OperationId) -> Result<Vec<StepLines>, Problem>;
}
