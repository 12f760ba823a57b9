//! What a mode gives away: equal blocks stay equal in ECB, on a picture and in a column.

use aes_gcm::KeyInit;
use aes_gcm::aes::{Aes128, Aes192, Aes256};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::Serialize;

use super::list::{DIAGNOSES, PATIENTS, hex, padded};
use super::modes::{BLOCK, ecb_encrypt};
use super::picture::{Figure, HEIGHT, Pixels, WIDTH};
use super::{bytes, nonce};
use crate::dp::noise::BitsError;
use crate::lesson::source::LessonBits;
use crate::seal::aead::{Aead, SecretKey, TAG};

/// A picture and a column of diagnoses, encrypted in ECB and in GCM.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PatternsLesson {
    /// Pixels of a line.
    pub width: u16,
    /// Lines.
    pub height: u16,
    /// The picture as it was drawn.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub plain: Pixels,
    /// Its ciphertext in ECB.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub ecb: Pixels,
    /// Its ciphertext in GCM, without the tag.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub gcm: Pixels,
    /// Blocks of a picture.
    pub blocks: usize,
    /// Blocks of the ECB picture that are equal to another one of it.
    pub ecb_copies: usize,
    /// The same of the GCM picture.
    pub gcm_copies: usize,
    /// The column.
    pub rows: Vec<SealedDiagnosis>,
}

/// One patient's diagnosis, and what somebody without the key sees of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SealedDiagnosis {
    /// Who it is.
    pub patient: String,
    /// What only the key's owner sees.
    pub diagnosis: String,
    /// The block in ECB, in hexadecimal.
    pub ecb: String,
    /// Which patients' ECB blocks are the same: those with the same number, counted from 0.
    pub ecb_group: usize,
    /// The block in GCM, in hexadecimal.
    pub gcm: String,
    /// As `ecb_group`, of the GCM blocks.
    pub gcm_group: usize,
}

/// The length of an AES key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyBits {
    /// 16 bytes.
    Bits128,
    /// 24 bytes.
    Bits192,
    /// 32 bytes.
    Bits256,
}

/// Encrypts a picture and the diagnoses in ECB with a key of `key_bits`, and in GCM with one of 256 bits.
///
/// # Errors
/// When the source of bits fails.
pub fn patterns(
    figure: Figure,
    key_bits: KeyBits,
    bits: &mut LessonBits,
) -> Result<PatternsLesson, BitsError> {
    let key = bytes::<32>(bits)?;
    let aead = Aead::new(&SecretKey::new(bytes(bits)?));
    let ecb = |plaintext: &[u8]| {
        let mut blocks = plaintext.to_vec();
        match (key_bits, key.first_chunk::<16>(), key.first_chunk::<24>()) {
            (KeyBits::Bits128, Some(key), _) => ecb_encrypt(&Aes128::new(key.into()), &mut blocks),
            (KeyBits::Bits192, _, Some(key)) => ecb_encrypt(&Aes192::new(key.into()), &mut blocks),
            _ => ecb_encrypt(&Aes256::new(&key.into()), &mut blocks),
        }
        blocks
    };
    let gcm = |message: u64, plaintext: &[u8]| {
        let mut sealed = Vec::new();
        aead.seal(&nonce(message), &[], plaintext, &mut sealed);
        sealed.truncate(sealed.len() - TAG);
        sealed
    };
    let plain = figure.draw();
    let pictures = (ecb(&plain), gcm(0, &plain));
    let column = padded(&DIAGNOSES);
    Ok(PatternsLesson {
        width: WIDTH,
        height: HEIGHT,
        blocks: plain.len() / BLOCK,
        ecb_copies: copies(&pictures.0),
        gcm_copies: copies(&pictures.1),
        plain: Pixels(plain),
        ecb: Pixels(pictures.0),
        gcm: Pixels(pictures.1),
        rows: rows(&ecb(&column), &gcm(1, &column)),
    })
}

