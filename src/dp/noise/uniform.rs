//! Uniform integers from uniform bits.

use super::bits::{BitsError, RandomBits};

/// An integer of `0..n`, each with probability exactly `1/n`.
///
/// Takes the fewest bits that can hold `n − 1` and rejects what is too large:
/// less than two draws on average. `n = 0` is taken as 1.
///
/// # Errors
/// When the source of bits fails.
pub fn below(n: u128, source: &mut (impl RandomBits + ?Sized)) -> Result<u128, BitsError> {
    let largest = n.saturating_sub(1);
    let count = u128::BITS - largest.leading_zeros();
    loop {
        let drawn = source.bits(count)?;
        if drawn <= largest {
            return Ok(drawn);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::every_string;

    #[test]
    fn every_bit_string_gives_every_integer_its_share() {
        for n in 1..=17u128 {
            let (decided, undecided) = every_string(15, |source| below(n, source));
            assert_eq!(decided.len() as u128, n);
            for (outcome, mass) in decided {
                let share = 1.0 / n as f64;
                assert!(mass <= share && share <= mass + undecided, "{outcome} of {n}: {mass}");
            }
        }
    }

    #[test]
    fn the_widest_range_is_reached_and_never_passed() {
        /// All ones, which is out of range, then two less.
        struct OnesThenLess(bool);
        impl RandomBits for OnesThenLess {
            fn bits(&mut self, count: u32) -> Result<u128, BitsError> {
                assert_eq!(count, 128);
                Ok(if std::mem::replace(&mut self.0, true) { u128::MAX - 2 } else { u128::MAX })
            }
        }
        assert_eq!(below(u128::MAX, &mut OnesThenLess(false)), Ok(u128::MAX - 2));
    }
}
