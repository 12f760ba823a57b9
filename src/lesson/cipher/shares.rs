//! Additive secret sharing: a number in parts, of which all but one say nothing.

use crate::dp::noise::{BitsError, RandomBits};
use crate::lesson::source::LessonBits;

/// Hospitals that each hold one part of every value.
pub const PARTIES: usize = 3;

/// Splits `value` modulo 2⁶⁴ into parts that are uniform, any two of them independent of the value.
///
/// # Errors
/// When the source of bits fails.
pub fn split(value: u64, bits: &mut LessonBits) -> Result<[u64; PARTIES], BitsError> {
    let drawn = bits.bits(128)?.to_le_bytes();
    let [first, second] =
        [0, 8].map(|at| drawn[at..].first_chunk().map_or(0, |half| u64::from_le_bytes(*half)));
    Ok([first, second, value.wrapping_sub(first).wrapping_sub(second)])
}

/// The parties' sums together.
#[must_use]
pub fn combine(parts: [u64; PARTIES]) -> u64 {
    parts.into_iter().fold(0, u64::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_give_the_value_and_parts_of_sums_the_sum() {
        let mut bits = LessonBits::new(Some(1));
        let values = [0, 1, 120, u64::MAX, 1 << 63];
        let mut sums = [0u64; PARTIES];
        for value in values {
            let parts = split(value, &mut bits).unwrap();
            assert_eq!(combine(parts), value);
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum = sum.wrapping_add(part);
            }
        }
        assert_eq!(combine(sums), values.into_iter().fold(0, u64::wrapping_add));
    }

    #[test]
    fn every_part_by_itself_is_a_coin_in_every_bit() {
        let mut bits = LessonBits::new(Some(2));
        let mut ones = [[0u32; 64]; PARTIES];
        for _ in 0..1000 {
            for (ones, part) in ones.iter_mut().zip(split(7, &mut bits).unwrap()) {
                for (at, ones) in ones.iter_mut().enumerate() {
                    *ones += u32::from(part >> at & 1 == 1);
                }
            }
        }
        // 1000 coins have standard deviation 15.8; 192 of them stay within 5.
        assert!(ones.as_flattened().iter().all(|ones| ones.abs_diff(500) < 79), "{ones:?}");
    }
}
