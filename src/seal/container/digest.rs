//! What is known of a column's entry once it is written.

use sha2::{Digest as _, Sha256};

use crate::bytes::Bytes;

/// Bytes of a part: what the manifest has a hash of.
pub const PART: usize = 8 * 1024 * 1024;

/// Length and hashes of a column's entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnDigest {
    /// Bytes of the entry.
    pub bytes: u64,
    /// ZIP's CRC-32 of it.
    pub crc: u32,
    /// SHA-256 of each part.
    pub parts: Vec<Bytes<32>>,
}

/// A [`ColumnDigest`] in the making.
#[derive(Clone, Default)]
pub struct Digester {
    bytes: u64,
    crc: crc32fast::Hasher,
    part: Sha256,
    in_part: usize,
    parts: Vec<Bytes<32>>,
}

impl Digester {
    /// Takes the next bytes of the entry.
    pub fn update(&mut self, mut bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.crc.update(bytes);
        while !bytes.is_empty() {
            let (here, rest) = bytes.split_at(bytes.len().min(PART - self.in_part));
            self.part.update(here);
            self.in_part += here.len();
            if self.in_part == PART {
                self.end_part();
            }
            bytes = rest;
        }
    }

    /// The hashes of the parts that are complete.
    #[must_use]
    pub fn parts(&self) -> &[Bytes<32>] {
        &self.parts
    }

    /// The entry is whole.
    #[must_use]
    pub fn finish(mut self) -> ColumnDigest {
        if self.in_part > 0 {
            self.end_part();
        }
        ColumnDigest { bytes: self.bytes, crc: self.crc.finalize(), parts: self.parts }
    }

    fn end_part(&mut self) {
        self.in_part = 0;
        self.parts.push(Bytes(self.part.finalize_reset().into()));
    }
}
