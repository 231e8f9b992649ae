//! The thread that writes logs.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use slipway_domain::ids::OperationId;
use slipway_engine::ports::LogLine;

use super::line;
use super::queue::{Queue, Waiting};
use super::segment::Tail;

/// Logs that are kept open at most.
const MOST_OPEN: usize = 32;

/// Starts the thread. It ends when the queue is closed.
pub fn start(dir: &Path, queue: &Arc<Queue>) {
    let (dir, work) = (dir.to_owned(), Arc::clone(queue));
    let thread = std::thread::Builder::new().name("slipway-logs".to_owned());
    let thread = thread.spawn(move || {
        let queue = Ends(work);
        Writer { dir, logs: HashMap::new() }.run(&queue.0);
    });
    match thread {
        Ok(thread) => queue.started(thread),
        Err(_) => queue.ended(),
    }
}

/// Says that the thread has ended, however it did.
struct Ends(Arc<Queue>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.ended();
    }
}

struct Writer {
    dir: PathBuf,
    logs: HashMap<OperationId, Log>,
}

/// One operation's log.
#[derive(Default)]
struct Log {
    tail: Option<Tail>,
    /// Lines that are missing and that the log does not say so of yet.
    untold: u64,
    /// Lines that are missing since the last flush.
    lost: u64,
    why: String,
}

impl Writer {
    fn run(mut self, queue: &Queue) {
        loop {
            let work = queue.take();
            for (operation, waiting) in work.waiting {
                let dir = self.dir.join(operation.to_string());
                self.logs.entry(operation).or_default().add(&dir, &waiting);
            }
            for flush in work.flushes {
                let dir = self.dir.join(flush.operation.to_string());
                let result = match self.logs.get_mut(&flush.operation) {
                    Some(log) => log.flush(&dir, flush.sync),
                    None => Ok(()),
                };
                // Whoever no longer waits need not be told.
                let _ = flush.done.send(result);
            }
            if work.closed {
                return;
            }
            self.close_some();
        }
    }

    fn close_some(&mut self) {
        if self.logs.len() > MOST_OPEN {
            self.logs.retain(|_, log| log.untold > 0 || log.lost > 0 || log.close().is_err());
        }
    }
}

impl Log {
    fn add(&mut self, dir: &Path, waiting: &Waiting) {
        // A gap is told before what comes after it.
        self.tell_gap(dir);
        self.put(dir, &waiting.lines);
        if waiting.dropped > 0 {
            self.miss(waiting.dropped, "they came faster than the disk takes them");
        }
        self.tell_gap(dir);
    }

    fn put(&mut self, dir: &Path, lines: &[u8]) {
        if let Err((why, done)) = self.write(dir, lines) {
            let lines = lines[done..].iter().filter(|byte| **byte == b'\n').count();
            self.miss(lines as u64, &why.to_string());
        }
    }

    fn write(&mut self, dir: &Path, lines: &[u8]) -> Result<(), (io::Error, usize)> {
        let tail = match &mut self.tail {
            Some(tail) => tail,
            empty => empty.insert(Tail::open(dir).map_err(|why| (why, 0))?),
        };
        tail.write(lines)
    }

    fn miss(&mut self, lines: u64, why: &str) {
        self.untold += lines;
        self.lost += lines;
        why.clone_into(&mut self.why);
    }

    /// Says in the log itself what is missing from it. Tried again later where that fails, too.
    fn tell_gap(&mut self, dir: &Path) {
        if self.untold == 0 {
            return;
        }
        let told = LogLine::err(format!("Slipway could not keep {} lines here: {}", self.untold, self.why));
        let mut bytes = Vec::new();
        line::encode(&told, Timestamp::now(), &mut bytes);
        if self.write(dir, &bytes).is_ok() {
            self.untold = 0;
        }
    }

    /// Lets go of the file once the disk has what is in it. Another program may carry the operation on, so the next
    /// line looks for the end of the log anew.
    fn close(&mut self) -> io::Result<()> {
        if let Some(tail) = &self.tail {
            tail.sync()?;
        }
        self.tail = None;
        Ok(())
    }

    fn flush(&mut self, dir: &Path, sync: bool) -> Result<(), String> {
        self.tell_gap(dir);
        if !sync {
            return Ok(());
        }
        self.close().map_err(|why| why.to_string())?;
        match std::mem::take(&mut self.lost) {
            0 => Ok(()),
            lost => Err(format!("{lost} lines could not be kept, because {}", self.why)),
        }
    }
}
