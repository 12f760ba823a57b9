//! The parts of an entry, hashed by the browser beside the cipher's work.

use std::collections::VecDeque;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::SubtleCrypto;

use super::out_of;
use crate::bytes::Bytes;
use crate::seal::container::{ColumnDigest, PART};

/// The browser hashes no more.
pub(super) struct Broken;

/// An entry as it is written: its parts are handed out whole.
pub(super) struct Parts {
    subtle: SubtleCrypto,
    part: Vec<u8>,
    hashing: VecDeque<Promise>,
    digest: ColumnDigest,
    crc: crc32fast::Hasher,
}

impl Parts {
    pub(super) fn new(subtle: SubtleCrypto) -> Self {
        Self {
            subtle,
            part: Vec::new(),
            hashing: VecDeque::new(),
            digest: ColumnDigest::default(),
            crc: crc32fast::Hasher::new(),
        }
    }

    /// Takes sealed bytes, at most a part of them; appends the part that they complete.
    pub(super) async fn add(&mut self, piece: &Uint8Array, out: &mut Vec<Uint8Array>) -> Result<(), Broken> {
        let (start, length) = (self.part.len(), piece.length() as usize);
        self.part.resize(start + length, 0);
        let place = &mut self.part[start..];
        piece.copy_to(place);
        self.crc.update(place);
        if self.part.len() >= PART {
            self.end_part(out).await?;
        }
        Ok(())
    }

    pub(super) async fn finish(mut self, out: &mut Vec<Uint8Array>) -> Result<ColumnDigest, Broken> {
        if !self.part.is_empty() {
            self.end_part(out).await?;
        }
        while let Some(hash) = self.hashing.pop_front() {
            self.digest.parts.push(settled(hash).await?);
        }
        self.digest.crc = self.crc.finalize();
        Ok(self.digest)
    }

    async fn end_part(&mut self, out: &mut Vec<Uint8Array>) -> Result<(), Broken> {
        let part = &mut self.part[..];
        let (part, rest) = part.split_at_mut(PART.min(part.len()));
        self.digest.bytes += part.len() as u64;
        // The browser takes its copy before this call returns.
        let hash = self.subtle.digest_with_str_and_u8_array("SHA-256", part).map_err(|_| Broken)?;
        self.hashing.push_back(hash);
        out.push(out_of(part));
        let (part, rest) = (part.len(), rest.len());
        self.part.copy_within(part..part + rest, 0);
        self.part.truncate(rest);
        if self.hashing.len() > 1
            && let Some(hash) = self.hashing.pop_front()
        {
            self.digest.parts.push(settled(hash).await?);
        }
        Ok(())
    }
}

/// A hash that was begun.
pub(super) async fn settled(hash: Promise) -> Result<Bytes<32>, Broken> {
    let hash = JsFuture::from(hash).await.map_err(|_| Broken)?;
    Uint8Array::new(&hash).to_vec().try_into().map(Bytes).map_err(|_| Broken)
}
