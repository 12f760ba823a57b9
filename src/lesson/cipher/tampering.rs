//! Bit flips and cuts: what opens to something else, and what is refused.

use aes_gcm::KeyInit;
use aes_gcm::aes::Aes256;
use serde::Serialize;

use super::list::{DOSE, PATIENTS, PRESCRIPTIONS, padded, texts};
use super::modes::{BLOCK, cbc_decrypt, cbc_encrypt, ctr, ecb_decrypt, ecb_encrypt, xor};
use super::picture::{Figure, HEIGHT, Pixels, WIDTH, cross_mask};
use super::{bytes, nonce};
use crate::dp::noise::BitsError;
use crate::lesson::source::LessonBits;
use crate::seal::aead::{Aead, KEY, NONCE, SecretKey, TAG};
use crate::seal::cobblestone::{CHUNK, Opener, SALT, SEALED_CHUNK, Sealer, StreamError, StreamKey};

/// A picture and a column of prescriptions, changed by somebody without the key, and then opened.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TamperingLesson {
    /// Pixels of a line.
    pub width: u16,
    /// Lines of a picture that was not cut.
    pub height: u16,
    /// What ECB opens to.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub ecb: Pixels,
    /// What CBC opens to.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub cbc: Pixels,
    /// What CTR opens to.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub ctr: Pixels,
    /// What GCM opens to; nothing where it refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "Uint8Array"))]
    pub gcm: Option<Pixels>,
    /// The column.
    pub rows: Vec<TamperedPrescription>,
    /// What opens of the picture in chunks of GCM that do not say which of them is the last; it was only cut.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub chunks: Pixels,
    /// The same in the stream that Lazaret seals with; nothing where it refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "Uint8Array"))]
    pub stream: Option<Pixels>,
    /// The first chunk that the stream misses, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub missing_chunk: Option<u64>,
}

/// One patient's prescription and what it opens to; nothing where it was cut off or is refused.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TamperedPrescription {
    /// Who it is.
    pub patient: String,
    /// What was sealed.
    pub prescribed: String,
    /// In ECB.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub ecb: Option<String>,
    /// In CBC.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub cbc: Option<String>,
    /// In CTR.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub ctr: Option<String>,
    /// In GCM.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub gcm: Option<String>,
}

/// What the attacker does to a ciphertext.
struct Tampering {
    mask: Vec<u8>,
    kept: usize,
}

impl Tampering {
    fn apply(&self, ciphertext: &mut Vec<u8>) {
        xor(ciphertext, &self.mask);
        ciphertext.truncate(self.kept);
    }
}

/// What one plaintext opens to in each mode after it was tampered with.
struct Opened {
    ecb: Vec<u8>,
    cbc: Vec<u8>,
    ctr: Vec<u8>,
    gcm: Option<Vec<u8>>,
}

/// Flips the bit of the dose of patient `flipped`, counted from 1, and a cross of bits of the picture; nothing
/// for 0. Cuts `cut` entries off the column and as many chunks off the picture.
///
/// # Errors
/// When the source of bits fails.
pub fn tampering(flipped: usize, cut: usize, bits: &mut LessonBits) -> Result<TamperingLesson, BitsError> {
    let picture = Figure::Ship.draw();
    let column = padded(&PRESCRIPTIONS);
    let dose_mask = {
        let (place, bit) = DOSE;
        let mut mask = vec![0; column.len()];
        if let Some(byte) = flipped.checked_sub(1).and_then(|row| mask.get_mut(row * BLOCK + place)) {
            *byte = bit;
        }
        mask
    };
    let mask = if flipped > 0 { cross_mask() } else { Vec::new() };
    let cut_picture = Tampering { mask, kept: picture.len().saturating_sub(cut * CHUNK) };
    let cut_column = Tampering { mask: dose_mask, kept: column.len().saturating_sub(cut * BLOCK) };

    let key = bytes(bits)?;
    let start = bytes(bits)?;
    let opened = open_all(&key, start, nonce(0), &picture, &cut_picture);
    let entries = open_all(&key, start, nonce(1), &column, &cut_column);
    let stream = cut_stream(&SecretKey::new(bytes(bits)?), &bytes(bits)?, &picture, cut);
    Ok(TamperingLesson {
        width: WIDTH,
        height: HEIGHT,
        ecb: Pixels(opened.ecb),
        cbc: Pixels(opened.cbc),
        ctr: Pixels(opened.ctr),
        gcm: opened.gcm.map(Pixels),
        rows: rows(&entries),
        chunks: Pixels(cut_chunks(&Aead::new(&SecretKey::new(bytes(bits)?)), &picture, cut)),
        missing_chunk: match stream {
            Err(StreamError::Truncated { chunk }) => Some(chunk),
            _ => None,
        },
        stream: stream.ok().map(Pixels),
    })
}

