//! Where the lines of an operation's log stand, of all steps together and of each alone.
//!
//! Not of every line: of one in a thousand, and of the first after much that is not asked for. From there a
//! reader has a short way. It is made by reading the log once and goes on where it ended when the log has grown.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use slipway_domain::ids::StepId;
use slipway_engine::ports::{Heading, StepLines};

use super::cursor::{Cursor, Place};
use super::line::Fields;
use super::span::Span;

/// Lines from one mark to the next at most.
const MARK_LINES: u64 = 1_000;

/// A line that begins this many bytes after the last mark gets a mark of its own.
const MARK_BYTES: u64 = 1024 * 1024;

/// Where a line stands.
struct Mark {
    number: u64,
    place: Place,
}

impl Mark {
    /// Whether a reader who wants the line at that place does well to begin here.
    fn is_near(&self, place: Place) -> bool {
        place.segment == self.place.segment && place.offset - self.place.offset < MARK_BYTES
    }
}

/// Lines that are numbered among themselves.
#[derive(Default)]
pub struct Track {
    lines: u64,
    marks: Vec<Mark>,
}

impl Track {
    /// How many there are.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    fn add(&mut self, place: Place) {
        let number = self.lines;
        let marked = |mark: &Mark| number - mark.number < MARK_LINES && mark.is_near(place);
        if !self.marks.last().is_some_and(marked) {
            self.marks.push(Mark { number, place });
        }
        self.lines += 1;
    }

    /// What is to be read for at most `limit` lines from number `from` on.
    pub fn spans(&self, from: u64, limit: u64) -> Vec<Span> {
        let end = from.saturating_add(limit).min(self.lines);
        if from >= end {
            return Vec::new();
        }
        let first = self.marks.partition_point(|mark| mark.number <= from).saturating_sub(1);
        let marks = &self.marks[first..];
        let marks = &marks[..marks.partition_point(|mark| mark.number < end)];
        // Where the next mark is near, reading on costs less than a new beginning.
        let near = |one: &Mark, next: &Mark| one.is_near(next.place);
        let ends = marks.chunk_by(near).skip(1).map(|run| run[0].number).chain([end]);
        let begins = marks.chunk_by(near).map(|run| &run[0]);
        begins.zip(ends).map(|(mark, end)| Span { begin: mark.place, first: mark.number, end }).collect()
    }
}

struct Step {
    id: StepId,
    /// The number of its first line among all.
    first: u64,
    track: Track,
    headings: Vec<Heading>,
}

/// Where the lines of one log stand.
#[derive(Default)]
pub struct Index {
    /// How far it goes.
    end: Place,
    all: Track,
    steps: Vec<Step>,
    by_name: HashMap<String, usize>,
    /// The step of the newest line: most lines come of the same one as the line before.
    newest: usize,
}

impl Index {
    /// Goes on to the end of the log in `dir` as it is now.
    pub fn extend(&mut self, dir: &Path) -> io::Result<()> {
        let mut cursor = Cursor::at(dir.to_owned(), self.end);
        while let Some(chunk) = cursor.chunk()? {
            for (place, line) in chunk.lines() {
                if let Some(fields) = Fields::of(line) {
                    self.add(place, &fields);
                }
            }
            self.end = chunk.end();
        }
        Ok(())
    }

    fn add(&mut self, place: Place, fields: &Fields<'_>) {
        let step = fields.step();
        if !step.is_empty() {
            self.newest = self.step(&step);
            let known = &mut self.steps[self.newest];
            known.headings.extend(fields.heading(known.track.lines));
            known.track.add(place);
        }
        self.all.add(place);
    }

    /// Which step has that name; it is new where this is its first line.
    fn step(&mut self, name: &str) -> usize {
        if self.steps.get(self.newest).is_some_and(|step| step.id.0 == name) {
            return self.newest;
        }
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        let (first, track) = (self.all.lines(), Track::default());
        self.steps.push(Step { id: name.into(), first, track, headings: Vec::new() });
        self.by_name.insert(name.to_owned(), self.steps.len() - 1);
        self.steps.len() - 1
    }

    /// The lines of all steps, or of one alone if it has any.
    pub fn track(&self, step: Option<&StepId>) -> Option<&Track> {
        match step {
            None => Some(&self.all),
            Some(step) => self.by_name.get(&step.0).map(|known| &self.steps[*known].track),
        }
    }

    /// The steps in the order of their first lines.
    pub fn steps(&self) -> Vec<StepLines> {
        let told = |step: &Step| StepLines {
            step: step.id.clone(),
            first: step.first,
            lines: step.track.lines,
            headings: step.headings.clone(),
        };
        self.steps.iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(places: impl IntoIterator<Item = (u32, u64)>) -> Track {
        let mut track = Track::default();
        places.into_iter().for_each(|(segment, offset)| track.add(Place { segment, offset }));
        track
    }

    fn spans(track: &Track, from: u64, limit: u64) -> Vec<(u32, u64, u64, u64)> {
        let told = |span: Span| (span.begin.segment, span.begin.offset, span.first, span.end);
        track.spans(from, limit).into_iter().map(told).collect()
    }

    #[test]
    fn reading_begins_at_most_a_thousand_lines_before_what_is_wanted() {
        let track = track((0..2_500).map(|number| (1, number * 10)));
        assert_eq!(spans(&track, 0, 10), [(1, 0, 0, 10)]);
        assert_eq!(spans(&track, 999, 1), [(1, 0, 0, 1_000)]);
        assert_eq!(spans(&track, 1_000, 1), [(1, 10_000, 1_000, 1_001)]);
        assert_eq!(spans(&track, 1_500, u64::MAX), [(1, 10_000, 1_000, 2_500)]);
        assert_eq!(spans(&track, 2_500, 1), []);
        assert_eq!(spans(&track, 0, 0), []);
        assert_eq!(spans(&Track::default(), 0, 1), []);
    }

    #[test]
    fn what_lies_between_lines_that_are_far_apart_is_left_out() {
        let far = 5 * MARK_BYTES;
        let track = track([(1, 0), (1, 10), (1, far), (1, far + 10), (2, 0)]);
        let all = [(1, 0, 0, 2), (1, far, 2, 4), (2, 0, 4, 5)];
        assert_eq!(spans(&track, 0, 5), all);
        assert_eq!(spans(&track, 1, 2), [(1, 0, 0, 2), (1, far, 2, 3)]);
        assert_eq!(spans(&track, 4, 1), [all[2]]);
    }
}
