//! Sealing a file.

use super::{
    Cost, HEAD, KeyError, LONGEST_PRELUDE, Passphrase, Prelude, SealError, StreamKey, cobblestone, header,
    is_portable, passphrase,
};
use crate::seal::cobblestone::{Sealer, TooLong};

/// The randomness of one file. Two files must never share it.
pub struct Salts {
    /// Salt of the passphrase.
    pub passphrase: [u8; passphrase::SALT],
    /// Salt of the stream.
    pub stream: [u8; cobblestone::SALT],
}

impl Salts {
    /// Draws both from the operating system.
    ///
    /// # Errors
    /// [`SealError::Random`].
    pub fn random() -> Result<Self, SealError> {
        let mut salts = Self { passphrase: [0; passphrase::SALT], stream: [0; cobblestone::SALT] };
        getrandom::fill(&mut salts.passphrase).map_err(|_| SealError::Random)?;
        getrandom::fill(&mut salts.stream).map_err(|_| SealError::Random)?;
        Ok(salts)
    }
}

/// A file being sealed, whoever enciphers it: what it begins with, and whether as much came as was announced.
pub struct Writing {
    /// The 96 bytes that go out as they are.
    pub head: Vec<u8>,
    /// The plaintext that goes through the cipher before the file's first byte.
    pub prelude: Vec<u8>,
    declared: Option<u64>,
    given: u64,
}

impl Writing {
    /// Derives the key (this takes as long as `cost` asks) and lays out the beginning.
    ///
    /// # Errors
    /// [`SealError::BadName`], [`SealError::UnreasonableCost`], [`SealError::NoMemory`].
    pub fn start(
        words: &Passphrase,
        name: &str,
        bytes: Option<u64>,
        cost: Cost,
        salts: &Salts,
    ) -> Result<(Self, StreamKey), SealError> {
        if !is_portable(name) {
            return Err(SealError::BadName);
        }
        let json =
            serde_json::to_vec(&Prelude { name: name.to_owned(), bytes }).map_err(|_| SealError::BadName)?;
        let length = u32::try_from(json.len()).ok().filter(|_| json.len() <= LONGEST_PRELUDE);
        let mut prelude = length.ok_or(SealError::BadName)?.to_be_bytes().to_vec();
        prelude.extend_from_slice(&json);

        let key = passphrase::derive_key(words, &salts.passphrase, cost).map_err(|error| match error {
            KeyError::Unreasonable => SealError::UnreasonableCost,
            KeyError::NoMemory => SealError::NoMemory { memory_kib: cost.memory_kib },
        })?;
        let header = header(cost, &salts.passphrase);
        let (stream, commitment) = StreamKey::derive(&key, &salts.stream, &header);
        let head = [&header[..], &salts.stream, &commitment].concat();
        debug_assert_eq!(head.len(), HEAD);
        Ok((Self { head, prelude, declared: bytes, given: 0 }, stream))
    }

    /// Counts bytes of the file.
    pub fn give(&mut self, bytes: usize) {
        self.given += bytes as u64;
    }

    /// Whether the file may end here.
    ///
    /// # Errors
    /// [`SealError::LengthDiffers`].
    pub fn end(&self) -> Result<(), SealError> {
        match self.declared {
            Some(declared_bytes) if declared_bytes != self.given => {
                Err(SealError::LengthDiffers { declared_bytes, given_bytes: self.given })
            }
            _ => Ok(()),
        }
    }
}

/// Seals a file piece by piece, in software.
pub struct SealedFileWriter {
    writing: Writing,
    sealer: Sealer,
}

impl SealedFileWriter {
    /// Begins a file at the default cost; appends its first bytes to `out`. `bytes` is the file's length, if known.
    ///
    /// # Errors
    /// [`SealError::BadName`], [`SealError::Random`], [`SealError::NoMemory`].
    pub fn start(
        words: &Passphrase,
        name: &str,
        bytes: Option<u64>,
        out: &mut Vec<u8>,
    ) -> Result<Self, SealError> {
        Self::start_with(words, name, bytes, Cost::default(), &Salts::random()?, out)
    }

    /// The same at a cost and with randomness of the caller's.
    ///
    /// # Errors
    /// [`SealError::BadName`], [`SealError::UnreasonableCost`], [`SealError::NoMemory`].
    pub fn start_with(
        words: &Passphrase,
        name: &str,
        bytes: Option<u64>,
        cost: Cost,
        salts: &Salts,
        out: &mut Vec<u8>,
    ) -> Result<Self, SealError> {
        let (writing, stream) = Writing::start(words, name, bytes, cost, salts)?;
        let mut sealer = Sealer::new(stream);
        out.extend_from_slice(&writing.head);
        sealer.push(&writing.prelude, out)?;
        Ok(Self { writing, sealer })
    }

    /// Takes bytes of the file; appends sealed bytes to `out`.
    ///
    /// # Errors
    /// [`SealError::TooLong`].
    pub fn push(&mut self, plaintext: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        self.writing.give(plaintext.len());
        Ok(self.sealer.push(plaintext, out)?)
    }

    /// Ends the file; appends its last bytes to `out`.
    ///
    /// # Errors
    /// [`SealError::LengthDiffers`]; what was written so far does not open.
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), SealError> {
        self.writing.end()?;
        self.sealer.finish(out);
        Ok(())
    }
}

impl From<TooLong> for SealError {
    fn from(_: TooLong) -> Self {
        Self::TooLong
    }
}
