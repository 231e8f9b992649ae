//! A log as a stream: what is there, then what comes, until the operation is over.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{LogLine, LogStream};

use super::cursor::{Cursor, Place};
use super::queue::Queue;
use super::unreadable;
use crate::ledger::SqliteLedger;

/// Between two looks at a log that is being written, perhaps by another process.
const POLL: Duration = Duration::from_millis(200);

/// The lines of the log in `dir`. What this process still holds back is written first.
pub fn stream(
    dir: PathBuf,
    operation: OperationId,
    follow: bool,
    queue: Arc<Queue>,
    ledger: Arc<SqliteLedger>,
) -> LogStream {
    let reader = Reader {
        cursor: Some(Cursor::at(dir, Place::default())),
        ready: VecDeque::new(),
        phase: if follow { Phase::Following } else { Phase::Ending },
        operation,
        queue,
        ledger,
    };
    let drained = stream::once(async move {
        // What was lost is told by `flush` and stands in the log.
        let _ = reader.queue.flush(operation, false).await;
        stream::unfold(reader, |mut reader| async move { Some((reader.next().await?, reader)) })
    });
    drained.flatten().boxed()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// More lines may come.
    Following,
    /// What is there now is all.
    Ending,
    /// Everything was passed on.
    Over,
}

struct Reader {
    /// Away only while a thread reads with it.
    cursor: Option<Cursor>,
    ready: VecDeque<LogLine>,
    phase: Phase,
    operation: OperationId,
    queue: Arc<Queue>,
    ledger: Arc<SqliteLedger>,
}

impl Reader {
    async fn next(&mut self) -> Option<Result<LogLine, Problem>> {
        loop {
            if let Some(line) = self.ready.pop_front() {
                return Some(Ok(line));
            }
            if self.phase == Phase::Over {
                return None;
            }
            if let Err(problem) = self.fill().await {
                self.phase = Phase::Over;
                return Some(Err(problem));
            }
        }
    }

    async fn fill(&mut self) -> Result<(), Problem> {
        self.ready = self.read().await?.into();
        if !self.ready.is_empty() {
            return Ok(());
        }
        if self.phase == Phase::Ending {
            self.phase = Phase::Over;
            return Ok(());
        }
        if self.ledger.is_over(self.operation).await? {
            let _ = self.queue.flush(self.operation, false).await;
            self.phase = Phase::Ending;
        }
        // Also when it is over: the last lines may still be on their way from another process.
        tokio::time::sleep(POLL).await;
        Ok(())
    }

    async fn read(&mut self) -> Result<Vec<LogLine>, Problem> {
        let Some(mut cursor) = self.cursor.take() else { return Ok(Vec::new()) };
        let reading = tokio::task::spawn_blocking(move || (cursor.lines(), cursor));
        let (lines, cursor) = reading.await.map_err(|why| Problem::new(Code::Internal, why.to_string()))?;
        self.cursor = Some(cursor);
        lines.map_err(|why| unreadable(self.operation, &why))
    }
}
