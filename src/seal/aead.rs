//! AES-256-GCM over byte slices, in software.

use aes_gcm::aead::{AeadInOut, Nonce, Tag};
use aes_gcm::{Aes256Gcm, KeyInit};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Bytes of an AES-256 key.
pub const KEY: usize = 32;
/// Bytes of a GCM nonce.
pub const NONCE: usize = 12;
/// Bytes of a GCM authentication tag, which follows the ciphertext.
pub const TAG: usize = 16;

/// 32 secret bytes, wiped when dropped and never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretKey([u8; KEY]);

impl SecretKey {
    /// A key from the operating system's random source.
    ///
    /// # Errors
    /// When there is none.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut key = Self([0; KEY]);
        getrandom::fill(&mut key.0)?;
        Ok(key)
    }

    /// Takes over 32 uniformly random bytes (or the output of a key derivation).
    #[must_use]
    pub fn new(bytes: [u8; KEY]) -> Self {
        Self(bytes)
    }

    /// The bytes, for a cipher or a key derivation.
    #[must_use]
    pub fn expose(&self) -> &[u8; KEY] {
        &self.0
    }
}

/// The tag does not belong to this key, nonce, associated data and ciphertext.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the authentication tag does not match")]
pub struct Forged;

/// AES-256-GCM with a 96-bit nonce and a 128-bit tag.
///
/// # Guarantee
/// Without the key, a ciphertext shows its length and nothing else, and no other ciphertext is accepted.
///
/// # Assumptions
/// A nonce is used once only with a key: a second use gives away the authentication key.
///
/// # Citation
/// NIST SP 800-38D (2007).
pub struct Aead(Box<Aes256Gcm>);

impl Aead {
    /// Expands the key.
    #[must_use]
    pub fn new(key: &SecretKey) -> Self {
        Self(Box::new(Aes256Gcm::new(key.expose().into())))
    }

    /// Appends the ciphertext of `plaintext` and its tag to `out`.
    ///
    /// # Panics
    /// If `plaintext` is longer than 64 GiB, the limit of GCM, which no slice that we seal comes near.
    pub fn seal(&self, nonce: &[u8; NONCE], associated: &[u8], plaintext: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        out.reserve(plaintext.len() + TAG);
        out.extend_from_slice(plaintext);
        let nonce = Nonce::<Aes256Gcm>::from(*nonce);
        let tag = self.0.encrypt_inout_detached(&nonce, associated, (&mut out[start..]).into());
        out.extend_from_slice(&tag.expect("a slice is shorter than the limit of GCM"));
    }

    /// Appends the plaintext of `sealed` (ciphertext, then tag) to `out`.
    ///
    /// # Errors
    /// [`Forged`] when the tag does not match; `out` is then as before.
    pub fn open(
        &self,
        nonce: &[u8; NONCE],
        associated: &[u8],
        sealed: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Forged> {
        let (ciphertext, tag) = sealed.split_last_chunk::<TAG>().ok_or(Forged)?;
        let start = out.len();
        out.extend_from_slice(ciphertext);
        let nonce = Nonce::<Aes256Gcm>::from(*nonce);
        let tag = Tag::<Aes256Gcm>::from(*tag);
        self.0.decrypt_inout_detached(&nonce, associated, (&mut out[start..]).into(), &tag).map_err(|_| {
            out.truncate(start);
            Forged
        })
    }
}
