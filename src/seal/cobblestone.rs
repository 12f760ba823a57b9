//! Cobblestone-256: a stream of any length under AES-256-GCM.
//!
//! What it does: a 24-byte random salt, the 32-byte input key and a context give a fresh AES key, a base nonce
//! and a commitment. The plaintext is cut into chunks of 16 KiB, each sealed under its own nonce. The last
//! chunk is always shorter than 16 KiB (and empty if it must be), which is how the end is known to be the end.
//!
//! ```text
//! key(32) ‖ base nonce(12) ‖ commitment(32) = HKDF-Expand-SHA-512(input key, label ‖ 0x00 ‖ salt ‖ context)
//! label   = "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM"
//! nonce i = base nonce XOR i, big-endian, over its last 5 bytes
//! stream  = salt(24) ‖ commitment(32) ‖ chunk 0 ‖ tag(16) ‖ chunk 1 ‖ tag(16) ‖ …
//! ```
//!
//! # Guarantee
//! Confidentiality up to the length. A chunk that was changed, moved, repeated, dropped or taken from another
//! stream is refused, as is a stream cut short or lengthened, or opened in another context; and one stream opens
//! under one key only (it is key-committing).
//!
//! # Assumptions
//! The input key is uniformly random, the salt too. Chunks are handed out as they are verified: whoever uses
//! them before the end must be ready to throw them away.
//!
//! # Utility
//! 56 bytes and 16 more for each chunk: `56 + n + 16·(⌊n/16384⌋ + 1)` for `n` bytes, 0.1 %. Memory is one chunk.
//!
//! # Errors
//! [`StreamError`] on opening; [`TooLong`] beyond 2³⁸ chunks (4 PiB).
//!
//! # Citation
//! C2SP, `chunked-encryption` v1 (<https://c2sp.org/chunked-encryption>); RFC 5869 §2.3 for HKDF-Expand.

use super::aead::{Aead, KEY, NONCE, SecretKey, TAG};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

mod chunks;

pub use chunks::{Chunk, Chunks};

/// Bytes of plaintext in every chunk but the last, which has fewer.
pub const CHUNK: usize = 16 * 1024;
/// Bytes of a full chunk with its tag.
pub const SEALED_CHUNK: usize = CHUNK + TAG;
/// Bytes of the salt that begins a stream.
pub const SALT: usize = 24;
/// Bytes of the key commitment that follows the salt.
pub const COMMITMENT: usize = 32;
/// Bytes of a stream before its first chunk.
pub const HEADER: usize = SALT + COMMITMENT;
/// Chunks that the five bytes of the counter can tell apart, less the two bits the specification keeps.
pub const MAX_CHUNKS: u64 = 1 << 38;

const LABEL: &[u8] = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00";

/// Bytes that `plaintext` bytes take once sealed, without the stream's header: `n + 16·(⌊n/16384⌋ + 1)`.
#[must_use]
pub fn sealed_length(plaintext: u64) -> u64 {
    plaintext.saturating_add((plaintext / CHUNK as u64 + 1).saturating_mul(TAG as u64))
}

/// The stream would need more than 2³⁸ chunks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stream is longer than 4 PiB")]
pub struct TooLong;

/// Why a stream does not open. Once one is given, every further call gives it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StreamError {
    /// The stream was sealed with another key or context, or its header was changed.
    #[error("wrong key or context")]
    WrongKey,
    /// This chunk is not what was sealed at its place. A stream cut inside a chunk, or with bytes after its
    /// last one, ends here too: only the length of what was sealed could tell these apart.
    #[error("chunk {chunk} is not authentic")]
    Tampered {
        /// Counted from 0.
        chunk: u64,
    },
    /// The stream ends between chunks, before a last one.
    #[error("the stream ends before chunk {chunk}")]
    Truncated {
        /// The first chunk that is missing.
        chunk: u64,
    },
    /// More than 2³⁸ chunks.
    #[error(transparent)]
    TooLong(#[from] TooLong),
}

/// What the stream's chunks are sealed with. Derived, used for one stream, wiped when dropped.
pub struct StreamKey {
    key: SecretKey,
    base_nonce: [u8; NONCE],
}

impl StreamKey {
    /// Derives the keys of one stream, and the commitment that its header carries.
    #[must_use]
    pub fn derive(input: &SecretKey, salt: &[u8; SALT], context: &[u8]) -> (Self, [u8; COMMITMENT]) {
        // HKDF-Expand: T(1) = HMAC(key, info ‖ 1), T(2) = HMAC(key, T(1) ‖ info ‖ 2); 76 bytes need these two.
        let mac = |previous: &[u8], counter: u8| {
            // A key shorter than a block of the hash is padded with zeros (RFC 2104 §2).
            let mut block = Zeroizing::new([0; 128]);
            block[..KEY].copy_from_slice(input.expose());
            let mut mac = Hmac::<Sha512>::new((&*block).into());
            for part in [previous, LABEL, salt, context, &[counter]] {
                mac.update(part);
            }
            Zeroizing::new(<[u8; 64]>::from(mac.finalize().into_bytes()))
        };
        let first = mac(&[], 1);
        let second = mac(&*first, 2);

        let mut okm = Zeroizing::new([0; KEY + NONCE + COMMITMENT]);
        let (head, tail) = okm.split_at_mut(first.len());
        head.copy_from_slice(&*first);
        tail.copy_from_slice(&second[..tail.len()]);

        let (mut key, mut base_nonce, mut commitment) = ([0; KEY], [0; NONCE], [0; COMMITMENT]);
        key.copy_from_slice(&okm[..KEY]);
        base_nonce.copy_from_slice(&okm[KEY..KEY + NONCE]);
        commitment.copy_from_slice(&okm[KEY + NONCE..]);
        (Self { key: SecretKey::new(key), base_nonce }, commitment)
    }

