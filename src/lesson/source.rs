//! Random bits for a lesson: drawn again from a seed, or afresh.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, RngExt, SeedableRng};

use crate::dp::noise::{BitsError, RandomBits, SystemBits};

/// Bits of a lesson's run.
///
/// **Never for a release**: whoever knows the seed can take the noise off
/// again. The types see to it: [`answer`](crate::dp::answer()) takes only a
/// [`SecureBits`](crate::dp::SecureBits), which is sealed and which this is not.
pub enum LessonBits {
    /// The same bits for the same seed, so that a link shows the same run to everybody.
    Seeded(Xoshiro256PlusPlus),
    /// The system's bits: no two runs are alike.
    Fresh(Box<SystemBits>),
}

impl LessonBits {
    /// Bits of the run that `seed` names; without one, a run that nobody can repeat.
    #[must_use]
    pub fn new(seed: Option<u32>) -> Self {
        seed.map_or_else(
            || Self::Fresh(Box::default()),
            |seed| Self::Seeded(Xoshiro256PlusPlus::seed_from_u64(u64::from(seed))),
        )
    }

    /// A number of [0, 1) as `Math.random()` makes it: a multiple of 2⁻⁵³.
    ///
    /// # Errors
    /// When the system's source fails.
    pub fn unit(&mut self) -> Result<f64, BitsError> {
        Ok(self.bits(53)? as f64 / (1u64 << 53) as f64)
    }
}

impl RandomBits for LessonBits {
    fn bits(&mut self, count: u32) -> Result<u128, BitsError> {
        match self {
            Self::Fresh(source) => source.bits(count),
            Self::Seeded(generator) if count <= 64 => {
                Ok(u128::from(generator.next_u64()) & ((1u128 << count) - 1))
            }
            Self::Seeded(generator) => {
                Ok(generator.random::<u128>()
                    & u128::MAX.checked_shr(128u32.saturating_sub(count)).unwrap_or(0))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_its_bits_and_no_seed_does_not() {
        let draw = |seed| {
            let mut source = LessonBits::new(seed);
            [1, 53, 64, 65, 128].map(|count| (count, source.bits(count).unwrap()))
        };
        assert_eq!(draw(Some(3)), draw(Some(3)));
        assert_ne!(draw(Some(3)), draw(Some(4)));
        assert_ne!(draw(None), draw(None));
        for (count, bits) in draw(Some(5)) {
            assert!(count == 128 || bits >> count == 0, "{bits} in {count} bits");
        }
    }

    #[test]
    fn units_fill_their_interval_evenly() {
        let mut source = LessonBits::new(Some(1));
        let units: Vec<f64> = (0..10_000).map(|_| source.unit().unwrap()).collect();
        assert!(units.iter().all(|unit| (0.0..1.0).contains(unit)));
        // The mean of 10,000 has standard deviation 0.0029.
        let mean = units.iter().sum::<f64>() / 1e4;
        assert!((mean - 0.5).abs() < 0.015, "{mean}");
    }
}
