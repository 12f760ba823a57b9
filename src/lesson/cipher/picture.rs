//! The lesson's pictures: a silhouette on a plain ground, four bytes for each pixel as a screen keeps it.

use serde::{Serialize, Serializer};

/// Pixels of a line.
pub const WIDTH: u16 = 160;
/// Lines of a picture.
pub const HEIGHT: u16 = 128;
/// Bytes of a pixel: red, green, blue, and how opaque it is.
pub const PIXEL: usize = 4;

const GROUND: [u8; PIXEL] = [0xe8, 0xe4, 0xd8, 0xff];
const INK: [u8; PIXEL] = [0x1f, 0x4e, 0x5f, 0xff];

/// Bytes of a picture, which may be cut short or be noise; a `Uint8Array` on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels(pub Vec<u8>);

impl Serialize for Pixels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A ship under sail, of those that were held in quarantine.
    Ship,
    /// A lazaret: the house where travellers waited.
    House,
}

impl Figure {
    /// Draws it.
    #[must_use]
    pub fn draw(self) -> Vec<u8> {
        paint(|x, y| match self {
            Self::Ship => ship(x, y),
            Self::House => house(x, y),
        })
    }
}

/// What an attacker draws over a picture without a key: the bits that make ground of ink and ink of ground, in
/// the form of a cross.
#[must_use]
pub fn cross_mask() -> Vec<u8> {
    let mask = std::array::from_fn(|at| GROUND[at] ^ INK[at]);
    pixels(|x, y| if cross(x, y) { mask } else { [0; PIXEL] })
}

fn paint(is_ink: impl Fn(i32, i32) -> bool) -> Vec<u8> {
    pixels(|x, y| if is_ink(x, y) { INK } else { GROUND })
}

fn pixels(of: impl Fn(i32, i32) -> [u8; PIXEL]) -> Vec<u8> {
    let (lines, line) = (0..i32::from(HEIGHT), 0..i32::from(WIDTH));
    lines.flat_map(|y| line.clone().map(move |x| (x, y))).flat_map(|(x, y)| of(x, y)).collect()
}

fn ship(x: i32, y: i32) -> bool {
    let hull = (88..108).contains(&y) && (24 + (y - 88)..136 - (y - 88)).contains(&x);
    let mast = (16..88).contains(&y) && (76..80).contains(&x);
    let mainsail = (22..82).contains(&y) && (84..84 + (y - 22) * 2 / 3 + 6).contains(&x);
    let foresail = (34..82).contains(&y) && (72 - (y - 34) * 2 / 3..72).contains(&x);
    let pennant = (8..16).contains(&y) && (76..76 + 3 * (16 - y)).contains(&x);
    hull || mast || mainsail || foresail || pennant
}

fn house(x: i32, y: i32) -> bool {
    let roof = (20..52).contains(&y) && (x - 80).abs() < 2 * (y - 20) + 2;
    let walls = (52..112).contains(&y) && (28..132).contains(&x);
    let door = (80..112).contains(&y) && (70..90).contains(&x);
    let windows = (64..78).contains(&y) && [(38..54), (106..122)].iter().any(|window| window.contains(&x));
    (roof || walls) && !door && !windows
}

fn cross(x: i32, y: i32) -> bool {
    let (x, y) = ((x - 80).abs(), (y - 60).abs());
    (x < 8 && y < 32) || (y < 8 && x < 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_ground_and_ink_and_the_mask_turns_one_into_the_other() {
        for figure in [Figure::Ship, Figure::House] {
            let mut picture = figure.draw();
            let pixels = usize::from(WIDTH) * usize::from(HEIGHT);
            assert_eq!(picture.len(), pixels * PIXEL);
            let ink = picture.as_chunks().0.iter().filter(|&&pixel| pixel == INK).count();
            assert!((pixels / 8..pixels / 2).contains(&ink), "{figure:?}: {ink}");
            super::super::modes::xor(&mut picture, &cross_mask());
            assert!(picture.as_chunks().0.iter().all(|&pixel| pixel == INK || pixel == GROUND));
            assert_ne!(picture, figure.draw());
        }
    }
}