fn rows(ecb: &[u8], gcm: &[u8]) -> Vec<SealedDiagnosis> {
    let (ecb, gcm) = (ecb.as_chunks::<BLOCK>().0, gcm.as_chunks::<BLOCK>().0);
    let group = |blocks: &[[u8; BLOCK]], of: &[u8; BLOCK]| {
        let mut seen: Vec<&[u8; BLOCK]> = Vec::new();
        for block in blocks {
            if !seen.contains(&block) {
                seen.push(block);
            }
        }
        seen.iter().position(|&block| block == of).unwrap_or(0)
    };
    let row = |(at, (ecb_block, gcm_block)): (usize, (&[u8; BLOCK], &[u8; BLOCK]))| SealedDiagnosis {
        patient: PATIENTS[at].to_owned(),
        diagnosis: DIAGNOSES[at].to_owned(),
        ecb: hex(ecb_block),
        ecb_group: group(ecb, ecb_block),
        gcm: hex(gcm_block),
        gcm_group: group(gcm, gcm_block),
    };
    ecb.iter().zip(gcm).enumerate().map(row).collect()
}

/// Blocks that are equal to another one.
fn copies(bytes: &[u8]) -> usize {
    let mut times: HashMap<&[u8; BLOCK], usize, FixedState> = HashMap::default();
    for block in bytes.as_chunks().0 {
        *times.entry(block).or_default() += 1;
    }
    times.into_values().filter(|&times| times > 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ecb_blocks_are_equal_exactly_where_the_picture_is() {
        for (figure, key_bits) in [
            (Figure::Ship, KeyBits::Bits128),
            (Figure::House, KeyBits::Bits192),
            (Figure::Ship, KeyBits::Bits256),
        ] {
            let lesson = patterns(figure, key_bits, &mut LessonBits::new(Some(1))).unwrap();
            let (plain, ecb) = (lesson.plain.0.as_chunks::<BLOCK>().0, lesson.ecb.0.as_chunks::<BLOCK>().0);
            let (mut sealed_as, mut opened_as) =
                (HashMap::<_, _, FixedState>::default(), HashMap::<_, _, FixedState>::default());
            for (plain, ecb) in plain.iter().zip(ecb) {
                assert_eq!(sealed_as.entry(plain).or_insert(ecb), &ecb);
                assert_eq!(opened_as.entry(ecb).or_insert(plain), &plain);
            }
            assert_eq!(lesson.ecb_copies, copies(&lesson.plain.0));
            assert!(lesson.ecb_copies > lesson.blocks * 9 / 10, "{}", lesson.ecb_copies);
            assert_eq!((lesson.gcm_copies, lesson.blocks), (0, usize::from(WIDTH) * usize::from(HEIGHT) / 4));
        }
    }

    #[test]
    fn ecb_tells_who_shares_a_diagnosis_and_gcm_does_not() {
        let lesson = patterns(Figure::Ship, KeyBits::Bits256, &mut LessonBits::new(None)).unwrap();
        for one in &lesson.rows {
            for other in &lesson.rows {
                let alike = one.diagnosis == other.diagnosis;
                assert_eq!((one.ecb == other.ecb, one.ecb_group == other.ecb_group), (alike, alike));
                assert_eq!(one.gcm_group == other.gcm_group, one.patient == other.patient);
            }
        }
    }

    #[test]
    fn the_key_length_matters_to_the_ciphertext_alone() {
        let [short, middle, long] = [KeyBits::Bits128, KeyBits::Bits192, KeyBits::Bits256]
            .map(|bits| patterns(Figure::Ship, bits, &mut LessonBits::new(Some(1))).unwrap());
        assert_ne!(short.ecb, middle.ecb);
        assert_ne!(middle.ecb, long.ecb);
        assert_eq!([short.ecb_copies, middle.ecb_copies], [long.ecb_copies; 2]);
    }
}
