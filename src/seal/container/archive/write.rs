//! Writing the archive, front to back.

use super::{
    CENTRAL, DESCRIPTOR, END, END_64, EXTRA_64, LOCAL, LOCATOR_64, SATURATED, SATURATED_16, STREAMED,
};

/// 1 January 1980, midnight: the time of writing is nobody's business.
const TIME: [u8; 4] = [0, 0, 0x21, 0];
const PLAIN_VERSION: u16 = 20;
const VERSION_64: u16 = 45;

/// An archive in the making. Each call gives the bytes that come next in the file.
#[derive(Clone, Debug, Default)]
pub struct ArchiveWriter {
    written: Vec<Written>,
    at: u64,
}

#[derive(Clone, Debug)]
struct Written {
    name: String,
    flags: u16,
    offset: u64,
    bytes: u64,
    crc: u32,
}

impl ArchiveWriter {
    /// Goes on behind entries that are there already.
    #[must_use]
    pub fn behind(entries: &[super::Entry], at: u64) -> Self {
        let written = entries.iter().map(|entry| Written {
            name: entry.name.clone(),
            flags: entry.flags,
            offset: entry.offset,
            bytes: entry.bytes,
            crc: entry.crc,
        });
        Self { written: written.collect(), at }
    }

    /// Begins an entry whose content follows, of a length and CRC-32 that are not known yet.
    pub fn begin(&mut self, name: &str) -> Vec<u8> {
        self.written.push(Written {
            name: name.to_owned(),
            flags: STREAMED,
            offset: self.at,
            bytes: 0,
            crc: 0,
        });
        // With the extra field here, the sizes behind the content have 64 bits.
        let mut extra = [&EXTRA_64.to_le_bytes()[..], &16_u16.to_le_bytes()].concat();
        extra.extend_from_slice(&[0; 16]);
        self.advance(local(name, STREAMED, 0, SATURATED, &extra))
    }

    /// Ends that entry.
    pub fn end(&mut self, bytes: u64, crc: u32) -> Vec<u8> {
        if let Some(entry) = self.written.last_mut() {
            (entry.bytes, entry.crc) = (bytes, crc);
        }
        self.at += bytes;
        let mut descriptor = DESCRIPTOR.to_le_bytes().to_vec();
        descriptor.extend_from_slice(&crc.to_le_bytes());
        descriptor.extend_from_slice(&bytes.to_le_bytes());
        descriptor.extend_from_slice(&bytes.to_le_bytes());
        self.advance(descriptor)
    }

    /// A small entry, whole: shorter than 4 GiB.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Vec<u8> {
        let crc = crc32fast::hash(content);
        let bytes = content.len() as u64;
        self.written.push(Written { name: name.to_owned(), flags: 0, offset: self.at, bytes, crc });
        let mut out = local(name, 0, crc, u32::try_from(bytes).unwrap_or(SATURATED), &[]);
        out.extend_from_slice(content);
        self.advance(out)
    }

    /// The central directory and the end of the file.
    #[must_use]
    pub fn finish(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for entry in &self.written {
            entry.central(&mut out);
        }
        self.end_records(out)
    }

    fn end_records(&self, mut out: Vec<u8>) -> Vec<u8> {
        let (count, size) = (self.written.len() as u64, out.len() as u64);
        let small = |value: u64| u32::try_from(value).unwrap_or(SATURATED);
        let count_16 = u16::try_from(count).unwrap_or(SATURATED_16);
        if count_16 == SATURATED_16 || small(size) == SATURATED || small(self.at) == SATURATED {
            let end_64 = self.at + size;
            out.extend_from_slice(&END_64.to_le_bytes());
            out.extend_from_slice(&44_u64.to_le_bytes());
            out.extend_from_slice(&VERSION_64.to_le_bytes());
            out.extend_from_slice(&VERSION_64.to_le_bytes());
            out.extend_from_slice(&[0; 8]);
            for value in [count, count, size, self.at] {
                out.extend_from_slice(&value.to_le_bytes());
            }
            out.extend_from_slice(&LOCATOR_64.to_le_bytes());
            out.extend_from_slice(&[0; 4]);
            out.extend_from_slice(&end_64.to_le_bytes());
            out.extend_from_slice(&1_u32.to_le_bytes());
        }
        out.extend_from_slice(&END.to_le_bytes());
        out.extend_from_slice(&[0; 4]);
        out.extend_from_slice(&count_16.to_le_bytes());
        out.extend_from_slice(&count_16.to_le_bytes());
        out.extend_from_slice(&small(size).to_le_bytes());
        out.extend_from_slice(&small(self.at).to_le_bytes());
        out.extend_from_slice(&[0; 2]);
        out
    }

    fn advance(&mut self, bytes: Vec<u8>) -> Vec<u8> {
        self.at += bytes.len() as u64;
        bytes
    }
}

impl Written {
    fn central(&self, out: &mut Vec<u8>) {
        let small = |value: u64| u32::try_from(value).unwrap_or(SATURATED);
        let mut extra = Vec::new();
        if small(self.bytes) == SATURATED {
            extra.extend_from_slice(&self.bytes.to_le_bytes());
            extra.extend_from_slice(&self.bytes.to_le_bytes());
        }
        if small(self.offset) == SATURATED {
            extra.extend_from_slice(&self.offset.to_le_bytes());
        }
        if !extra.is_empty() {
            let length = short(extra.len());
            extra.splice(0..0, [EXTRA_64.to_le_bytes(), length].concat());
        }
        let version = if extra.is_empty() && self.flags == 0 { PLAIN_VERSION } else { VERSION_64 };
        out.extend_from_slice(&CENTRAL.to_le_bytes());
        out.extend_from_slice(&version.to_le_bytes());
        out.extend_from_slice(&version.to_le_bytes());
        out.extend_from_slice(&self.flags.to_le_bytes());
        out.extend_from_slice(&[0; 2]);
        out.extend_from_slice(&TIME);
        out.extend_from_slice(&self.crc.to_le_bytes());
        out.extend_from_slice(&small(self.bytes).to_le_bytes());
        out.extend_from_slice(&small(self.bytes).to_le_bytes());
        out.extend_from_slice(&short(self.name.len()));
        out.extend_from_slice(&short(extra.len()));
        out.extend_from_slice(&[0; 10]);
        out.extend_from_slice(&small(self.offset).to_le_bytes());
        out.extend_from_slice(self.name.as_bytes());
        out.extend_from_slice(&extra);
    }
}

fn local(name: &str, flags: u16, crc: u32, bytes: u32, extra: &[u8]) -> Vec<u8> {
    let version = if extra.is_empty() { PLAIN_VERSION } else { VERSION_64 };
    let mut out = LOCAL.to_le_bytes().to_vec();
    out.extend_from_slice(&version.to_le_bytes());
    out.extend_from_slice(&flags.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    out.extend_from_slice(&TIME);
    out.extend_from_slice(&crc.to_le_bytes());
    out.extend_from_slice(&bytes.to_le_bytes());
    out.extend_from_slice(&bytes.to_le_bytes());
    out.extend_from_slice(&short(name.len()));
    out.extend_from_slice(&short(extra.len()));
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(extra);
    out
}

/// The length of a name or an extra field of ours, which are short.
fn short(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(SATURATED_16).to_le_bytes()
}
