//! Ways to spoil an input.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Bytes at which parsers turn.
const TURNS: &[&[u8]] = &[
    b"\0",
    b"\x01",
    b"\x7f",
    b"\x80",
    b"\xff",
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\xff\xff\xff\xff\xff",
    b"0",
    b"9",
    b"-",
    b".",
    b"e",
    b"\"",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"1e400",
    b"18446744073709551616",
    b"\n",
    b"\r\n",
    b" ",
    b"\xef\xbb\xbf",
    b"\xc3\x28",
];

/// Draws changes from a seed.
pub struct Mutator(Xoshiro256PlusPlus);

impl Mutator {
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.0.random_range(0..from.len())]
    }

    /// Changes an input in one to eight places; `words` are what its format is made of.
    pub fn change(&mut self, input: &mut Vec<u8>, inputs: &[Vec<u8>], words: &[&[u8]]) {
        for _ in 0..1 << self.0.random_range(0..4_u32) {
            let at = self.0.random_range(0..=input.len());
            let to = input.len().min(at + (1 << self.0.random_range(0..8_u32)));
            match self.0.random_range(0..9_u32) {
                0 if at < input.len() => input[at] ^= 1 << self.0.random_range(0..8_u32),
                1 if at < input.len() => input[at] = self.0.random(),
                2 => input.truncate(at),
                3 => drop(input.drain(at..to)),
                4 => drop(input.splice(at..at, input[at..to].to_vec())),
                5 => {
                    // The end, or a piece, of another input.
                    let other = self.pick(inputs);
                    let from = self.0.random_range(0..=other.len());
                    let until = self.0.random_range(from..=other.len());
                    drop(input.splice(at..to, other[from..until].iter().copied()));
                }
                6 if !words.is_empty() => drop(input.splice(at..to, self.pick(words).iter().copied())),
                7 => {
                    let turn = self.pick(TURNS);
                    let over = input.len().min(at + turn.len());
                    drop(input.splice(at..over, turn.iter().copied()));
                }
                _ => {
                    let turn = self.pick(TURNS);
                    drop(input.splice(at..at, turn.iter().copied()));
                }
            }
        }
    }
}
