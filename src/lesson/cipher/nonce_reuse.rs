//! A nonce used twice: two ciphertexts show each other, and the authentication key falls.

use serde::Serialize;

use super::ghash::{Field, authentication_key, forged_tag};
use super::list::{DIAGNOSES, DOSE, PATIENTS, PRESCRIPTIONS, hex, padded, text, texts};
use super::modes::{BLOCK, xor};
use super::picture::{Figure, HEIGHT, Pixels, WIDTH};
use super::{bytes, nonce};
use crate::dp::noise::BitsError;
use crate::lesson::source::LessonBits;
use crate::seal::aead::{Aead, SecretKey, TAG};

/// Two pictures, two columns and two tags under AES-256-GCM, with one nonce or with two.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NonceReuseLesson {
    /// Pixels of a line.
    pub width: u16,
    /// Lines.
    pub height: u16,
    /// One picture's ciphertext.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub first: Pixels,
    /// The other's.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub second: Pixels,
    /// The XOR of both.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Uint8Array"))]
    pub difference: Pixels,
    /// Two columns: the attacker knows the first and wants the second.
    pub rows: Vec<ReadDiagnosis>,
    /// Rows that were read right.
    pub read: usize,
    /// A message of the attacker's.
    pub forgery: Forgery,
}

/// What an attacker reads about one patient.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReadDiagnosis {
    /// Who it is.
    pub patient: String,
    /// What the attacker knows: the prescription.
    pub known: String,
    /// What was sealed: the diagnosis.
    pub sealed: String,
    /// What the attacker makes of both ciphertexts and the prescription.
    pub read: String,
}

/// A message that was never sealed, with a tag that was made without the key.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Forgery {
    /// What was sealed.
    pub sent: String,
    /// Its tag, in hexadecimal.
    pub tag: String,
    /// What the attacker wants to be read instead.
    pub wanted: String,
    /// The tag that the attacker made, in hexadecimal.
    pub forged_tag: String,
    /// Whether AES-256-GCM opens it, and to what was wanted.
    pub accepted: bool,
}

/// Seals two of each, with `same` nonce or with another, and attacks.
///
/// # Errors
/// When the source of bits fails.
pub fn nonce_reuse(same: bool, bits: &mut LessonBits) -> Result<NonceReuseLesson, BitsError> {
    let aead = Aead::new(&SecretKey::new(bytes(bits)?));
    let mut messages = 0;
    let mut seal_two = |plaintexts: [&[u8]; 2]| {
        let first = messages;
        messages += 2;
        let nonces = [nonce(first), nonce(if same { first } else { first + 1 })];
        let [one, other] = [0, 1].map(|at: usize| {
            let mut sealed = Vec::new();
            aead.seal(&nonces[at], &[], plaintexts[at], &mut sealed);
            let tag = sealed.split_off(sealed.len() - TAG);
            (sealed, tag)
        });
        (one, other, nonces[0])
    };

    let ((first, _), (second, _), _) = seal_two([&Figure::Ship.draw(), &Figure::House.draw()]);
    let known = padded(&PRESCRIPTIONS);
    let (mut column, (other, _), _) = seal_two([&known, &padded(&DIAGNOSES)]);
    xor(&mut column.0, &other);
    xor(&mut column.0, &known);
    let rows: Vec<ReadDiagnosis> = texts(&column.0)
        .into_iter()
        .enumerate()
        .map(|(at, read)| ReadDiagnosis {
            patient: PATIENTS[at].to_owned(),
            known: PRESCRIPTIONS[at].to_owned(),
            sealed: DIAGNOSES[at].to_owned(),
            read,
        })
        .collect();

    let (sent, other) = (padded(&PRESCRIPTIONS[..1]), padded(&PRESCRIPTIONS[1..2]));
    let (one, two, nonce) = seal_two([&sent, &other]);
    Ok(NonceReuseLesson {
        width: WIDTH,
        height: HEIGHT,
        difference: Pixels(first.iter().zip(&second).map(|(one, other)| one ^ other).collect()),
        first: Pixels(first),
        second: Pixels(second),
        read: rows.iter().filter(|row| row.read == row.sealed).count(),
        rows,
        forgery: forge(&sent, one, two, |sealed| {
            let mut opened = Vec::new();
            aead.open(&nonce, &[], sealed, &mut opened).ok().map(|()| opened)
        }),
    })
}

/// Makes the message `sent` say another dose. `open` is the recipient, who has the key; the attacker has two
/// ciphertexts with their tags.
fn forge(
    sent: &[u8],
    one: (Vec<u8>, Vec<u8>),
    other: (Vec<u8>, Vec<u8>),
    open: impl Fn(&[u8]) -> Option<Vec<u8>>,
) -> Forgery {
    let field = |block: &[u8]| Field::of(block.first_chunk::<BLOCK>().copied().unwrap_or_default());
    let known = (field(&one.0), field(&one.1));
    let key = authentication_key(known, (field(&other.0), field(&other.1)));

    let (place, bit) = DOSE;
    let (mut wanted, mut forged) = (sent.to_vec(), one.0);
    wanted[place] ^= bit;
    forged[place] ^= bit;
    let tag = forged_tag(known, field(&forged), key).0.to_be_bytes();
    forged.extend(tag);
    Forgery {
        sent: text(sent),
        tag: hex(&one.1),
        wanted: text(&wanted),
        forged_tag: hex(&tag),
        accepted: open(&forged).is_some_and(|opened| opened == wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_nonce_shows_the_plaintexts_to_each_other() {
        let lesson = nonce_reuse(true, &mut LessonBits::new(None)).unwrap();
        let mut plain = Figure::Ship.draw();
        xor(&mut plain, &Figure::House.draw());
        assert_eq!(lesson.difference, Pixels(plain));
        assert_eq!(lesson.read, lesson.rows.len());
        assert_ne!(lesson.first, Pixels(Figure::Ship.draw()));
    }

    #[test]
    fn one_nonce_lets_a_forged_dose_in() {
        for seed in 0..5 {
            let Forgery { sent, tag, wanted, forged_tag, accepted } =
                nonce_reuse(true, &mut LessonBits::new(Some(seed))).unwrap().forgery;
            assert_eq!((sent.as_str(), wanted.as_str()), ("warfarin 10 mg", "warfarin 50 mg"));
            assert!(accepted && tag != forged_tag, "{seed}");
        }
    }

    #[test]
    fn two_nonces_show_nothing_and_let_nothing_in() {
        for seed in 0..5 {
            let lesson = nonce_reuse(false, &mut LessonBits::new(Some(seed))).unwrap();
            assert_eq!((lesson.read, lesson.forgery.accepted), (0, false), "{seed}");
            // Of random bytes one in 256 is 0, of the two pictures most are.
            let zeros = lesson.difference.0.iter().filter(|&&byte| byte == 0).count();
            assert!(zeros < lesson.difference.0.len() / 200, "{zeros}");
        }
    }
}
