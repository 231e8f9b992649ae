//! The mark on the tray's icon: a disc where something is under way, a triangle where something needs a person. A shape
//! and a colour, since not everybody sees both.

use super::tray::TrayState;

/// What is drawn in the corner.
#[derive(Clone, Copy)]
struct Mark {
    colour: [u8; 4],
    /// Whether a point belongs to it, from -1 to 1 both ways, downwards.
    has: fn(f32, f32) -> bool,
}

const MOVING: Mark = Mark { colour: [0x2f, 0x6f, 0xe4, 0xff], has: |x, y| x * x + y * y <= 1.0 };
const NEEDS: Mark = Mark { colour: [0xd6, 0x3a, 0x2f, 0xff], has: |x, y| x.abs() <= y.midpoint(1.0) };

/// An icon with its mark, as rows of red, green, blue and how opaque, `width` points each.
pub fn marked(icon: &[u8], width: u32, state: TrayState) -> Vec<u8> {
    let mut marked = icon.to_vec();
    let mark = match state {
        TrayState::Quiet => return marked,
        TrayState::Moving => MOVING,
        TrayState::Needs => NEEDS,
    };
    let width = width.max(1) as usize;
    let height = icon.len() / 4 / width;
    // The lower right quarter.
    let (left, top) = (width / 2, height / 2);
    let (half_width, half_height) = ((width - left) as f32 / 2.0, (height - top) as f32 / 2.0);
    for y in top..height {
        for x in left..width {
            let across = ((x - left) as f32 + 0.5) / half_width - 1.0;
            let down = ((y - top) as f32 + 0.5) / half_height - 1.0;
            if (mark.has)(across, down) {
                let at = (y * width + x) * 4;
                marked[at..at + 4].copy_from_slice(&mark.colour);
            }
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: u32 = 16;

    /// How many points of each quarter are drawn over: upper left, upper right, lower left, lower right.
    fn drawn(state: TrayState) -> [usize; 4] {
        let after = marked(&[0; 16 * 16 * 4], WIDTH, state);
        let mut quarters = [0; 4];
        for (at, point) in after.chunks(4).enumerate() {
            let (x, y) = (at % 16, at / 16);
            quarters[usize::from(x >= 8) + 2 * usize::from(y >= 8)] += usize::from(point != [0; 4]);
        }
        quarters
    }

    #[test]
    fn only_the_corner_is_drawn_over_and_the_shapes_differ() {
        assert_eq!(drawn(TrayState::Quiet), [0; 4]);
        let [moving, needs] = [TrayState::Moving, TrayState::Needs].map(drawn);
        assert_eq!((&moving[..3], &needs[..3]), (&[0; 3][..], &[0; 3][..]));
        assert!(
            needs[3] > 20 && moving[3] > needs[3],
            "a disc fills more than a triangle: {moving:?} {needs:?}"
        );
    }
}
