//! Where randomness comes from: uniform bits, or an error, never a panic.

use chacha20::ChaCha20Rng;
use rand::{Rng, SeedableRng};
use zeroize::Zeroizing;

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

/// Words of 64 bits made from one key: 64 KiB.
const WORDS_PER_KEY: u32 = 8192;

/// Random bits of the operating system, or of the browser's `crypto`.
///
/// The system delivers keys of 256 bits; `ChaCha20` (RFC 8439) makes the bits
/// from them, so that a release of a million numbers does not call the system a
/// million times. Every 64 KiB the key is wiped and a new one asked for: who
/// reads the memory learns nothing of the noise before that. Bits that are not
/// used yet, and the last key, are wiped when the source is dropped.
#[derive(Default)]
pub struct SystemBits {
    stream: Option<ChaCha20Rng>,
    words_left: u32,
    /// The lowest `held` bits of `spare` are still to be used, the others zero.
    spare: Zeroizing<u64>,
    held: u32,
}

impl SystemBits {
    fn word(&mut self) -> Result<u64, BitsError> {
        if self.words_left == 0 {
            // If the system fails, the old key is gone all the same.
            self.stream = None;
            let mut key = Zeroizing::new([0; 32]);
            getrandom::fill(&mut *key).map_err(|_| BitsError)?;
            self.stream = Some(ChaCha20Rng::from_seed(*key));
            self.words_left = WORDS_PER_KEY;
        }
        self.words_left -= 1;
        self.stream.as_mut().map(Rng::next_u64).ok_or(BitsError)
    }

    /// Up to 64 bits; what is left over of a word serves the next call.
    fn up_to_64(&mut self, count: u32) -> Result<u64, BitsError> {
        let mut bits = *self.spare;
        if count <= self.held {
            *self.spare = bits.checked_shr(count).unwrap_or(0);
            self.held -= count;
        } else {
            let word = self.word()?;
            let missing = count - self.held;
            bits |= word << self.held;
            *self.spare = word.checked_shr(missing).unwrap_or(0);
            self.held = 64 - missing;
        }
        Ok(bits & u64::MAX.checked_shr(64 - count).unwrap_or(0))
    }
}

impl RandomBits for SystemBits {
    fn bits(&mut self, count: u32) -> Result<u128, BitsError> {
        let low = u128::from(self.up_to_64(count.min(64))?);
        let high = u128::from(self.up_to_64(count.saturating_sub(64).min(64))?);
        Ok(low | high << 64)
    }
}

/// The `count` lowest bits of `word`.
#[cfg(test)]
fn lowest(word: u128, count: u32) -> u128 {
    word & u128::MAX.checked_shr(128u32.saturating_sub(count)).unwrap_or(0)
}

/// Sources whose bits the tests choose.
#[cfg(test)]
pub(crate) mod chosen {
    use super::{BitsError, RandomBits, Rng, SeedableRng, lowest};
    use rand::rngs::Xoshiro256PlusPlus;

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

    /// The source after a key of 0, 1, 2, …, 31.
    fn known() -> SystemBits {
        let key = std::array::from_fn(|at| at.to_le_bytes()[0]);
        SystemBits { stream: Some(ChaCha20Rng::from_seed(key)), words_left: 1000, ..SystemBits::default() }
    }

    #[test]
    fn the_bits_are_those_of_chacha20() {
        // The first block of key 00 01 … 1f, nonce and counter zero, from OpenSSL.
        let stream: [u8; 64] = [
            0x39, 0xfd, 0x2b, 0x7d, 0xd9, 0xc5, 0x19, 0x6a, 0x8d, 0xbd, 0x03, 0x77, 0xb8, 0xdc, 0x4a, 0x49,
            0x8a, 0x35, 0xd8, 0x6f, 0xbc, 0xde, 0x6a, 0xcc, 0xb2, 0xcc, 0x7d, 0x4c, 0xd8, 0xea, 0x24, 0x92,
            0x2b, 0x23, 0xcc, 0xe7, 0xa2, 0x60, 0x23, 0xab, 0x3f, 0x0e, 0xef, 0x69, 0x3a, 0xc8, 0x7f, 0x64,
            0x25, 0x82, 0x35, 0xea, 0xb1, 0xf7, 0xa3, 0x2d, 0xc2, 0x27, 0x62, 0xa0, 0x48, 0x5b, 0x41, 0x0c,
        ];
        let mut source = known();
        for chunk in stream.chunks(16) {
            let bytes = std::array::from_fn(|at| chunk[at]);
            assert_eq!(source.bits(128), Ok(u128::from_le_bytes(bytes)));
        }
    }

    #[test]
    fn bits_are_served_in_order_whatever_the_portions() {
        let (mut whole, mut parts) = (known(), known());
        let portions = [1, 0, 63, 64, 1, 128, 7, 65, 127, 56];
        assert_eq!(portions.iter().sum::<u32>(), 512);
        let mut expected = (0..512).map(|_| whole.bits(1).unwrap());
        for round in 0..2 {
            for count in portions {
                let bits = parts.bits(count).unwrap();
                let single = (0..count).fold(0, |sum, at| sum | expected.next().unwrap_or(0) << at);
                assert!(round == 1 || bits == single, "{count} bits");
                assert!(count == 128 || bits >> count == 0, "{bits} in {count} bits");
            }
        }
    }

    #[test]
    fn keys_are_renewed() {
        let mut source = known();
        for _ in 0..1000 {
            source.bits(64).unwrap();
        }
        assert_eq!(source.words_left, 0);
        let old = source.stream.as_mut().map(Rng::next_u64).unwrap();
        assert_ne!(source.bits(64), Ok(u128::from(old)));
        assert_eq!(source.words_left, WORDS_PER_KEY - 1);
    }

    #[test]
    fn system_bits_are_balanced() {
        let mut source = SystemBits::default();
        let ones: u32 = (0..10_000).map(|_| source.bits(100).unwrap().count_ones()).sum();
        // Mean 500,000 and standard deviation 500; ten of them.
        assert!(ones.abs_diff(500_000) < 5_000, "{ones}");
    }
}
