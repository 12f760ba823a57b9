//! The end of a sealed file, from its manifest on: what is replaced when a file gets another owner, or another
//! reader a tail of their own.
//!
//! Columns come first in a sealed file, so that its end can be made anew without touching, moving or even having them.

use super::archive::{ArchiveWriter, Directory};
use super::grant::GrantRequest;
use super::opener::headers;
use super::writer::end;
use super::{ColumnKeys, Container, Day, Source};
use crate::seal::signature::SigningKey;
use crate::seal::{OpenError, SealError};

/// Why a sealed file was not taken over by another owner.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdoptError {
    /// It does not open as it should.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Its new end could not be made.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl Container {
    /// Where its tail begins: columns are before it.
    #[must_use]
    pub fn tail_at(&self) -> u64 {
        self.directory.offset(self.manifest.columns.len())
    }

    /// Takes a file over that another key sealed: its manifest is signed anew, and its grants are replaced by
    /// `grants`. Gives how many bytes of the file stay, and what follows them.
    ///
    /// # Guarantee
    /// Every column's first chunk was opened with the key that the new grants give: nobody is made the owner of
    /// what they could not open.
    ///
    /// # Errors
    /// [`SealError::NotAllColumns`] and as [`ContainerWriter::finish`](super::ContainerWriter::finish); as [`headers`]
    /// when a column does not open.
    pub fn adopt(
        &self,
        source: &mut impl Source,
        keys: &ColumnKeys,
        owner: &SigningKey,
        grants: &[GrantRequest],
        today: &Day,
    ) -> Result<(u64, Vec<u8>), AdoptError> {
        headers(self, keys, source)?;
        let ColumnKeys::All(key) = keys else { return Err(SealError::NotAllColumns.into()) };
        let (columns, keep) = (self.manifest.columns.clone(), self.tail_at());
        let archive = ArchiveWriter::behind(&self.directory.entries[..columns.len()], keep);
        Ok((keep, end(archive, columns, key, owner, grants, today)?))
    }

    /// Grants it as if it had been granted to nobody, for readers who need not know of each other: the bytes that
    /// replace the file from some place to its end.
    ///
    /// # Errors
    /// As [`Container::grant`].
    pub fn tail_for(
        &self,
        keys: &ColumnKeys,
        owner: &SigningKey,
        grants: &[GrantRequest],
        today: &Day,
    ) -> Result<(u64, Vec<u8>), SealError> {
        let (manifest, mut directory) = (self.manifest.clone(), self.directory.clone());
        directory.truncate(manifest.columns.len() + 2);
        let bare = Self { manifest, grants: Vec::new(), ledger: None, directory };
        bare.grant(keys, owner, grants, today)
    }

    /// Reads the tail alone of a file whose first `keep` bytes are elsewhere. Grants can be made from it and keys
    /// unlocked; columns are not there to be opened.
    ///
    /// # Errors
    /// As [`Container::read`].
    pub fn read_tail(keep: u64, tail: &[u8]) -> Result<Self, OpenError> {
        let mut source = Tail { keep, bytes: tail };
        let directory = Directory::read_from(&mut source, keep)?;
        let container = Self::of(directory, &mut source)?;
        if container.tail_at() == keep { Ok(container) } else { Err(OpenError::StrayBytes { at: keep }) }
    }
}

/// The end of a file whose beginning is elsewhere.
struct Tail<'a> {
    keep: u64,
    bytes: &'a [u8],
}

impl Source for Tail<'_> {
    fn length(&self) -> u64 {
        self.keep.saturating_add(self.bytes.len() as u64)
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), OpenError> {
        let at = at.checked_sub(self.keep).ok_or(OpenError::Unreadable)?;
        self.bytes.read(at, into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_before_a_tail_is_not_there() {
        let mut source = Tail { keep: 10, bytes: b"tail" };
        assert_eq!(source.bytes(10, 4), Ok(b"tail".to_vec()));
        assert_eq!(source.bytes(9, 2), Err(OpenError::Unreadable));
        assert!(source.bytes(12, 3).is_err());
    }
}
