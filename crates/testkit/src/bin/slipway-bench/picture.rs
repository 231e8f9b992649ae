//! What a display shows, read from the file that Xvfb keeps its picture in: an X window dump, whose numbers are big-endian.

/// Where in a window its content lies: right of what is at its left edge, below its bars.
const LEFT: usize = 240;
const RIGHT: usize = 1240;
const TOP: usize = 80;
const BOTTOM: usize = 740;

/// The numbers of the head, counted from its begin.
const HEAD_SIZE: usize = 0;
const LINE_SIZE: usize = 12;
const COLOURS: usize = 19;
const COLOUR_SIZE: usize = 12;
const POINT_SIZE: usize = 4;

/// How many points of the content are unlike its ground; `None` of what is no dump of a window that large.
pub(crate) fn drawn(dump: &[u8]) -> Option<usize> {
    let points = content(dump)?;
    let ground = ground(&points);
    Some(points.iter().filter(|point| **point != ground).count())
}

/// A point's colour, without the byte that says nothing.
type Point = [u8; 3];

fn content(dump: &[u8]) -> Option<Vec<Point>> {
    let begin = number(dump, HEAD_SIZE)? + number(dump, COLOURS)? * COLOUR_SIZE;
    let line = number(dump, LINE_SIZE)?;
    let mut points = Vec::with_capacity((BOTTOM - TOP) * (RIGHT - LEFT));
    for row in TOP..BOTTOM {
        let at = begin + row * line;
        let row = dump.get(at + LEFT * POINT_SIZE..at + RIGHT * POINT_SIZE)?;
        points.extend(row.chunks_exact(POINT_SIZE).map(|point| [point[0], point[1], point[2]]));
    }
    Some(points)
}

fn number(dump: &[u8], index: usize) -> Option<usize> {
    let bytes = dump.get(index * 4..index * 4 + 4)?;
    usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
}

/// The colour that more than half of the points have, if one is.
fn ground(points: &[Point]) -> Point {
    let (mut ground, mut ahead) = (Point::default(), 0_usize);
    for point in points {
        if ahead == 0 {
            (ground, ahead) = (*point, 1);
        } else if *point == ground {
            ahead += 1;
        } else {
            ahead -= 1;
        }
    }
    ground
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

    fn put(dump: &mut [u8], x: usize, y: usize) {
        let at = HEAD + 2 * COLOUR_SIZE + (y * WIDTH + x) * POINT_SIZE;
        dump[at..at + 3].fill(0);
    }

    #[test]
    fn an_empty_window_has_nothing_drawn() {
        assert_eq!(drawn(&white()), Some(0));
        assert_eq!(drawn(b"no dump"), None);
    }

    #[test]
    fn points_of_the_content_are_counted_and_others_are_not() {
        let mut dump = white();
        for x in 300..350 {
            put(&mut dump, x, 100);
        }
        put(&mut dump, 10, 100);
        put(&mut dump, 300, 20);
        assert_eq!(drawn(&dump), Some(50));
    }
}