fn open_all(
    key: &[u8; KEY],
    start: [u8; BLOCK],
    nonce: [u8; NONCE],
    plaintext: &[u8],
    tampering: &Tampering,
) -> Opened {
    let (cipher, aead) = (Aes256::new(key.into()), Aead::new(&SecretKey::new(*key)));
    let mut ecb = plaintext.to_vec();
    ecb_encrypt(&cipher, &mut ecb);
    tampering.apply(&mut ecb);
    ecb_decrypt(&cipher, &mut ecb);

    let mut cbc = plaintext.to_vec();
    cbc_encrypt(&cipher, start, &mut cbc);
    tampering.apply(&mut cbc);
    cbc_decrypt(&cipher, start, &mut cbc);

    let mut ciphertext = Vec::new();
    aead.seal(&nonce, &[], plaintext, &mut ciphertext);
    let tag = ciphertext.split_off(plaintext.len());
    tampering.apply(&mut ciphertext);
    let opened_ctr = ctr(&aead, &nonce, &ciphertext);

    // The attacker leaves the tag at the end, where it is looked for.
    ciphertext.extend(tag);
    let mut gcm = Vec::new();
    let gcm = aead.open(&nonce, &[], &ciphertext, &mut gcm).ok().map(|()| gcm);
    Opened { ecb, cbc, ctr: opened_ctr, gcm }
}

fn rows(entries: &Opened) -> Vec<TamperedPrescription> {
    let gcm = entries.gcm.as_deref().unwrap_or_default();
    let [ecb, cbc, ctr, gcm] = [&entries.ecb, &entries.cbc, &entries.ctr, gcm].map(texts);
    let row = |(at, (patient, prescribed)): (usize, (&str, &str))| TamperedPrescription {
        patient: patient.to_owned(),
        prescribed: prescribed.to_owned(),
        ecb: ecb.get(at).cloned(),
        cbc: cbc.get(at).cloned(),
        ctr: ctr.get(at).cloned(),
        gcm: gcm.get(at).cloned(),
    };
    PATIENTS.into_iter().zip(PRESCRIPTIONS).enumerate().map(row).collect()
}

/// Seals chunk by chunk with a nonce that counts, cuts `cut` chunks off, and opens what is left.
fn cut_chunks(aead: &Aead, picture: &[u8], cut: usize) -> Vec<u8> {
    let mut sealed = Vec::new();
    for (at, chunk) in (0..).zip(picture.chunks(CHUNK)) {
        aead.seal(&nonce(at), &[], chunk, &mut sealed);
    }
    sealed.truncate(sealed.len().saturating_sub(cut * (CHUNK + TAG)));
    let mut opened = Vec::new();
    for (at, chunk) in (0..).zip(sealed.chunks(CHUNK + TAG)) {
        if aead.open(&nonce(at), &[], chunk, &mut opened).is_err() {
            break;
        }
    }
    opened
}

