//! Reading the archive, back to front, and refusing whatever this format has no use for.

use super::{
    CENTRAL, DESCRIPTOR, END, END_64, EXTRA_64, LOCAL, LOCATOR_64, SATURATED, SATURATED_16, STREAMED,
};
use crate::seal::OpenError;
use crate::seal::container::Source;

const END_BYTES: u64 = 22;
const LOCATOR_BYTES: u64 = 20;
const END_64_BYTES: u64 = 56;
const LOCAL_BYTES: usize = 30;
const CENTRAL_BYTES: usize = 46;
/// The largest directory that is read: 65535 entries with names as long as ours take less.
const LONGEST_DIRECTORY: u64 = 8 << 20;
const LONGEST_NAME: usize = 64;

/// An entry of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Where its content begins.
    pub start: u64,
    /// Bytes of its content.
    pub bytes: u64,
    pub(super) flags: u16,
    /// Where its own header begins.
    pub offset: u64,
    pub(super) crc: u32,
}

/// The entries of an archive, in their order in the file.
#[derive(Clone, Debug)]
pub struct Directory {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Where the central directory begins: what is before it need not change when an entry is added.
    pub at: u64,
}

impl Directory {
    /// Reads the directory and every entry's own header.
    ///
    /// # Errors
    /// [`OpenError::NotSealed`], [`OpenError::Truncated`], and whatever an archive of ours never does:
    /// [`OpenError::BadDirectory`], [`OpenError::BadEntry`], [`OpenError::StrayBytes`]; [`OpenError::Unreadable`].
    pub fn read(source: &mut impl Source) -> Result<Self, OpenError> {
        let begins = source.length() >= 4 && word(&source.bytes(0, 4)?, 0) == LOCAL;
        if !begins {
            return Err(OpenError::NotSealed);
        }
        Self::read_from(source, 0)
    }

    /// The same where the first `from` bytes are elsewhere: an entry that begins there is taken as the directory
    /// has it, and its content is nowhere.
    ///
    /// # Errors
    /// As [`Directory::read`].
    pub fn read_from(source: &mut impl Source, from: u64) -> Result<Self, OpenError> {
        let length = source.length();
        let (at, size, count) = end(source, length)?;
        if size > LONGEST_DIRECTORY {
            return Err(OpenError::BadDirectory);
        }
        let central = source.bytes(at, size)?;
        let mut entries = Vec::new();
        let mut rest = &central[..];
        while !rest.is_empty() {
            entries.push(central_entry(&mut rest, entries.len())?);
        }
        if entries.len() as u64 != count {
            return Err(OpenError::BadDirectory);
        }
        let mut next = 0;
        for (number, entry) in entries.iter_mut().enumerate() {
            if entry.offset < from {
                next = from;
                continue;
            }
            if entry.offset != next {
                return Err(OpenError::StrayBytes { at: next.min(entry.offset) });
            }
            next = local_entry(source, entry, number, at)?;
        }
        if next != at {
            return Err(OpenError::StrayBytes { at: next });
        }
        Ok(Self { entries, at })
    }

    /// Where the entry of a number begins, counted from 0; the end of the archive where there are not so many.
    #[must_use]
    pub fn offset(&self, entry: usize) -> u64 {
        self.entries.get(entry).map_or(self.at, |entry| entry.offset)
    }

    /// Leaves the first `count` entries: an archive that ends behind them.
    pub fn truncate(&mut self, count: usize) {
        self.at = self.offset(count);
        self.entries.truncate(count);
    }

    /// Takes the last entry out if it has this name: what is left is an archive that ends before it.
    pub fn split_last(&mut self, name: &str) -> Option<Entry> {
        let last = self.entries.pop_if(|last| last.name == name)?;
        self.at = last.offset;
        Some(last)
    }
}

