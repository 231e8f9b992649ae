//! The last lines of a step, as evidence when it fails.

use std::collections::VecDeque;

/// So many lines are shown.
const SHOWN: usize = 20;

/// So many of them come from standard error, if it has as many: the streams arrive in no certain order, and a
/// long output must not push the error out.
const SHOWN_ERRORS: usize = 10;

/// The ends of the two streams of a step.
#[derive(Debug, Clone, Default)]
pub(crate) struct LastLines {
    count: u64,
    out: VecDeque<(u64, String)>,
    err: VecDeque<(u64, String)>,
}

impl LastLines {
    /// Notes a line.
    pub(crate) fn add(&mut self, text: &str, error: bool) {
        self.count += 1;
        let lines = if error { &mut self.err } else { &mut self.out };
        if lines.len() == SHOWN {
            lines.pop_front();
        }
        lines.push_back((self.count, text.to_owned()));
    }

    /// The lines to show, in the order in which they came.
    pub(crate) fn shown(&self) -> Vec<String> {
        let errors = self.err.len().min(SHOWN_ERRORS.max(SHOWN.saturating_sub(self.out.len())));
        let outs = self.out.len().min(SHOWN - errors);
        let mut lines: Vec<_> =
            self.err.iter().rev().take(errors).chain(self.out.iter().rev().take(outs)).collect();
        lines.sort();
        lines.into_iter().map(|(_, text)| text.clone()).collect()
    }

    /// The last line that says something, one of standard error if there is any.
    pub(crate) fn last_word(&self) -> Option<String> {
        let says = |line: &&(u64, String)| !line.1.trim().is_empty();
        let last = self.err.iter().rev().find(says).or_else(|| self.out.iter().rev().find(says));
        last.map(|(_, text)| text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_output_does_not_push_the_error_out() {
        let mut last = LastLines::default();
        last.add("bad", true);
        last.add(" ", true);
        (0..50).for_each(|number| last.add(&number.to_string(), false));
        let shown = last.shown();
        assert_eq!((shown.len(), shown[0].as_str(), shown[19].as_str()), (20, "bad", "49"));
        assert_eq!(last.last_word().as_deref(), Some("bad"));
    }

    #[test]
    fn each_stream_alone_fills_the_room() {
        for error in [true, false] {
            let mut last = LastLines::default();
            (0..50).for_each(|number| last.add(&number.to_string(), error));
            assert_eq!(last.shown().len(), SHOWN);
            assert_eq!(last.last_word().as_deref(), Some("49"));
        }
        assert_eq!(LastLines::default().last_word(), None);
    }
}
