//! The lesson's views of encryption, and what the page times for them.
//!
//! Where a view draws, `seed` names the run; without one it is drawn afresh.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::dp::AnswerError;
use crate::dp::noise::BitsError;
use crate::lesson::cipher::gcm_trial;
use crate::lesson::cipher::nonce_reuse::{self, NonceReuseLesson};
use crate::lesson::cipher::paillier::CIPHERTEXT;
use crate::lesson::cipher::patterns::{self, KeyBits, PatternsLesson};
use crate::lesson::cipher::picture::Figure;
use crate::lesson::cipher::shares::PARTIES;
use crate::lesson::cipher::sums;
use crate::lesson::cipher::tampering::{self, TamperingLesson};
use crate::lesson::source::LessonBits;
use crate::seal::passphrase::{Cost, KeyError, Passphrase, derive_key};
use crate::wasm::failure::thrown;

fn failed(error: BitsError) -> JsValue {
    thrown(AnswerError::from(error))
}

/// A run with its pictures as `Uint8Array`s rather than as lists of numbers.
fn drawn<T: Tsify + Serialize>(run: Result<T, BitsError>) -> Result<Ts<T>, JsValue> {
    let serializer = Serializer::json_compatible().serialize_bytes_as_arrays(false);
    // Records of numbers, texts and bytes: writing them does not fail.
    run.map_err(failed)?.serialize(&serializer).map(Ts::new_unchecked).map_err(|_| failed(BitsError))
}

fn key_bits(bits: u32) -> KeyBits {
    match bits {
        128 => KeyBits::Bits128,
        192 => KeyBits::Bits192,
        _ => KeyBits::Bits256,
    }
}

/// A picture (0 is the ship, 1 the house) and a column in ECB, with a key of so many bits, and in GCM.
///
/// # Errors
/// An [`AnswerError`] as an object.
#[wasm_bindgen]
pub fn lesson_patterns(
    figure: u32,
    key_length: u32,
    seed: Option<u32>,
) -> Result<Ts<PatternsLesson>, JsValue> {
    let figure = if figure == 0 { Figure::Ship } else { Figure::House };
    drawn(patterns::patterns(figure, key_bits(key_length), &mut LessonBits::new(seed)))
}

/// Two pictures, columns and messages under one nonce, or under two.
///
/// # Errors
/// As for [`lesson_patterns`].
#[wasm_bindgen]
pub fn lesson_nonce_reuse(same: bool, seed: Option<u32>) -> Result<Ts<NonceReuseLesson>, JsValue> {
    drawn(nonce_reuse::nonce_reuse(same, &mut LessonBits::new(seed)))
}

/// A picture and a column after the bit of one dose was flipped, and so many chunks and entries cut off.
///
/// # Errors
/// As for [`lesson_patterns`].
#[wasm_bindgen]
pub fn lesson_tampering(
    flipped: usize,
    cut: usize,
    seed: Option<u32>,
) -> Result<Ts<TamperingLesson>, JsValue> {
    drawn(tampering::tampering(flipped, cut, &mut LessonBits::new(seed)))
}

/// Runs Argon2id once, for the page to time; false where the computer has not the memory.
#[wasm_bindgen]
#[must_use]
pub fn lesson_derive_key(memory_kib: u32, iterations: u32) -> bool {
    let cost = Cost { memory_kib, iterations, parallelism: 1 };
    let derived =
        Passphrase::new("a made-up passphrase".to_owned()).map(|it| derive_key(&it, &[0; 16], cost));
    !matches!(derived, Some(Err(KeyError::NoMemory)))
}

/// AES-GCM in software, for the page to time.
#[wasm_bindgen]
pub struct GcmTrial {
    trial: gcm_trial::GcmTrial,
}

#[wasm_bindgen]
impl GcmTrial {
    /// So many zeros in chunks, under a key of so many bits.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(key_length: u32, chunk: usize, bytes: usize) -> Self {
        Self { trial: gcm_trial::GcmTrial::new(key_bits(key_length), chunk, bytes) }
    }

    /// Seals every chunk.
    pub fn seal(&mut self) {
        self.trial.seal();
    }

    /// Opens every chunk that was sealed; false if any does not open.
    pub fn open(&mut self) -> bool {
        self.trial.open().is_ok()
    }
}

/// One column's sum in four ways, for the page to time.
#[wasm_bindgen]
pub struct SumTrial {
    trial: sums::SumTrial,
}

#[wasm_bindgen]
impl SumTrial {
    /// A column of so many stays.
    ///
    /// # Errors
    /// An [`AnswerError`] as an object.
    #[wasm_bindgen(constructor)]
    pub fn new(rows: usize) -> Result<SumTrial, JsValue> {
        Ok(Self { trial: sums::SumTrial::new(rows).map_err(failed)? })
    }

    /// In the clear.
    #[must_use]
    pub fn clear(&self) -> f64 {
        self.trial.clear() as f64
    }

    /// Sealed with AES-256-GCM, opened, and added up.
    ///
    /// # Errors
    /// An [`AnswerError`] as an object.
    pub fn sealed(&mut self) -> Result<f64, JsValue> {
        self.trial.sealed().map(|sum| sum as f64).map_err(failed)
    }

    /// In parts, at three hospitals.
    ///
    /// # Errors
    /// An [`AnswerError`] as an object.
    pub fn shared(&mut self) -> Result<f64, JsValue> {
        self.trial.shared().map(|sum| sum as f64).map_err(failed)
    }

    /// Encrypts the next value for a sum that nobody has to decrypt the values for.
    ///
    /// # Errors
    /// An [`AnswerError`] as an object.
    pub fn encrypt_next(&mut self) -> Result<(), JsValue> {
        self.trial.encrypt_next().map_err(failed)
    }

    /// Adds up what was encrypted.
    ///
    /// # Errors
    /// An [`AnswerError`] as an object.
    pub fn add_encrypted(&mut self) -> Result<(), JsValue> {
        self.trial.add_encrypted().map_err(failed)
    }

    /// Decrypts that sum.
    #[must_use]
    pub fn decrypt_sum(&self) -> f64 {
        self.trial.decrypt_sum() as f64
    }

    /// The sum of what was encrypted, in the clear.
    #[must_use]
    pub fn sum_of_encrypted(&self) -> f64 {
        self.trial.sum_of_encrypted() as f64
    }

    /// Bytes of a value once it is encrypted for adding.
    #[must_use]
    pub fn ciphertext_bytes() -> usize {
        CIPHERTEXT
    }

    /// Hospitals among which values are split.
    #[must_use]
    pub fn parties() -> usize {
        PARTIES
    }
}