/// Where the directory is, its bytes, and how many entries it should have.
fn end(source: &mut impl Source, length: u64) -> Result<(u64, u64, u64), OpenError> {
    // The end record is the last thing, without a comment: anything else was cut or lengthened.
    let broken = OpenError::Truncated { found_bytes: length };
    let at = length.checked_sub(END_BYTES).ok_or(broken.clone())?;
    let end = source.bytes(at, END_BYTES)?;
    if word(&end, 0) != END || end[20..] != [0, 0] {
        return Err(broken);
    }
    if end[4..8] != [0; 4] || end[8..10] != end[10..12] {
        return Err(OpenError::BadDirectory);
    }
    let (count, size, directory) = (half(&end, 10), word(&end, 12), word(&end, 16));
    let (mut count, mut size, mut directory, mut ends) =
        (u64::from(count), u64::from(size), u64::from(directory), at);
    if count == u64::from(SATURATED_16) || size == u64::from(SATURATED) || directory == u64::from(SATURATED) {
        ends = at.checked_sub(LOCATOR_BYTES + END_64_BYTES).ok_or(OpenError::BadDirectory)?;
        let end_64 = source.bytes(ends, LOCATOR_BYTES + END_64_BYTES)?;
        let (end_64, locator) = end_64.split_at(56);
        let says = [long(end_64, 4), long(end_64, 24), long(locator, 8)];
        if word(end_64, 0) != END_64
            || word(locator, 0) != LOCATOR_64
            || says != [44, long(end_64, 32), ends]
            || end_64[16..24] != [0; 8]
        {
            return Err(OpenError::BadDirectory);
        }
        let wide = [long(end_64, 32), long(end_64, 40), long(end_64, 48)];
        let limits = [u64::from(SATURATED_16), u64::from(SATURATED), u64::from(SATURATED)];
        // Where 16 or 32 bits suffice, both records say the same.
        if std::array::from_fn(|i| wide[i].min(limits[i])) != [count, size, directory] {
            return Err(OpenError::BadDirectory);
        }
        [count, size, directory] = wide;
    }
    if directory.checked_add(size) != Some(ends) {
        return Err(OpenError::BadDirectory);
    }
    Ok((directory, size, count))
}

fn central_entry(rest: &mut &[u8], number: usize) -> Result<Entry, OpenError> {
    let bad = || OpenError::BadEntry { entry: number + 1 };
    let (header, behind) = rest.split_at_checked(CENTRAL_BYTES).ok_or(OpenError::BadDirectory)?;
    let (flags, method) = (half(header, 8), half(header, 10));
    let (name_length, extra_length) = (usize::from(half(header, 28)), usize::from(half(header, 30)));
    let (name, behind) = behind.split_at_checked(name_length).ok_or(OpenError::BadDirectory)?;
    let (extra, behind) = behind.split_at_checked(extra_length).ok_or(OpenError::BadDirectory)?;
    *rest = behind;
    if word(header, 0) != CENTRAL {
        return Err(OpenError::BadDirectory);
    }
    // No comment, one disk, stored, at most streamed: neither compressed nor encrypted by ZIP's own means.
    if header[32..36] != [0; 4] || method != 0 || flags & !STREAMED != 0 || name.len() > LONGEST_NAME {
        return Err(bad());
    }
    let mut wide = Extra::read(extra).ok_or_else(bad)?;
    let bytes = wide.widen(word(header, 24)).ok_or_else(bad)?;
    let packed = wide.widen(word(header, 20)).ok_or_else(bad)?;
    let offset = wide.widen(word(header, 42)).ok_or_else(bad)?;
    if packed != bytes || !wide.rest.is_empty() {
        return Err(bad());
    }
    let name = std::str::from_utf8(name).map_err(|_| bad())?.to_owned();
    Ok(Entry { name, start: 0, bytes, flags, offset, crc: word(header, 16) })
}

