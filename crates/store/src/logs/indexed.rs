//! Questions to a log that go to the middle of it.

use std::collections::VecDeque;
use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use slipway_domain::ids::{OperationId, StepId};
use slipway_engine::ports::{Found, LogPage, MOST_FOUND, PageOf, Search, StepLines};

use super::index::{Index, Track};
use super::search::Needle;
use super::span::{Span, visit};

/// Logs whose index is kept at most. One of a million lines takes less than a hundred kilobytes.
const MOST_KEPT: usize = 16;

type Shared = Arc<Mutex<Index>>;

/// The indexes of the logs that were asked last.
#[derive(Default)]
pub struct Indexes(Mutex<VecDeque<(OperationId, Shared)>>);

impl Indexes {
    /// That of an operation's log; an empty one where none is kept.
    pub fn of(&self, operation: OperationId) -> Shared {
        let mut kept = lock(&self.0);
        let known = kept.iter().position(|(of, _)| *of == operation).and_then(|at| kept.remove(at));
        let (_, index) = known.unwrap_or_else(|| (operation, Shared::default()));
        kept.push_front((operation, Arc::clone(&index)));
        kept.truncate(MOST_KEPT);
        index
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing that matters is half done while it is held, see `Indexed::look`.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A log with its index. Waits for the disk.
pub struct Indexed {
    dir: PathBuf,
    index: Shared,
}

impl Indexed {
    /// The log in `dir`.
    pub fn new(dir: PathBuf, index: Shared) -> Self {
        Self { dir, index }
    }

    /// How many lines it has now.
    pub fn count(&self) -> io::Result<u64> {
        self.look(|index| index.track(None).map_or(0, Track::lines))
    }

    /// Its steps now.
    pub fn steps(&self) -> io::Result<Vec<StepLines>> {
        self.look(Index::steps)
    }

    /// A part of it.
    pub fn page(&self, wanted: &PageOf) -> io::Result<LogPage> {
        let (total, spans) = self.spans(wanted.step.as_ref(), wanted.from, wanted.limit)?;
        let mut lines = Vec::new();
        visit(&self.dir, &spans, wanted.step.as_ref(), |number, fields| {
            if number >= wanted.from {
                lines.push(fields.line());
            }
        })?;
        Ok(LogPage { total, from: wanted.from.min(total), lines })
    }

    /// The lines that have a text in them.
    pub fn find(&self, wanted: &Search) -> io::Result<Found> {
        let (_, spans) = self.spans(wanted.step.as_ref(), 0, u64::MAX)?;
        let mut needle = Needle::new(&wanted.text);
        let mut found = Found { lines: Vec::new(), total: 0 };
        visit(&self.dir, &spans, wanted.step.as_ref(), |number, fields| {
            if needle.is_in(&fields.text()) {
                found.total += 1;
                if found.lines.len() < MOST_FOUND {
                    found.lines.push(number);
                }
            }
        })?;
        Ok(found)
    }

    /// How many lines there are now, and what is to be read for some of them.
    fn spans(&self, step: Option<&StepId>, from: u64, limit: u64) -> io::Result<(u64, Vec<Span>)> {
        let told = |track: &Track| (track.lines(), track.spans(from, limit));
        self.look(|index| index.track(step).map(told).unwrap_or_default())
    }

    /// Looks at the index as it is once it goes to the end of the log. Nobody waits longer for it than that
    /// takes: lines are read without it.
    fn look<T>(&self, at: impl FnOnce(&Index) -> T) -> io::Result<T> {
        let mut kept = lock(&self.index);
        // A panic on the way leaves an empty one, which is made again.
        let mut index = mem::take(&mut *kept);
        let seen = index.extend(&self.dir).map(|()| at(&index));
        *kept = index;
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_indexes_that_were_asked_last_are_kept() {
        let indexes = Indexes::default();
        let [often, once] = [(); 2].map(|()| OperationId(Uuid::now_v7()));
        let (first, rare) = (indexes.of(often), indexes.of(once));
        for _ in 0..MOST_KEPT - 1 {
            indexes.of(OperationId(Uuid::now_v7()));
            assert!(Arc::ptr_eq(&indexes.of(often), &first));
        }
        assert!(!Arc::ptr_eq(&indexes.of(once), &rare));
        assert_eq!(lock(&indexes.0).len(), MOST_KEPT);
    }
}
