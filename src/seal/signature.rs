//! Ed25519: who wrote something.

use std::fmt;

use ed25519_dalek::{Signature as DalekSignature, Signer, SigningKey as DalekKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::bytes::Bytes;
use crate::seal::aead::SecretKey;

/// An Ed25519 signature.
pub type Signature = Bytes<64>;

/// The secret with which somebody signs. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct SigningKey(DalekKey);

impl SigningKey {
    /// A new key from the operating system's random source.
    ///
    /// # Errors
    /// When there is none.
    pub fn generate() -> Result<Self, getrandom::Error> {
        Ok(Self::from_seed(SecretKey::random()?.expose()))
    }

    /// The key of a seed of 32 uniformly random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(DalekKey::from_bytes(seed))
    }

    /// The seed, for the file that keeps it.
    #[must_use]
    pub fn expose_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
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

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

/// What the signatures of one [`SigningKey`] are verified with.
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
        Bytes::sha256(self.0.0).first::<8>().to_string()
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

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn signs_as_the_standard_says() {
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let key = SigningKey::from_seed(&seed.parse::<Bytes<32>>().unwrap().0);
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
}
