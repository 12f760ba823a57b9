//! crypt4gh: the encrypted files of genome archives such as EGA.
//!
//! ```text
//! "crypt4gh" ‖ u32 version = 1 ‖ u32 packets ‖ packet … ‖ segment …         all integers little-endian
//! packet  = u32 length ‖ u32 0 ‖ writer's X25519 key(32) ‖ nonce(12) ‖ ChaCha20-Poly1305(type ‖ data key or edits)
//! segment = nonce(12) ‖ ChaCha20-Poly1305(up to 64 KiB) ‖ tag(16)
//! ```
//!
//! # Guarantee
//! Who has none of the readers' secret keys sees the length and nothing else, and cannot change a segment. That is
//! all: segments can be exchanged, repeated and dropped, whole files cut, and anybody can write one in anybody's name,
//! and no reader can tell. Hence [`ForeignWarning::SegmentsNotBound`] with everything that is opened, and hence `.lz`.
//!
//! # Assumptions
//! X25519 holds, so no large quantum computer ever opens what was recorded today.
//!
//! # Utility
//! 28 bytes for each 64 KiB, and 108 for each reader. Memory is one segment, and at most 256 KiB of header.
//!
//! # Errors
//! [`ForeignError`].
//!
//! # Citation
//! GA4GH File Encryption Standard 1.0 (<https://samtools.github.io/hts-specs/crypt4gh.pdf>).

mod edit_list;
mod header;
mod key_file;

use chacha20poly1305::aead::{AeadInOut, KeyInit, Nonce, Tag};
use chacha20poly1305::{ChaCha20Poly1305, Key};

use super::{ForeignError, ForeignWarning};
use crate::bytes::Bytes;
use crate::seal::aead::SecretKey;
use edit_list::EditList;
use header::{Header, HeaderReader};

pub use key_file::{parse_public_key, parse_secret_key};

/// Bytes of plaintext in every segment but the last, which may have fewer.
pub const SEGMENT: usize = 64 * 1024;
const NONCE: usize = 12;
const TAG: usize = 16;
const SEALED_SEGMENT: usize = NONCE + SEGMENT + TAG;

/// Opens a file piece by piece. Plaintext comes out as soon as its segment is verified.
pub struct Opener {
    state: State,
    /// Of a segment, until it is whole.
    pending: Vec<u8>,
}

enum State {
    Header(HeaderReader),
    Body(Body),
    Failed,
}

impl Opener {
    /// Opens with a reader's X25519 secret key.
    #[must_use]
    pub fn new(secret: SecretKey) -> Self {
        Self { state: State::Header(HeaderReader::new(secret)), pending: Vec::new() }
    }

    /// Takes the next bytes of the file; appends the plaintext of the segments that became whole.
    ///
    /// # Errors
    /// [`ForeignError`]; `out` then holds only verified plaintext, and every further call fails.
    pub fn push(&mut self, mut sealed: &[u8], out: &mut Vec<u8>) -> Result<(), ForeignError> {
        self.try_push(&mut sealed, out).inspect_err(|_| self.state = State::Failed)
    }

    fn try_push(&mut self, sealed: &mut &[u8], out: &mut Vec<u8>) -> Result<(), ForeignError> {
        if let State::Header(header) = &mut self.state
            && let Some(Header { keys, edits }) = header.push(sealed)?
        {
            let ciphers = keys.iter().map(cipher).collect();
            self.state = State::Body(Body { ciphers, edits, next: 0 });
        }
        match &mut self.state {
            State::Header(_) => Ok(()),
            State::Body(body) => {
                take_whole(&mut self.pending, SEALED_SEGMENT, sealed, |it| body.open(it, out))
            }
            State::Failed => Err(ForeignError::Over),
        }
    }

    /// Opens the last segment. Whether it is the last that was written, nothing tells.
    ///
    /// # Errors
    /// [`ForeignError`].
    pub fn finish(self, out: &mut Vec<u8>) -> Result<Vec<ForeignWarning>, ForeignError> {
        match self.state {
            State::Header(header) => Err(header.cut_short()),
            State::Failed => Err(ForeignError::Over),
            State::Body(mut body) => {
                if !self.pending.is_empty() {
                    body.open(&self.pending, out)?;
                }
                let edited = body.edits.is_some().then_some(ForeignWarning::PartsLeftOut);
                Ok([ForeignWarning::SegmentsNotBound].into_iter().chain(edited).collect())
            }
        }
    }
}

struct Body {
    ciphers: Vec<ChaCha20Poly1305>,
    edits: Option<EditList>,
    /// The number of the next segment.
    next: u64,
}

