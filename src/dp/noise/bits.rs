//! Where randomness comes from: uniform bits, or an error, never a panic.

use zeroize::{Zeroize, Zeroizing};

/// The source of random bits did not deliver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the source of random bits failed")]
pub struct BitsError;

/// A source of uniform, independent bits.
///
/// The samplers take any source, so that tests can feed them chosen bits; a
/// release takes only [`SecureBits`].
pub trait RandomBits {
    /// The next `count` bits as an integer below `2^count`; `count` is at most 128.
    ///
    /// # Errors
    /// When the source fails.
    fn bits(&mut self, count: u32) -> Result<u128, BitsError>;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::SystemBits {}
}

/// A source fit for a release. Sealed: only [`SystemBits`] is one.
pub trait SecureBits: RandomBits + sealed::Sealed {}

impl SecureBits for SystemBits {}

/// Bytes read from the system at a time. A browser delivers at most 64 KiB a call.
const BLOCK: usize = 4096;

/// The random bits of the operating system, or of the browser's `crypto`.
///
/// They are read in blocks; a byte is wiped from the block when it is used,
/// the rest when the source is dropped.
pub struct SystemBits {
    block: Zeroizing<[u8; BLOCK]>,
    used: usize,
}

impl Default for SystemBits {
    fn default() -> Self {
        Self { block: Zeroizing::new([0; BLOCK]), used: BLOCK }
    }
}

impl SystemBits {
    fn byte(&mut self) -> Result<u8, BitsError> {
        if self.used == BLOCK {
            getrandom::fill(&mut *self.block).map_err(|_| BitsError)?;
            self.used = 0;
        }
        let byte = self.block[self.used];
        self.block[self.used].zeroize();
        self.used += 1;
        Ok(byte)
    }
}

impl RandomBits for SystemBits {
    fn bits(&mut self, count: u32) -> Result<u128, BitsError> {
        let mut bytes = [0; 16];
        for byte in bytes.iter_mut().take(count.div_ceil(8) as usize) {
            *byte = self.byte()?;
        }
        Ok(lowest(u128::from_le_bytes(bytes), count))
    }
}

/// The `count` lowest bits of `word`.
fn lowest(word: u128, count: u32) -> u128 {
    word & u128::MAX.checked_shr(128u32.saturating_sub(count)).unwrap_or(0)
}

/// Sources whose bits the tests choose.
#[cfg(test)]
pub(crate) mod chosen {
    use super::{BitsError, RandomBits, lowest};
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{Rng, SeedableRng};

    /// The same bits for the same seed.
    pub(crate) struct SeededBits(Xoshiro256PlusPlus);

    impl SeededBits {
        pub(crate) fn new(seed: u64) -> Self {
            Self(Xoshiro256PlusPlus::seed_from_u64(seed))
        }
    }

    impl RandomBits for SeededBits {
        fn bits(&mut self, count: u32) -> Result<u128, BitsError> {
            let high = if count > 64 { u128::from(self.0.next_u64()) << 64 } else { 0 };
            Ok(lowest(high | u128::from(self.0.next_u64()), count))
        }
    }

    /// A string of `length` bits, then failure.
    struct BitString {
        string: u64,
        length: u32,
    }

    impl RandomBits for BitString {
        fn bits(&mut self, count: u32) -> Result<u128, BitsError> {
            self.length = self.length.checked_sub(count).ok_or(BitsError)?;
            let bits = lowest(u128::from(self.string), count);
            self.string = self.string.checked_shr(count).unwrap_or(0);
            Ok(bits)
        }
    }

    /// Feeds a sampler every bit string of up to `longest` bits. Returns the
    /// mass that led to each outcome, and the mass that was not yet decided.
    pub(crate) fn every_string<T: Ord>(
        longest: u32,
        sample: impl Fn(&mut dyn RandomBits) -> Result<T, BitsError>,
    ) -> (std::collections::BTreeMap<T, f64>, f64) {
        let mut decided = std::collections::BTreeMap::new();
        let mut undecided = vec![0];
        for length in 0..=longest {
            let mass = 0.5f64.powi(length.cast_signed());
            undecided.retain(|&string| match sample(&mut BitString { string, length }) {
                Ok(outcome) => {
                    *decided.entry(outcome).or_insert(0.0) += mass;
                    false
                }
                Err(BitsError) => true,
            });
            if length < longest {
                undecided = undecided.iter().flat_map(|&s| [s, s | 1 << length]).collect();
            }
        }
        (decided, undecided.len() as f64 * 0.5f64.powi(longest.cast_signed()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_stay_below_their_count_and_blocks_refill() {
        let mut source = SystemBits::default();
        for round in 0..600 {
            for count in [0, 1, 7, 8, 9, 64, 127, 128] {
                let bits = source.bits(count).unwrap();
                assert!(count == 128 || bits >> count == 0, "round {round}: {bits} in {count} bits");
            }
        }
    }

    #[test]
    fn used_bytes_are_wiped() {
        let mut source = SystemBits::default();
        source.bits(128).unwrap();
        assert!(source.block[..16].iter().all(|&byte| byte == 0));
        assert!(source.block[16..].iter().any(|&byte| byte != 0));
    }

    #[test]
    fn system_bits_are_balanced() {
        let mut source = SystemBits::default();
        let ones: u32 = (0..10_000).map(|_| source.bits(100).unwrap().count_ones()).sum();
        // Mean 500,000 and standard deviation 500; ten of them.
        assert!(ones.abs_diff(500_000) < 5_000, "{ones}");
    }
}
