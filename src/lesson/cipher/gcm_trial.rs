//! AES-GCM in software with keys of 128, 192 and 256 bits, for whoever has a clock.

use aes_gcm::aead::{AeadInOut, Nonce, Tag};
use aes_gcm::aes::Aes192;
use aes_gcm::aes::cipher::consts::U12;
use aes_gcm::{Aes128Gcm, Aes256Gcm, AesGcm, KeyInit};

use super::nonce;
use super::patterns::KeyBits;
use crate::seal::aead::Forged;

type Aes192Gcm = AesGcm<Aes192, U12>;

enum Cipher {
    Bits128(Box<Aes128Gcm>),
    Bits192(Box<Aes192Gcm>),
    Bits256(Box<Aes256Gcm>),
}

/// Zeros in chunks, which are sealed and opened in place, turn by turn.
pub struct GcmTrial {
    cipher: Cipher,
    bytes: Vec<u8>,
    chunk: usize,
    tags: Vec<Tag<Aes256Gcm>>,
}

impl GcmTrial {
    /// `bytes` in chunks of `chunk` bytes, under a key that is all zeros: speed does not depend on it.
    #[must_use]
    pub fn new(key_bits: KeyBits, chunk: usize, bytes: usize) -> Self {
        let cipher = match key_bits {
            KeyBits::Bits128 => Cipher::Bits128(Box::new(Aes128Gcm::new(&[0; 16].into()))),
            KeyBits::Bits192 => Cipher::Bits192(Box::new(Aes192Gcm::new(&[0; 24].into()))),
            KeyBits::Bits256 => Cipher::Bits256(Box::new(Aes256Gcm::new(&[0; 32].into()))),
        };
        Self { cipher, bytes: vec![0; bytes], chunk: chunk.max(1), tags: Vec::new() }
    }

    /// Seals every chunk.
    pub fn seal(&mut self) {
        let (bytes, chunk) = (&mut self.bytes, self.chunk);
        self.tags = match &self.cipher {
            Cipher::Bits128(cipher) => seal(&**cipher, bytes, chunk),
            Cipher::Bits192(cipher) => seal(&**cipher, bytes, chunk),
            Cipher::Bits256(cipher) => seal(&**cipher, bytes, chunk),
        };
    }

    /// Opens every chunk that was sealed.
    ///
    /// # Errors
    /// [`Forged`] when nothing was sealed since the last call.
    pub fn open(&mut self) -> Result<(), Forged> {
        let (bytes, tags, chunk) = (&mut self.bytes, std::mem::take(&mut self.tags), self.chunk);
        match &self.cipher {
            Cipher::Bits128(cipher) => open(&**cipher, bytes, &tags, chunk),
            Cipher::Bits192(cipher) => open(&**cipher, bytes, &tags, chunk),
            Cipher::Bits256(cipher) => open(&**cipher, bytes, &tags, chunk),
        }
    }
}

fn seal<C>(cipher: &C, bytes: &mut [u8], chunk: usize) -> Vec<Tag<Aes256Gcm>>
where
    C: AeadInOut<NonceSize = U12, TagSize = <Aes256Gcm as aes_gcm::AeadCore>::TagSize>,
{
    let seal = |(at, chunk): (u64, &mut [u8])| {
        cipher.encrypt_inout_detached(&Nonce::<C>::from(nonce(at)), &[], chunk.into()).ok()
    };
    (0..).zip(bytes.chunks_mut(chunk)).filter_map(seal).collect()
}

fn open<C>(cipher: &C, bytes: &mut [u8], tags: &[Tag<Aes256Gcm>], chunk: usize) -> Result<(), Forged>
where
    C: AeadInOut<NonceSize = U12, TagSize = <Aes256Gcm as aes_gcm::AeadCore>::TagSize>,
{
    if tags.len() != bytes.len().div_ceil(chunk) {
        return Err(Forged);
    }
    for ((at, chunk), tag) in (0..).zip(bytes.chunks_mut(chunk)).zip(tags) {
        let nonce = Nonce::<C>::from(nonce(at));
        cipher.decrypt_inout_detached(&nonce, &[], chunk.into(), tag).map_err(|_| Forged)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seals_and_opens_with_every_key_length() {
        // Test cases 2, 8 and 14 of the specification of GCM: a block of zeros under a key and a nonce of zeros.
        for (key_bits, ciphertext, tag) in [
            (
                KeyBits::Bits128,
                0x0388_dace_60b6_a392_f328_c2b9_71b2_fe78,
                0xab6e_47d4_2cec_13bd_f53a_67b2_1257_bddf,
            ),
            (
                KeyBits::Bits192,
                0x98e7_247c_07f0_fe41_1c26_7e43_84b0_f600,
                0x2ff5_8d80_0339_27ab_8ef4_d458_7514_f0fb,
            ),
            (
                KeyBits::Bits256,
                0xcea7_403d_4d60_6b6e_074e_c5d3_baf3_9d18,
                0xd0d1_c8a7_9999_6bf0_265b_98b5_d48a_b919u128,
            ),
        ] {
            let mut trial = GcmTrial::new(key_bits, 16, 40);
            trial.seal();
            let first: [u8; 16] = *trial.bytes.first_chunk().unwrap();
            assert_eq!(u128::from_be_bytes(first), ciphertext);
            assert_eq!((u128::from_be_bytes(trial.tags[0].into()), trial.tags.len()), (tag, 3));
            assert_eq!((trial.open(), trial.open()), (Ok(()), Err(Forged)));
            assert_eq!(trial.bytes, [0; 40]);
        }
    }
}
