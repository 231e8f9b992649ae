//! Logs of steps: files that one thread writes and anybody reads, also while they grow.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{LogLine, LogStore, LogStream};

use crate::ledger::SqliteLedger;

mod cursor;
mod follow;
mod line;
mod queue;
mod segment;
mod writer;

use queue::Queue;

/// Logs as `DIR/OPERATION/0001.log` and so on.
pub struct SegmentLogs {
    dir: PathBuf,
    queue: Arc<Queue>,
    ledger: Arc<SqliteLedger>,
}

impl SegmentLogs {
    /// Logs in this directory. Nothing is made and no thread is started before the first line.
    pub(crate) fn new(dir: &Path, ledger: Arc<SqliteLedger>) -> Self {
        Self { dir: dir.to_owned(), queue: Arc::new(Queue::default()), ledger }
    }
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
        let dir = self.dir.join(operation.to_string());
        follow::stream(dir, operation, follow, Arc::clone(&self.queue), Arc::clone(&self.ledger))
    }
}

impl Drop for SegmentLogs {
    fn drop(&mut self) {
        self.queue.close();
    }
}
