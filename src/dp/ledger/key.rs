//! Who writes a ledger: Ed25519 keys.

use std::fmt;

use ed25519_dalek::{Signature as DalekSignature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::bytes::Bytes;
use super::error::LedgerError;

/// How a key file begins: what it is, and the version of its form.
const PREFIX: &str = "lazaret-ledger-key-1:";

/// An Ed25519 signature.
pub type Signature = Bytes<64>;

/// The secret with which a person or a computer signs what it writes. Wiped when
/// dropped, never printed, never in a ledger.
pub struct LedgerKey(SigningKey);

impl LedgerKey {
    /// A new key from the operating system's random source.
    ///
    /// # Errors
    /// [`LedgerError::NoRandomness`].
    pub fn generate() -> Result<Self, LedgerError> {
        let mut seed = Bytes::random()?;
        let key = Self(SigningKey::from_bytes(&seed.0));
        seed.0.zeroize();
        Ok(key)
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
        let key = Self(SigningKey::from_bytes(&seed.0));
        seed.0.zeroize();
        if key.public().fingerprint() == check { Ok(key) } else { Err(LedgerError::KeyDamaged) }
    }

    /// The line that [`LedgerKey::parse`] reads, without a line end.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(Bytes(self.0.to_bytes()).to_string());
        Zeroizing::new(format!("{PREFIX}{}:{}", *secret, self.public().fingerprint()))
    }

    /// What signatures are verified with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(Bytes(self.0.verifying_key().to_bytes()))
    }

    /// Signs a message (RFC 8032: deterministic, without a random number).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Bytes(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerKey")
    }
}

/// The public half of a [`LedgerKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicKey(Bytes<32>);

impl PublicKey {
    /// Takes over the 32 bytes of RFC 8032.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(Bytes(bytes))
    }

    /// The 32 bytes of RFC 8032.
    #[must_use]
    pub const fn to_bytes(&self) -> [u8; 32] {
        self.0.0
    }

    /// 16 hexadecimal digits that tell one writer from another, for people to compare.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hash: [u8; 32] = Sha256::digest(self.0.0).into();
        let [a, b, c, d, e, f, g, h, ..] = hash;
        Bytes([a, b, c, d, e, f, g, h]).to_string()
    }

    /// Whether the key's owner signed the message. Strict: keys and signatures of
    /// small order, which would suit several messages, are refused.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &Signature) -> bool {
        VerifyingKey::from_bytes(&self.0.0)
            .and_then(|key| key.verify_strict(message, &DalekSignature::from_bytes(&signature.0)))
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn signs_as_the_standard_says() {
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let key = LedgerKey(SigningKey::from_bytes(&seed.parse::<Bytes<32>>().unwrap().0));
        let public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        assert_eq!(key.public().0.to_string(), public);
        let signature = key.sign(&[0x72]);
        assert_eq!(
            signature.to_string(),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
        assert!(key.public().verifies(&[0x72], &signature));
        assert!(!key.public().verifies(&[0x73], &signature));
    }

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