    /// Derives the keys from the header of a stream that exists.
    ///
    /// # Errors
    /// [`StreamError::WrongKey`] when the commitment is of another key or context.
    pub fn from_header(
        input: &SecretKey,
        header: &[u8; HEADER],
        context: &[u8],
    ) -> Result<Self, StreamError> {
        let mut salt = [0; SALT];
        salt.copy_from_slice(&header[..SALT]);
        let (key, commitment) = Self::derive(input, &salt, context);
        if bool::from(commitment[..].ct_eq(&header[SALT..])) { Ok(key) } else { Err(StreamError::WrongKey) }
    }

    /// The AES-256 key of the stream's chunks.
    #[must_use]
    pub fn key(&self) -> &SecretKey {
        &self.key
    }

    /// The nonce of one chunk, `chunk` < 2³⁸: `base nonce XOR chunk`.
    #[must_use]
    pub fn nonce(&self, chunk: u64) -> [u8; NONCE] {
        let mut nonce = self.base_nonce;
        // Counters stay below 2³⁸, so XOR over eight bytes touches only the last five.
        for (byte, counter) in nonce[NONCE - 8..].iter_mut().zip(chunk.to_be_bytes()) {
            *byte ^= counter;
        }
        nonce
    }
}

/// Seals a stream piece by piece, in software.
pub struct Sealer {
    key: StreamKey,
    aead: Aead,
    chunks: Chunks,
}

impl Sealer {
    /// Seals under a key that seals nothing else. The header, salt and commitment, is the caller's to write.
    #[must_use]
    pub fn new(key: StreamKey) -> Self {
        Self { aead: Aead::new(key.key()), key, chunks: Chunks::of_plaintext() }
    }

    /// Takes plaintext; appends the chunks that became full.
    ///
    /// # Errors
    /// [`TooLong`].
    pub fn push(&mut self, mut plaintext: &[u8], out: &mut Vec<u8>) -> Result<(), TooLong> {
        while let Some(chunk) = self.chunks.next(&mut plaintext)? {
            self.aead.seal(&self.key.nonce(chunk.index), &[], chunk.bytes, out);
        }
        Ok(())
    }

    /// Appends the last chunk, without which the stream does not open.
    pub fn finish(mut self, out: &mut Vec<u8>) {
        let chunk = self.chunks.last();
        self.aead.seal(&self.key.nonce(chunk.index), &[], chunk.bytes, out);
    }
}

/// Opens a stream piece by piece, in software. Plaintext comes out only once its chunk is verified.
pub struct Opener {
    key: StreamKey,
    aead: Aead,
    chunks: Chunks,
    failed: Option<StreamError>,
}

impl Opener {
    /// Opens what follows the header that [`StreamKey::from_header`] accepted.
    #[must_use]
    pub fn new(key: StreamKey) -> Self {
        Self { aead: Aead::new(key.key()), key, chunks: Chunks::of_sealed(), failed: None }
    }

    /// Takes sealed bytes; appends the plaintext of the chunks that became full.
    ///
    /// # Errors
    /// [`StreamError::Tampered`], [`StreamError::TooLong`]; `out` then holds only verified plaintext.
    pub fn push(&mut self, mut sealed: &[u8], out: &mut Vec<u8>) -> Result<(), StreamError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        while let Some(chunk) = self.chunks.next(&mut sealed).map_err(|e| *self.failed.insert(e.into()))? {
            let index = chunk.index;
            if self.aead.open(&self.key.nonce(index), &[], chunk.bytes, out).is_err() {
                return Err(*self.failed.insert(StreamError::Tampered { chunk: index }));
            }
        }
        Ok(())
    }

    /// Opens the last chunk. Only now is the whole stream known to be what was sealed.
    ///
    /// # Errors
    /// [`StreamError::Truncated`], [`StreamError::Tampered`], or the error of an earlier push.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), StreamError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let Chunk { index, bytes } = self.chunks.last();
        if bytes.len() < TAG {
            return Err(StreamError::Truncated { chunk: index });
        }
        self.aead
            .open(&self.key.nonce(index), &[], bytes, out)
            .map_err(|_| StreamError::Tampered { chunk: index })
    }
}
