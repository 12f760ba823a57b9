//! The sum of one column, in the clear and in three ways that hide it, for whoever has a clock.

use fast_paillier::Ciphertext;

use super::paillier::TeachingKey;
use super::shares::{PARTIES, combine, split};
use super::{bytes, nonce};
use crate::dp::noise::BitsError;
use crate::lesson::source::LessonBits;
use crate::lesson::ward::Ward;
use crate::seal::aead::{Aead, SecretKey};

/// The stays of a made-up ward, in days.
pub struct SumTrial {
    column: Vec<u64>,
    bits: LessonBits,
    aead: Aead,
    messages: u64,
    paillier: TeachingKey,
    encrypted: Vec<Ciphertext>,
    total: Option<Ciphertext>,
}

impl SumTrial {
    /// The column of the first `rows` patients, and keys for it.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn new(rows: usize) -> Result<Self, BitsError> {
        let mut bits = LessonBits::new(None);
        Ok(Self {
            column: Ward::of(rows).stays.into_iter().map(u64::from).collect(),
            aead: Aead::new(&SecretKey::new(bytes(&mut bits)?)),
            bits,
            messages: 0,
            paillier: TeachingKey::published().ok_or(BitsError)?,
            encrypted: Vec::new(),
            total: None,
        })
    }

    /// In the clear.
    #[must_use]
    pub fn clear(&self) -> u64 {
        self.column.iter().sum()
    }

    /// Sealed with AES-256-GCM, opened, and added up.
    ///
    /// # Errors
    /// None in truth: what was just sealed opens.
    pub fn sealed(&mut self) -> Result<u64, BitsError> {
        let plaintext: Vec<u8> = self.column.iter().flat_map(|days| days.to_le_bytes()).collect();
        let nonce = nonce(self.messages);
        self.messages += 1;
        let (mut sealed, mut opened) = (Vec::new(), Vec::new());
        self.aead.seal(&nonce, &[], &plaintext, &mut sealed);
        self.aead.open(&nonce, &[], &sealed, &mut opened).map_err(|_| BitsError)?;
        Ok(opened.as_chunks().0.iter().map(|days| u64::from_le_bytes(*days)).sum())
    }

    /// Split among three hospitals, each of which adds up its parts; then their three sums.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn shared(&mut self) -> Result<u64, BitsError> {
        let mut sums = [0u64; PARTIES];
        for &days in &self.column {
            for (sum, part) in sums.iter_mut().zip(split(days, &mut self.bits)?) {
                *sum = sum.wrapping_add(part);
            }
        }
        Ok(combine(sums))
    }

    /// Encrypts the next value with Paillier's public key; from the first again after the last.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn encrypt_next(&mut self) -> Result<(), BitsError> {
        let days = self.column.iter().cycle().nth(self.encrypted.len()).copied().unwrap_or(0);
        self.encrypted.push(self.paillier.encrypt(days, &mut self.bits)?);
        Ok(())
    }

    /// Adds up what was encrypted, without a key.
    ///
    /// # Errors
    /// None in truth: these are ciphertexts.
    pub fn add_encrypted(&mut self) -> Result<(), BitsError> {
        let mut ciphertexts = self.encrypted.iter();
        let mut total = ciphertexts.next().cloned();
        for one in ciphertexts {
            total = total.map(|total| self.paillier.add(&total, one)).transpose()?;
        }
        self.total = total;
        Ok(())
    }

    /// Decrypts the sum; 0 if nothing was added up.
    #[must_use]
    pub fn decrypt_sum(&self) -> u64 {
        self.total.as_ref().and_then(|total| self.paillier.decrypt(total)).unwrap_or(0)
    }

    /// What [`SumTrial::decrypt_sum`] must give.
    #[must_use]
    pub fn sum_of_encrypted(&self) -> u64 {
        self.column.iter().cycle().take(self.encrypted.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_give_the_same_sum() {
        let mut trial = SumTrial::new(300).unwrap();
        let sum = Ward::of(300).stays.iter().copied().map(u64::from).sum();
        assert_eq!((trial.clear(), trial.sealed(), trial.shared()), (sum, Ok(sum), Ok(sum)));
    }

    #[test]
    fn the_encrypted_sum_is_that_of_the_values_so_far() {
        let mut trial = SumTrial::new(2).unwrap();
        assert_eq!(trial.decrypt_sum(), 0);
        for _ in 0..3 {
            trial.encrypt_next().unwrap();
        }
        trial.add_encrypted().unwrap();
        let stays = Ward::of(2).stays;
        assert_eq!(trial.decrypt_sum(), u64::from(2 * stays[0] + stays[1]));
        assert_eq!(trial.decrypt_sum(), trial.sum_of_encrypted());
    }
}
