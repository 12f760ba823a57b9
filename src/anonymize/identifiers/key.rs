//! The secret behind pseudonyms and shifted dates, and the file in which its owner keeps it.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::bytes::hmac_sha256;

/// How a key file begins: what it is, and the version of its form.
const PREFIX: &str = "lazaret-pseudonym-key-1:";

/// Bytes of a key.
const KEY: usize = 32;

/// What a keyed function is asked for; one purpose's answers say nothing of another's.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    Pseudonym,
    DateShift,
    Fingerprint,
}

impl Purpose {
    const fn label(self) -> &'static str {
        match self {
            Self::Pseudonym => "lazaret pseudonym 1",
            Self::DateShift => "lazaret date shift 1",
            Self::Fingerprint => "lazaret key fingerprint 1",
        }
    }
}

/// 32 secret bytes that the steward keeps. Wiped when dropped, never printed,
/// never in a recipe, a report or a released table.
///
/// Whoever has the key can tell by trial which patient a pseudonym stands for,
/// so it stays with those who may know the patients. Whoever loses it can never
/// make the same pseudonyms again.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PseudonymKey([u8; KEY]);

/// Why a text is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum KeyError {
    #[error("not a pseudonym key of version 1")]
    NotAKey,
    #[error("{found} digits instead of {expected}")]
    Length { found: u64, expected: u64 },
    #[error("the digits and their check do not agree")]
    Damaged,
    #[error("the system has no random numbers to give")]
    NoRandomness,
}

impl PseudonymKey {
    /// A new key from the operating system's random source.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn generate() -> Result<Self, KeyError> {
        let mut bytes = [0; KEY];
        getrandom::fill(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
        let key = Self(bytes);
        bytes.zeroize();
        Ok(key)
    }

    /// Takes over 32 uniformly random bytes.
    #[must_use]
    pub fn new(bytes: [u8; KEY]) -> Self {
        Self(bytes)
    }

    /// Reads the one line of a key file, `lazaret-pseudonym-key-1:` with 64
    /// hexadecimal digits, a colon, and the 16 of the key's fingerprint.
    ///
    /// # Errors
    /// [`KeyError`], without any of the text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (digits, check) = text
            .trim()
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once(':'))
            .ok_or(KeyError::NotAKey)?;
        let (found, expected) = (digits.chars().count() as u64, 2 * KEY as u64);
        if found != expected {
            return Err(KeyError::Length { found, expected });
        }
        let digit = |digit: &u8| char::from(*digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut key = Self([0; KEY]);
        let (pairs, _) = digits.as_bytes().as_chunks::<2>();
        for (byte, [high, low]) in key.0.iter_mut().zip(pairs) {
            *byte =
                digit(high).zip(digit(low)).map(|(high, low)| high << 4 | low).ok_or(KeyError::Damaged)?;
        }
        // Publicly known, so an ordinary comparison gives nothing away.
        if key.fingerprint() == check { Ok(key) } else { Err(KeyError::Damaged) }
    }

    /// The line that [`PseudonymKey::parse`] reads, without a line end. Wiped when dropped.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        // Room for all at once: a text that grows leaves copies behind.
        let mut text = Zeroizing::new(String::with_capacity(PREFIX.len() + 2 * KEY + 32));
        text.push_str(PREFIX);
        push_hex(&mut text, &self.0);
        text.push(':');
        text.push_str(&self.fingerprint());
        text
    }

    /// 16 hexadecimal digits that tell one key from another and nothing else: they may be published.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut text = String::new();
        push_hex(&mut text, &self.derive(Purpose::Fingerprint, &[])[..8]);
        text
    }

    /// HMAC-SHA-256 of a purpose and some texts, each behind its length, so
    /// that no two lists of texts are one message.
    ///
    /// # Citation
    /// RFC 2104; FIPS 180-4.
    pub(super) fn derive(&self, purpose: Purpose, texts: &[&str]) -> [u8; 32] {
        let mut message = Vec::new();
        for text in std::iter::once(&purpose.label()).chain(texts) {
            message.extend((text.len() as u64).to_le_bytes());
            message.extend(text.as_bytes());
        }
        let code = hmac_sha256(&self.0, &message);
        message.zeroize();
        code
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PseudonymKey")
    }
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    text.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_file_and_a_changed_digit_does_not() {
        let key = PseudonymKey::generate().unwrap();
        let text = key.to_text();
        let read = PseudonymKey::parse(&format!("  {}\r\n", *text)).unwrap();
        assert_eq!(read.derive(Purpose::Pseudonym, &["a"]), key.derive(Purpose::Pseudonym, &["a"]));
        for at in PREFIX.len()..text.len() {
            let mut changed = text.as_bytes().to_vec();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).unwrap();
            if changed != *text {
                assert!(PseudonymKey::parse(&changed).is_err(), "digit {at}");
            }
        }
        assert_eq!(PseudonymKey::parse(&text[..60]).unwrap_err(), KeyError::NotAKey);
        assert_eq!(PseudonymKey::parse("").unwrap_err(), KeyError::NotAKey);
        let short = format!("{PREFIX}00:00");
        assert_eq!(PseudonymKey::parse(&short).unwrap_err(), KeyError::Length { found: 2, expected: 64 });
        let accents = format!("{PREFIX}{}:00", "é".repeat(64));
        assert_eq!(PseudonymKey::parse(&accents).unwrap_err(), KeyError::Damaged);
        assert_eq!(format!("{key:?}"), "PseudonymKey");
    }

    #[test]
    fn purposes_and_lists_of_texts_are_told_apart() {
        let key = PseudonymKey::new([7; 32]);
        let one = key.derive(Purpose::Pseudonym, &["ab", "c"]);
        assert_ne!(one, key.derive(Purpose::Pseudonym, &["a", "bc"]));
        assert_ne!(one, key.derive(Purpose::Pseudonym, &["abc"]));
        assert_ne!(one, key.derive(Purpose::DateShift, &["ab", "c"]));
        assert_ne!(one, PseudonymKey::new([8; 32]).derive(Purpose::Pseudonym, &["ab", "c"]));
    }
}
