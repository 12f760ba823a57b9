//! Bits for an experiment that can be repeated.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

use crate::dp::RandomBits;
use crate::dp::noise::BitsError;

/// The same bits for the same seed: for an experiment on public data, never for
/// a release.
pub(super) struct SeededBits(Xoshiro256PlusPlus);

impl SeededBits {
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }
}

impl RandomBits for SeededBits {
    fn bits(&mut self, count: u32) -> Result<u128, BitsError> {
        let mut word = || u128::from(self.0.next_u64());
        let bits = if count > 64 { word() << 64 | word() } else { word() };
        Ok(bits & u128::MAX.checked_shr(128u32.saturating_sub(count)).unwrap_or(0))
    }
}
