//! Who writes a ledger: Ed25519 keys.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use super::error::LedgerError;
use crate::bytes::Bytes;
use crate::seal::signature::{PublicKey, Signature, SigningKey};

/// How a key file begins: what it is, and the version of its form.
const PREFIX: &str = "lazaret-ledger-key-1:";

/// The secret with which a person or a computer signs what it writes. Wiped when
/// dropped, never printed, never in a ledger.
pub struct LedgerKey(SigningKey);

impl LedgerKey {
    /// A new key from the operating system's random source.
    ///
    /// # Errors
    /// [`LedgerError::NoRandomness`].
    pub fn generate() -> Result<Self, LedgerError> {
        SigningKey::generate().map(Self).map_err(|_| LedgerError::NoRandomness)
    }

    /// Reads the one line of a key file: `lazaret-ledger-key-1:`, the 64
    /// hexadecimal digits of the secret, a colon, and the 16 of its fingerprint.
    ///
    /// # Errors
    /// [`LedgerError::NotAKey`] and [`LedgerError::KeyDamaged`], without any of the text.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let rest = text.trim().strip_prefix(PREFIX).ok_or(LedgerError::NotAKey)?;
        let (digits, check) = rest.split_once(':').ok_or(LedgerError::NotAKey)?;
        let mut seed: Bytes<32> = digits.parse().map_err(|_| LedgerError::KeyDamaged)?;
        let key = Self(SigningKey::from_seed(&seed.0));
        seed.0.zeroize();
        if key.public().fingerprint() == check { Ok(key) } else { Err(LedgerError::KeyDamaged) }
    }

    /// The line that [`LedgerKey::parse`] reads, without a line end.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(Bytes(*self.0.expose_seed()).to_string());
        Zeroizing::new(format!("{PREFIX}{}:{}", *secret, self.public().fingerprint()))
    }

    /// What signatures are verified with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.0.public()
    }

    /// Signs a message (RFC 8032: deterministic, without a random number).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.0.sign(message)
    }
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_read_again_and_damage_is_seen() {
        let key = LedgerKey::generate().unwrap();
        let text = key.to_text();
        assert_eq!(LedgerKey::parse(&text).unwrap().public(), key.public());
        let other = if &text[30..31] == "0" { "1" } else { "0" };
        let damaged = format!("{}{other}{}", &text[..30], &text[31..]);
        assert_eq!(LedgerKey::parse(&damaged).unwrap_err(), LedgerError::KeyDamaged);
        assert_eq!(LedgerKey::parse("lazaret-pseudonym-key-1:00:00").unwrap_err(), LedgerError::NotAKey);
    }
}
