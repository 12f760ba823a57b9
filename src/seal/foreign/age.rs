//! age files, opened: with an X25519 key of age's own, or with a passphrase.
//!
//! ```text
//! "age-encryption.org/v1\n" ‖ stanza … ‖ "--- " ‖ MAC ‖ "\n" ‖ nonce(16) ‖ chunk …
//! chunk = ChaCha20-Poly1305(64 KiB, the last one shorter or as long) under u88 number ‖ u8 whether it is the last
//! ```
//!
//! # Guarantee
//! What comes out is, in its order and to its end, what somebody encrypted. The format does not tell who: anybody can
//! write a file for anybody's key.
//!
//! # Assumptions
//! Chunks are handed out as they are verified: whoever uses them before the end must be ready to throw them away.
//!
//! # Utility
//! Memory is one chunk, and what scrypt asks for, at most 1 GiB. Armoured files, plugins' and hybrid keys are not read.
//!
//! # Errors
//! [`ForeignError`].
//!
//! # Citation
//! C2SP, `age` (<https://c2sp.org/age>).

mod header;
mod key;

use chacha20poly1305::aead::{AeadInOut, KeyInit, Nonce, Tag};
use chacha20poly1305::{ChaCha20Poly1305, Key};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::ForeignError;
use crate::seal::Passphrase;
use crate::seal::aead::SecretKey;
use header::Header;

pub use key::parse_secret_key;

const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const SEALED_CHUNK: usize = CHUNK + TAG;
const NONCE: usize = 16;
const ARMOUR: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// What opens a file.
pub enum Unlock {
    /// An X25519 secret key.
    Key(SecretKey),
    /// A passphrase.
    Passphrase(Passphrase),
}

/// Opens a file piece by piece. Plaintext comes out only once its chunk is verified.
pub struct Opener {
    state: State,
    /// Of the header or of a chunk, until it is whole.
    pending: Vec<u8>,
}

enum State {
    Header(Unlock),
    Body { cipher: Box<ChaCha20Poly1305>, next: u64 },
    Failed,
}

impl Opener {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(unlock: Unlock) -> Self {
        Self { state: State::Header(unlock), pending: Vec::new() }
    }

    /// Takes the next bytes of the file; appends the plaintext of the chunks that are known not to be the last.
    ///
    /// # Errors
    /// [`ForeignError`]; `out` then holds only verified plaintext, and every further call fails.
    pub fn push(&mut self, sealed: &[u8], out: &mut Vec<u8>) -> Result<(), ForeignError> {
        self.try_push(sealed, out).inspect_err(|_| self.state = State::Failed)
    }

    fn try_push(&mut self, mut sealed: &[u8], out: &mut Vec<u8>) -> Result<(), ForeignError> {
        if let State::Header(unlock) = &self.state {
            self.pending.extend_from_slice(sealed);
            let Some((header, nonce, rest)) = header_and_nonce(&self.pending)? else { return Ok(()) };
            let key = payload_key(&header.file_key(unlock)?, nonce);
            let rest = rest.to_vec();
            self.state = State::Body { cipher: Box::new(cipher(&key)), next: 0 };
            self.pending.clear();
            return self.try_push(&rest, out);
        }
        let State::Body { cipher, next } = &mut self.state else { return Err(ForeignError::Over) };
        // A whole chunk waits for the byte behind it, which tells that it is not the last.
        while self.pending.len() + sealed.len() > SEALED_CHUNK {
            let (taken, rest) = sealed.split_at(SEALED_CHUNK - self.pending.len());
            self.pending.extend_from_slice(taken);
            sealed = rest;
            open_chunk(cipher, *next, false, &self.pending, out)?;
            self.pending.clear();
            *next += 1;
        }
        self.pending.extend_from_slice(sealed);
        Ok(())
    }

    /// Opens the last chunk. Only now is the whole file known to be what was encrypted.
    ///
    /// # Errors
    /// [`ForeignError`].
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), ForeignError> {
        match self.state {
            State::Header(_) => Err(ForeignError::Truncated),
            State::Failed => Err(ForeignError::Over),
            // Only a file of nothing has an empty chunk.
            State::Body { next, .. } if next > 0 && self.pending.len() <= TAG => {
                Err(ForeignError::Tampered { segment: next })
            }
            State::Body { cipher, next } => open_chunk(&cipher, next, true, &self.pending, out),
        }
    }
}

type Parts<'a> = (Header<'a>, &'a [u8; NONCE], &'a [u8]);

fn header_and_nonce(bytes: &[u8]) -> Result<Option<Parts<'_>>, ForeignError> {
    if bytes.starts_with(ARMOUR) {
        return Err(ForeignError::Armoured);
    }
    let Some((header, rest)) = header::parse(bytes)? else { return Ok(None) };
    Ok(rest.split_first_chunk().map(|(nonce, rest)| (header, nonce, rest)))
}

fn open_chunk(
    cipher: &ChaCha20Poly1305,
    number: u64,
    last: bool,
    sealed: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), ForeignError> {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(last);
    if open(cipher, nonce, sealed, out) { Ok(()) } else { Err(ForeignError::Tampered { segment: number }) }
}

/// Appends the plaintext of ciphertext and tag, if it is authentic.
fn open(cipher: &ChaCha20Poly1305, nonce: [u8; 12], sealed: &[u8], out: &mut Vec<u8>) -> bool {
    let Some((ciphertext, tag)) = sealed.split_last_chunk::<TAG>() else { return false };
    let start = out.len();
    out.extend_from_slice(ciphertext);
    let (nonce, tag) = (Nonce::<ChaCha20Poly1305>::from(nonce), Tag::<ChaCha20Poly1305>::from(*tag));
    let opened = cipher.decrypt_inout_detached(&nonce, b"", (&mut out[start..]).into(), &tag).is_ok();
    if !opened {
        out.truncate(start);
    }
    opened
}

fn cipher(key: &SecretKey) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(*key.expose()))
}

fn payload_key(file_key: &[u8], nonce: &[u8]) -> SecretKey {
    derive(file_key, nonce, b"payload")
}

/// `HKDF-SHA-256(secret, salt, info, 32)`.
fn derive(secret: &[u8], salt: &[u8], info: &[u8]) -> SecretKey {
    let mut key = Zeroizing::new([0; 32]);
    // One block of the hash, of at most 255.
    let expanded = Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut *key);
    debug_assert!(expanded.is_ok());
    SecretKey::new(*key)
}