/// Checks the entry's own header against the directory, and finds its content; gives where the next entry begins.
fn local_entry(
    source: &mut impl Source,
    entry: &mut Entry,
    number: usize,
    directory: u64,
) -> Result<u64, OpenError> {
    let bad = || OpenError::BadEntry { entry: number + 1 };
    let fits = |end: u64| if end <= directory { Ok(end) } else { Err(bad()) };
    fits(entry.offset.saturating_add(LOCAL_BYTES as u64))?;
    let header = source.bytes(entry.offset, LOCAL_BYTES as u64)?;
    let extra_length = usize::from(half(&header, 28));
    let head = LOCAL_BYTES + entry.name.len() + extra_length;
    entry.start = fits(entry.offset + head as u64)?;
    let names = source.bytes(entry.offset + LOCAL_BYTES as u64, (head - LOCAL_BYTES) as u64)?;
    let (name, extra) = names.split_at(entry.name.len());
    let wide = Extra::read(extra).ok_or_else(bad)?;
    let same = word(&header, 0) == LOCAL
        && half(&header, 6) == entry.flags
        && half(&header, 8) == 0
        && usize::from(half(&header, 26)) == entry.name.len()
        && name == entry.name.as_bytes();
    if !same {
        return Err(bad());
    }
    let ends = fits(entry.start.checked_add(entry.bytes).ok_or_else(bad)?)?;
    let streamed = entry.flags & STREAMED != 0;
    let has_extra = !extra.is_empty();
    if !sizes_agree(&header, wide, entry, streamed) {
        return Err(bad());
    }
    if !streamed {
        return Ok(ends);
    }
    let length = if has_extra { 24 } else { 16 };
    let next = fits(ends.saturating_add(length))?;
    let descriptor = source.bytes(ends, length)?;
    let [packed, bytes] = if has_extra {
        [long(&descriptor, 8), long(&descriptor, 16)]
    } else {
        [8, 12].map(|at| u64::from(word(&descriptor, at)))
    };
    let agrees = word(&descriptor, 0) == DESCRIPTOR
        && word(&descriptor, 4) == entry.crc
        && [packed, bytes] == [entry.bytes; 2];
    if agrees { Ok(next) } else { Err(bad()) }
}

/// Whether CRC-32 and sizes in an entry's own header are the directory's, or, where they follow, not said yet.
fn sizes_agree(header: &[u8], mut wide: Extra, entry: &Entry, streamed: bool) -> bool {
    let (Some(bytes), Some(packed)) = (wide.widen(word(header, 22)), wide.widen(word(header, 18))) else {
        return false;
    };
    let said = (word(header, 14), bytes, packed);
    let unsaid = streamed && said == (0, 0, 0);
    wide.rest.is_empty() && (unsaid || said == (entry.crc, entry.bytes, entry.bytes))
}

/// The numbers of a ZIP64 extra field, in their order.
struct Extra<'a> {
    rest: &'a [u8],
}

impl<'a> Extra<'a> {
    /// Nothing, or one ZIP64 field.
    fn read(extra: &'a [u8]) -> Option<Self> {
        if extra.is_empty() {
            return Some(Self { rest: extra });
        }
        let (header, rest) = extra.split_at_checked(4)?;
        let length = usize::from(half(header, 2));
        (half(header, 0) == EXTRA_64 && length == rest.len()).then_some(Self { rest })
    }

    /// The value of a field, which is here where 32 bits did not suffice.
    fn widen(&mut self, field: u32) -> Option<u64> {
        if field != SATURATED {
            return Some(u64::from(field));
        }
        let (value, rest) = self.rest.split_first_chunk::<8>()?;
        self.rest = rest;
        Some(u64::from_le_bytes(*value))
    }
}

fn half(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from(half(bytes, at)) | u32::from(half(bytes, at + 2)) << 16
}

fn long(bytes: &[u8], at: usize) -> u64 {
    u64::from(word(bytes, at)) | u64::from(word(bytes, at + 4)) << 32
}
