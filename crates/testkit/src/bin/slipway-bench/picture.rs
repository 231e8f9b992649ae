//! What a display shows, read from the file that Xvfb keeps its picture in: an X window dump, whose numbers are big-endian.

use std::collections::HashMap;

/// Where in a window its content lies: right of what is at its left edge, below its bars.
const LEFT: usize = 240;
const RIGHT: usize = 1240;
const TOP: usize = 80;
const BOTTOM: usize = 740;
/// One row of so many is looked at: whoever looks at all of them takes a core from the program that is looked at.
pub(crate) const ROWS_APART: usize = 4;

/// The numbers of the head, counted from its begin.
const HEAD_SIZE: usize = 0;
const LINE_SIZE: usize = 12;
const COLOURS: usize = 19;
const COLOUR_SIZE: usize = 12;
const POINT_SIZE: usize = 4;

/// How many points of the content are unlike its ground, in the rows that are looked at; `None` of what is no dump of a
/// window that large. `read` fills what it is given from a place in the dump, and says whether all of it is there.
pub(crate) fn drawn(read: impl Fn(usize, &mut [u8]) -> bool) -> Option<usize> {
    Some(beside_the_ground(&content(read)?))
}

/// A point's colour, without the byte that says nothing.
type Point = [u8; 3];

fn content(read: impl Fn(usize, &mut [u8]) -> bool) -> Option<Vec<Point>> {
    let mut head = [0; (COLOURS + 1) * 4];
    if !read(0, &mut head) {
        return None;
    }
    let begin = number(&head, HEAD_SIZE)? + number(&head, COLOURS)? * COLOUR_SIZE;
    let line = number(&head, LINE_SIZE)?;
    let mut row = vec![0; (RIGHT - LEFT) * POINT_SIZE];
    let mut points = Vec::with_capacity((BOTTOM - TOP) / ROWS_APART * (RIGHT - LEFT));
    for at in (TOP..BOTTOM).step_by(ROWS_APART) {
        if !read(begin + at * line + LEFT * POINT_SIZE, &mut row) {
            return None;
        }
        points.extend(row.chunks_exact(POINT_SIZE).map(|point| [point[0], point[1], point[2]]));
    }
    Some(points)
}

fn number(head: &[u8], index: usize) -> Option<usize> {
    let bytes = head.get(index * 4..index * 4 + 4)?;
    usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
}

/// How many points have a colour that is not one of the two that most have: while a window is painted over, its ground has
/// two.
fn beside_the_ground(points: &[Point]) -> usize {
    let mut colours = HashMap::<Point, usize>::new();
    for alike in points.chunk_by(Point::eq) {
        *colours.entry(alike[0]).or_default() += alike.len();
    }
    let mut counts: Vec<usize> = colours.into_values().collect();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    counts.iter().skip(2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 1440;
    const HEAD: usize = 108;

    /// A dump in one colour, with two in its table.
    fn white() -> Vec<u8> {
        let mut dump = vec![0; HEAD + 2 * COLOUR_SIZE];
        let line = WIDTH * POINT_SIZE;
        for (index, number) in [(HEAD_SIZE, HEAD), (LINE_SIZE, line), (COLOURS, 2)] {
            let bytes = u32::try_from(number).unwrap().to_be_bytes();
            dump[index * 4..index * 4 + 4].copy_from_slice(&bytes);
        }
        dump.resize(dump.len() + 900 * line, 255);
        dump
    }

    fn put(dump: &mut [u8], x: usize, y: usize, shade: u8) {
        let at = HEAD + 2 * COLOUR_SIZE + (y * WIDTH + x) * POINT_SIZE;
        dump[at..at + 3].fill(shade);
    }

    fn drawn_in(dump: &[u8]) -> Option<usize> {
        drawn(|at, into| match dump.get(at..at + into.len()) {
            Some(there) => {
                into.copy_from_slice(there);
                true
            }
            None => false,
        })
    }

    #[test]
    fn an_empty_window_has_nothing_drawn() {
        assert_eq!(drawn_in(&white()), Some(0));
        assert_eq!(drawn_in(b"no dump"), None);
    }

    #[test]
    fn points_of_the_content_are_counted_in_the_rows_that_are_looked_at_and_others_are_not() {
        let mut dump = white();
        for x in 300..360 {
            put(&mut dump, x, TOP + 4 * ROWS_APART, 0);
        }
        for x in 300..350 {
            put(&mut dump, x, TOP + 5 * ROWS_APART, 90);
            put(&mut dump, x, TOP + 5 * ROWS_APART + 1, 90);
        }
        put(&mut dump, 10, 100, 90);
        put(&mut dump, 300, 20, 90);
        assert_eq!(drawn_in(&dump), Some(50));
    }

    #[test]
    fn what_is_painted_over_in_part_has_nothing_drawn() {
        let mut dump = white();
        let half = dump.len() / 2;
        dump[half..].fill(0);
        assert_eq!(drawn_in(&dump), Some(0));
    }
}
