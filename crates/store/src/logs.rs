//! Logs of steps: files that one thread writes and anybody reads, also while they grow.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Found, LogLine, LogPage, LogStore, LogStream, PageOf, Search, StepLines};

use crate::ledger::SqliteLedger;

mod cursor;
mod follow;
mod index;
mod indexed;
mod line;
mod queue;
mod search;
mod segment;
mod span;
mod writer;

use indexed::{Indexed, Indexes};
use queue::Queue;

/// Logs as `DIR/OPERATION/0001.log` and so on.
pub struct SegmentLogs {
    dir: PathBuf,
    queue: Arc<Queue>,
    ledger: Arc<SqliteLedger>,
    indexes: Indexes,
}

impl SegmentLogs {
    /// Logs in this directory. Nothing is made and no thread is started before the first line.
    pub(crate) fn new(dir: &Path, ledger: Arc<SqliteLedger>) -> Self {
        Self { dir: dir.to_owned(), queue: Arc::default(), ledger, indexes: Indexes::default() }
    }

    fn dir_of(&self, operation: OperationId) -> PathBuf {
        self.dir.join(operation.to_string())
    }

    /// Asks an operation's log, with everything in it that this process logged, on a thread that may wait for
    /// the disk.
    async fn ask<T: Send + 'static>(
        &self,
        operation: OperationId,
        question: impl FnOnce(&Indexed) -> io::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        // What was lost is told by `flush` and stands in the log.
        let _ = self.queue.flush(operation, false).await;
        let log = Indexed::new(self.dir_of(operation), self.indexes.of(operation));
        let asking = tokio::task::spawn_blocking(move || question(&log));
        let answer = asking.await.map_err(|why| Problem::new(Code::Internal, why.to_string()))?;
        answer.map_err(|why| unreadable(operation, &why))
    }
}

fn unreadable(operation: OperationId, why: &io::Error) -> Problem {
    let message = format!("The log of operation {operation} cannot be read: {why}.");
    Problem::new(Code::FileFailed, message).hint("check the disk and the rights of the data directory")
}

#[async_trait]
impl LogStore for SegmentLogs {
    fn write(&self, operation: OperationId, line: LogLine) {
        let at = line.at.unwrap_or_else(Timestamp::now);
        let mut bytes = Vec::with_capacity(line.text.len() + 64);
        line::encode(&line, at, &mut bytes);
        if self.queue.push(operation, &bytes) == queue::Writer::Wanted {
            writer::start(&self.dir, &self.queue);
        }
    }

    async fn flush(&self, operation: OperationId) -> Result<(), Problem> {
        self.queue.flush(operation, true).await.map_err(|lost| {
            Problem::new(
                Code::FileFailed,
                format!("The log of operation {operation} is not complete: {lost}."),
            )
            .hint("free some space or check the disk; the operation itself is not affected")
        })
    }

    fn read(&self, operation: OperationId, follow: bool) -> LogStream {
        let dir = self.dir_of(operation);
        follow::stream(dir, operation, follow, Arc::clone(&self.queue), Arc::clone(&self.ledger))
    }

    async fn page(&self, operation: OperationId, wanted: &PageOf) -> Result<LogPage, Problem> {
        let wanted = wanted.clone();
        self.ask(operation, move |log| log.page(&wanted)).await
    }

    async fn find(&self, operation: OperationId, wanted: &Search) -> Result<Found, Problem> {
        let wanted = wanted.clone();
        self.ask(operation, move |log| log.find(&wanted)).await
    }

    async fn count(&self, operation: OperationId) -> Result<u64, Problem> {
        self.ask(operation, Indexed::count).await
    }

    async fn steps(&self, operation: OperationId) -> Result<Vec<StepLines>, Problem> {
        self.ask(operation, Indexed::steps).await
    }
}

impl Drop for SegmentLogs {
    fn drop(&mut self) {
        self.queue.close();
    }
}
