//! Where a sealed file is read from: anything whose bytes can be had from any place.

use std::io::{Read, Seek, SeekFrom};

use crate::seal::OpenError;

/// A file, or what stands for one.
pub trait Source {
    /// Bytes in all.
    fn length(&self) -> u64;

    /// Fills `into` with the bytes from `at`.
    ///
    /// # Errors
    /// [`OpenError::Truncated`] behind the end, [`OpenError::Unreadable`] when the medium fails.
    fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), OpenError>;

    /// `length` bytes from `at`, of which the caller knows that they are few.
    ///
    /// # Errors
    /// As [`Source::read`].
    fn bytes(&mut self, at: u64, length: u64) -> Result<Vec<u8>, OpenError> {
        if at.checked_add(length).is_none_or(|end| end > self.length()) {
            return Err(OpenError::Truncated { found_bytes: self.length() });
        }
        let length = usize::try_from(length).map_err(|_| OpenError::Unreadable)?;
        let mut bytes = vec![0; length];
        self.read(at, &mut bytes)?;
        Ok(bytes)
    }
}

impl Source for &[u8] {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), OpenError> {
        let found = usize::try_from(at).ok().and_then(|at| self.get(at..)?.get(..into.len()));
        into.copy_from_slice(found.ok_or(OpenError::Truncated { found_bytes: self.length() })?);
        Ok(())
    }
}

/// A file of the operating system.
pub struct FileSource {
    file: std::fs::File,
    length: u64,
}

impl FileSource {
    /// Reads from a file as long as it is now.
    ///
    /// # Errors
    /// When its length cannot be found out.
    pub fn new(file: std::fs::File) -> std::io::Result<Self> {
        Ok(Self { length: file.metadata()?.len(), file })
    }
}

impl Source for FileSource {
    fn length(&self) -> u64 {
        self.length
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), OpenError> {
        let read = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.read_exact(into));
        read.map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => OpenError::Truncated { found_bytes: self.length },
            _ => OpenError::Unreadable,
        })
    }
}