/// The same with Lazaret's own stream, which ends in a chunk that is shorter than all others.
fn cut_stream(
    key: &SecretKey,
    salt: &[u8; SALT],
    picture: &[u8],
    cut: usize,
) -> Result<Vec<u8>, StreamError> {
    let seal_key = || StreamKey::derive(key, salt, b"lesson").0;
    let (mut sealer, mut sealed) = (Sealer::new(seal_key()), Vec::new());
    sealer.push(picture, &mut sealed)?;
    sealer.finish(&mut sealed);
    if cut > 0 {
        sealed.truncate((picture.len() / CHUNK).saturating_sub(cut) * SEALED_CHUNK);
    }
    let (mut opener, mut opened) = (Opener::new(seal_key()), Vec::new());
    opener.push(&sealed, &mut opened)?;
    opener.finish(&mut opened)?;
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(flipped: usize, cut: usize) -> TamperingLesson {
        tampering(flipped, cut, &mut LessonBits::new(Some(1))).unwrap()
    }

    #[test]
    fn without_an_attack_all_open_to_what_was_sealed() {
        let TamperingLesson { ecb, cbc, ctr, gcm, rows, chunks, stream, missing_chunk, .. } = lesson(0, 0);
        let plain = Pixels(Figure::Ship.draw());
        assert_eq!([&ecb, &cbc, &ctr, &chunks], [&plain; 4]);
        assert_eq!((gcm.as_ref(), stream.as_ref(), missing_chunk), (Some(&plain), Some(&plain), None));
        for row in rows {
            let whole = Some(row.prescribed);
            assert!([row.ecb, row.cbc, row.ctr, row.gcm].iter().all(|opened| *opened == whole));
        }
    }

    #[test]
    fn ctr_changes_exactly_the_bits_that_were_flipped() {
        let mut marked = Figure::Ship.draw();
        xor(&mut marked, &cross_mask());
        for flipped in [1, 4, 8] {
            let TamperingLesson { ctr, gcm, rows, .. } = lesson(flipped, 0);
            assert_eq!((ctr, gcm), (Pixels(marked.clone()), None));
            for (at, row) in (1..).zip(rows) {
                let mut read = row.prescribed.into_bytes();
                read[DOSE.0] ^= if at == flipped { DOSE.1 } else { 0 };
                assert_eq!((row.ctr.unwrap().into_bytes(), row.gcm), (read, None));
            }
        }
    }

    #[test]
    fn ecb_spoils_one_block_and_cbc_changes_the_next_dose_too() {
        for flipped in [1, 4, 8] {
            for (at, row) in (1..).zip(lesson(flipped, 0).rows) {
                let as_it_was = Some(row.prescribed.clone());
                assert_eq!(row.ecb == as_it_was, at != flipped);
                assert_eq!(row.cbc == as_it_was, at != flipped && at != flipped + 1);
                if at == flipped + 1 {
                    assert_eq!(row.cbc.unwrap().as_bytes()[DOSE.0], row.prescribed.as_bytes()[DOSE.0] + 4);
                }
            }
        }
    }

    #[test]
    fn a_cut_is_refused_by_gcm_and_by_the_stream_alone() {
        for cut in [1, 2, 5] {
            let TamperingLesson { ecb, cbc, ctr, gcm, rows, chunks, stream, missing_chunk, .. } =
                lesson(0, cut);
            let mut left = Figure::Ship.draw();
            left.truncate(left.len() - cut * CHUNK);
            let left = Pixels(left);
            assert_eq!([&ecb, &cbc, &ctr, &chunks], [&left; 4]);
            assert_eq!((gcm, stream, missing_chunk), (None, None, Some(5 - cut as u64)));
            assert_eq!(rows.iter().filter(|row| row.ctr.is_some()).count(), PATIENTS.len() - cut);
            assert!(rows.iter().all(|row| row.gcm.is_none()));
        }
    }

    #[test]
    fn the_picture_is_whole_chunks() {
        assert_eq!(Figure::Ship.draw().len(), 5 * CHUNK);
    }
}
