//! The parts of an entry, hashed by the browser beside the cipher's work.

use std::collections::VecDeque;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::SubtleCrypto;

use crate::bytes::Bytes;
use crate::seal::container::{ColumnDigest, PART};

/// The browser hashes no more.
pub(super) struct Broken;

/// The parts of an entry as they are written. The pieces themselves go their own way: what is here is a copy.
pub(super) struct Parts {
    subtle: SubtleCrypto,
    part: Vec<u8>,
    filled: usize,
    hashing: VecDeque<Promise>,
    digest: ColumnDigest,
    crc: crc32fast::Hasher,
}

impl Parts {
    pub(super) fn new(subtle: SubtleCrypto) -> Self {
        Self {
            subtle,
            part: Vec::new(),
            filled: 0,
            hashing: VecDeque::new(),
            digest: ColumnDigest::default(),
            crc: crc32fast::Hasher::new(),
        }
    }

    /// Takes sealed bytes.
    pub(super) async fn add(&mut self, piece: &Uint8Array) -> Result<(), Broken> {
        let (length, room) = (piece.length(), PART - self.filled);
        let here = u32::try_from(room).map_or(length, |room| length.min(room));
        // Most pieces are of one part: a view of them would cost more than their bytes.
        if here == length {
            return self.add_to_part(piece, here).await;
        }
        self.add_to_part(&piece.subarray(0, here), here).await?;
        self.add_to_part(&piece.subarray(here, length), length - here).await
    }

    /// Takes bytes that fit into the part.
    async fn add_to_part(&mut self, piece: &Uint8Array, length: u32) -> Result<(), Broken> {
        let end = self.filled + length as usize;
        if self.part.len() < end {
            self.part.resize(end.next_power_of_two().min(PART), 0);
        }
        let place = &mut self.part[self.filled..end];
        piece.copy_to(place);
        self.crc.update(place);
        self.filled = end;
        if end == PART { self.end_part().await } else { Ok(()) }
    }

    pub(super) async fn finish(mut self) -> Result<ColumnDigest, Broken> {
        if self.filled > 0 {
            self.end_part().await?;
        }
        while let Some(hash) = self.hashing.pop_front() {
            self.digest.parts.push(settled(hash).await?);
        }
        self.digest.crc = self.crc.finalize();
        Ok(self.digest)
    }

    async fn end_part(&mut self) -> Result<(), Broken> {
        let part = &self.part[..std::mem::take(&mut self.filled)];
        self.digest.bytes += part.len() as u64;
        // The browser takes its copy before this call returns.
        let hash = self.subtle.digest_with_str_and_u8_array("SHA-256", part).map_err(|_| Broken)?;
        self.hashing.push_back(hash);
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
