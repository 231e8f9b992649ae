//! Lines that an engine did not show while it was followed.
//!
//! Engine 20.10 ends a followed log when the container ends, often before it has shown the last line, above all
//! one without a line end. The line is in the log; a second look without following brings it.

use std::collections::HashMap;

use jiff::Timestamp;
use slipway_engine::ports::LogLine;

/// So many seconds before the newest line are looked at again.
const AGAIN: i64 = 2;

/// What was shown of the last seconds.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    first: Option<Timestamp>,
    newest: Option<Timestamp>,
    recent: HashMap<(Timestamp, bool), usize>,
}

impl Shown {
    /// Notes a line that was shown.
    pub(crate) fn add(&mut self, line: &LogLine) {
        let Some(at) = line.at else { return };
        let newest = self.newest.map_or(at, |newest| newest.max(at));
        if self.newest.is_none_or(|before| before.as_second() < newest.as_second()) {
            self.recent.retain(|(at, _), _| at.as_second() >= newest.as_second() - AGAIN);
        }
        self.newest = Some(newest);
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        *self.recent.entry((at, line.error)).or_default() += 1;
    }

    /// From which Unix second on to look again; `None` when nothing was shown, so for everything.
    pub(crate) fn since(&self) -> Option<i64> {
        self.newest.map(|newest| newest.as_second() - AGAIN)
    }

    /// Whether a line of the second look was missed in the first.
    pub(crate) fn missed(&mut self, line: &LogLine) -> bool {
        let (Some(at), Some(first)) = (line.at, self.first) else { return self.first.is_none() };
        match self.recent.get_mut(&(at, line.error)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            // What is older than the first line shown was cut off on purpose.
            _ => at >= first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(second: i64, text: &str) -> LogLine {
        LogLine { at: Some(Timestamp::from_second(second).unwrap()), ..LogLine::out(text) }
    }

    #[test]
    fn only_what_was_not_shown_is_missed() {
        let mut shown = Shown::default();
        [line(10, "a"), line(20, "b"), line(20, "c")].iter().for_each(|line| shown.add(line));
        assert_eq!(shown.since(), Some(18));
        assert!(!shown.missed(&line(20, "b")) && !shown.missed(&line(20, "c")));
        assert!(shown.missed(&line(20, "d")));
        assert!(shown.missed(&line(21, "e")));
        assert!(!shown.missed(&line(9, "cut off by tail")));
        let other = LogLine { error: true, ..line(20, "b") };
        assert!(shown.missed(&other));
    }

    #[test]
    fn without_anything_shown_everything_was_missed() {
        let mut shown = Shown::default();
        assert_eq!(shown.since(), None);
        assert!(shown.missed(&line(1, "a")));
    }
}