impl Body {
    fn open(&mut self, sealed: &[u8], out: &mut Vec<u8>) -> Result<(), ForeignError> {
        let segment = self.next;
        self.next += 1;
        // A segment of which nothing is kept may be under a key that is not ours.
        if self.edits.as_ref().is_some_and(|edits| edits.kept(segment).next().is_none()) {
            return Ok(());
        }
        let start = out.len();
        let tampered = ForeignError::Tampered { segment };
        let used = self.ciphers.iter().position(|cipher| decrypt(cipher, sealed, out)).ok_or(tampered)?;
        // The next segment is likely to be under the same key.
        self.ciphers.swap(0, used);
        if let Some(edits) = &self.edits {
            let (length, mut end) = (out.len() - start, start);
            for kept in edits.kept(segment) {
                let (from, to) = (kept.start.min(length), kept.end.min(length));
                out.copy_within(start + from..start + to, end);
                end += to - from;
            }
            out.truncate(end);
        }
        Ok(())
    }
}

/// Writes a file piece by piece, for one reader or several.
pub struct Writer {
    cipher: ChaCha20Poly1305,
    pending: Vec<u8>,
}

impl Writer {
    /// Appends the header: a fresh data key, for each reader's X25519 key.
    ///
    /// # Errors
    /// [`ForeignError::NoRecipient`], [`ForeignError::BadKey`], [`ForeignError::Random`].
    pub fn start(readers: &[[u8; 32]], out: &mut Vec<u8>) -> Result<Self, ForeignError> {
        let data_key = SecretKey::new(random()?);
        header::write(readers, &data_key, out)?;
        Ok(Self { cipher: cipher(&data_key), pending: Vec::new() })
    }

    /// Takes plaintext; appends the segments that became full.
    ///
    /// # Errors
    /// [`ForeignError::Random`].
    pub fn push(&mut self, mut plaintext: &[u8], out: &mut Vec<u8>) -> Result<(), ForeignError> {
        take_whole(&mut self.pending, SEGMENT, &mut plaintext, |it| encrypt(&self.cipher, it, out))
    }

    /// Appends the last segment.
    ///
    /// # Errors
    /// [`ForeignError::Random`].
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), ForeignError> {
        if self.pending.is_empty() { Ok(()) } else { encrypt(&self.cipher, &self.pending, out) }
    }
}

/// Hands on each `whole` bytes of what was pending and the input; the rest is pending.
fn take_whole(
    pending: &mut Vec<u8>,
    whole: usize,
    input: &mut &[u8],
    mut hand_on: impl FnMut(&[u8]) -> Result<(), ForeignError>,
) -> Result<(), ForeignError> {
    loop {
        let (taken, rest) = input.split_at(input.len().min(whole - pending.len()));
        *input = rest;
        if pending.is_empty() && taken.len() == whole {
            hand_on(taken)?;
            continue;
        }
        pending.extend_from_slice(taken);
        if pending.len() < whole {
            return Ok(());
        }
        hand_on(pending)?;
        pending.clear();
    }
}

fn random<const N: usize>() -> Result<[u8; N], ForeignError> {
    Bytes::random().map(|bytes| bytes.0).map_err(|_| ForeignError::Random)
}

fn cipher(key: &SecretKey) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(*key.expose()))
}

/// Appends nonce, ciphertext and tag.
fn encrypt(cipher: &ChaCha20Poly1305, plaintext: &[u8], out: &mut Vec<u8>) -> Result<(), ForeignError> {
    let nonce = random::<NONCE>()?;
    out.extend_from_slice(&nonce);
    let start = out.len();
    out.extend_from_slice(plaintext);
    let nonce = Nonce::<ChaCha20Poly1305>::from(nonce);
    // It fails beyond 256 GiB only.
    let tag = cipher
        .encrypt_inout_detached(&nonce, b"", (&mut out[start..]).into())
        .map_err(|_| ForeignError::Over)?;
    out.extend_from_slice(&tag);
    Ok(())
}

/// Appends the plaintext of nonce, ciphertext and tag, if it is authentic.
fn decrypt(cipher: &ChaCha20Poly1305, sealed: &[u8], out: &mut Vec<u8>) -> bool {
    let Some((nonce, sealed)) = sealed.split_first_chunk::<NONCE>() else { return false };
    let Some((ciphertext, tag)) = sealed.split_last_chunk::<TAG>() else { return false };
    let start = out.len();
    out.extend_from_slice(ciphertext);
    let (nonce, tag) = (Nonce::<ChaCha20Poly1305>::from(*nonce), Tag::<ChaCha20Poly1305>::from(*tag));
    let opened = cipher.decrypt_inout_detached(&nonce, b"", (&mut out[start..]).into(), &tag).is_ok();
    if !opened {
        out.truncate(start);
    }
    opened
}
