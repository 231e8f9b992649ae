//! Parts of a log that are read for some of its lines.

use std::io;
use std::path::Path;

use slipway_domain::ids::StepId;

use super::cursor::{Cursor, Place};
use super::line::Fields;

/// Lines that are read in one go.
pub struct Span {
    /// Where the first of them begins.
    pub begin: Place,
    /// The number of the first of them.
    pub first: u64,
    /// The number after the last of them.
    pub end: u64,
}

/// Shows every line of the spans with its number, those of one step alone if a step is given. Numbers and
/// spans are then of that step.
pub fn visit(
    dir: &Path,
    spans: &[Span],
    step: Option<&StepId>,
    mut show: impl FnMut(u64, &Fields<'_>),
) -> io::Result<()> {
    spans.iter().try_for_each(|span| visit_one(dir, span, step, &mut show))
}

fn visit_one(
    dir: &Path,
    span: &Span,
    step: Option<&StepId>,
    show: &mut impl FnMut(u64, &Fields<'_>),
) -> io::Result<()> {
    let mut cursor = Cursor::at(dir.to_owned(), span.begin);
    let mut numbers = span.first..span.end;
    while !numbers.is_empty()
        && let Some(chunk) = cursor.chunk()?
    {
        let lines = chunk.lines().filter_map(|(_, line)| Fields::of(line));
        let wanted = lines.filter(|fields| step.is_none_or(|step| fields.step() == step.0));
        // In this order: a number that is taken when the chunk has no more lines would be lost.
        wanted.zip(numbers.by_ref()).for_each(|(fields, number)| show(number, &fields));
    }
    Ok(())
}
