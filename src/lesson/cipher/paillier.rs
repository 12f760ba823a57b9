//! Sums of numbers that stay encrypted: Paillier's cryptosystem, under a key that everybody has.
//!
//! What it does: `E(m) = (1 + n)^m · r^n mod n²` with a fresh `r` for each value; the product of two ciphertexts
//! is a ciphertext of the sum. The arithmetic is that of the crate `fast-paillier`.
//!
//! # Guarantee
//! None: the two primes are published ones, so that nobody takes this key for a secret.
//!
//! # Utility
//! The key has 2048 bits, as a real one has at least; a value of 8 bytes becomes 512. The page times it, built to be
//! small: built for speed it would take about a fifth less, which changes nothing about the comparison.
//!
//! # Errors
//! [`BitsError`].
//!
//! # Citation
//! Paillier, *Public-Key Cryptosystems Based on Composite Degree Residuosity Classes* (1999).

use fast_paillier::backend::Integer;
use fast_paillier::{Ciphertext, DecryptionKey};

use super::bytes;
use crate::dp::noise::BitsError;
use crate::lesson::source::LessonBits;

/// Bytes of a ciphertext: 2·2048 bits.
pub const CIPHERTEXT: usize = 512;

/// The safe prime of the Second Oakley Group, RFC 2409 §6.2.
const P: &str = "\
    FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
    EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
    EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF";
/// The safe prime of the 1024-bit group, RFC 5054 appendix A.
const Q: &str = "\
    EEAF0AB9ADB38DD69C33F80AFA8FC5E86072618775FF3C0B9EA2314C9C256576D674DF7496EA81D3383B4813D692C6E0\
    E0D5D8E250B98BE48E495C1D6089DAD15DC7D7B46154D6B6CE8EF4AD69B15D4982559B297BCF1885C529F566660E57EC\
    68EDBC3C05726CC02FD4CBF4976EAA9AFD5138FE8376435B9FC61D2FC0EB06E3";

/// **Never for protection**: the secret primes stand above.
pub struct TeachingKey(DecryptionKey);

impl TeachingKey {
    /// The key; `None` only if the primes above were no key.
    #[must_use]
    pub fn published() -> Option<Self> {
        let [p, q] = [P, Q].map(|prime| Integer::from_str_radix(prime, 16));
        DecryptionKey::from_primes(p?, q?).ok().map(Self)
    }

    /// Encrypts with the public half, as whoever hands in a value does.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn encrypt(&self, value: u64, bits: &mut LessonBits) -> Result<Ciphertext, BitsError> {
        let key = self.0.encryption_key();
        // 256 bits more than the modulus has: the remainder is as good as uniform.
        let nonce = Integer::from_bytes_msf(&bytes::<288>(bits)?) % key.n();
        // Refused is only a nonce that shares a prime with n, one in 2^1000.
        key.encrypt_with(&Integer::from_bytes_msf(&value.to_be_bytes()), &nonce).map_err(|_| BitsError)
    }

    /// The ciphertext of the sum; this takes no secret, and shows nothing of either.
    ///
    /// # Errors
    /// When one is no ciphertext under this key.
    pub fn add(&self, one: &Ciphertext, other: &Ciphertext) -> Result<Ciphertext, BitsError> {
        self.0.encryption_key().oadd(one, other).map_err(|_| BitsError)
    }

    /// What is in it, with the secret half; `None` if that is no ciphertext of a number below 2⁶⁴.
    #[must_use]
    pub fn decrypt(&self, ciphertext: &Ciphertext) -> Option<u64> {
        let mut bytes = self.0.decrypt(ciphertext).ok()?.to_bytes_lsf();
        (bytes.len() <= 8).then(|| bytes.resize(8, 0))?;
        bytes.try_into().ok().map(u64::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_what_stays_encrypted() {
        let (key, mut bits) = (TeachingKey::published().unwrap(), LessonBits::new(None));
        assert_eq!(key.0.n().significant_bits(), 2048);
        let values = [3, 1 << 40, 14];
        let [one, two, three] = values.map(|value| key.encrypt(value, &mut bits).unwrap());
        let sum = key.add(&key.add(&one, &two).unwrap(), &three).unwrap();
        assert_eq!(key.decrypt(&sum), Some(values.iter().sum()));
        assert!((CIPHERTEXT - 4..=CIPHERTEXT).contains(&sum.to_bytes_msf().len()));
    }

    #[test]
    fn equal_values_have_different_ciphertexts() {
        let (key, mut bits) = (TeachingKey::published().unwrap(), LessonBits::new(None));
        let [one, other] = [5, 5].map(|value| key.encrypt(value, &mut bits).unwrap());
        assert_ne!(one, other);
        assert_eq!((key.decrypt(&one), key.decrypt(&other)), (Some(5), Some(5)));
    }
}
