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
        let mut at = 0;
        while at < piece.length() {
            let room = u32::try_from(PART - self.filled).unwrap_or(u32::MAX);
            let here = piece.subarray(at, piece.length().min(at + room));
            at += here.length();
            let end = self.filled + here.length() as usize;
            if self.part.len() < end {
                self.part.resize(end.next_power_of_two().min(PART), 0);
            }
            let place = &mut self.part[self.filled..end];
            here.copy_to(place);
            self.crc.update(place);
            self.filled = end;
            if end == PART {
                self.end_part().await?;
            }
        }
        Ok(())
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
