//! Opening a sealed file.

use super::{
    Cost, HEAD, HEADER, KeyError, LONGEST_PRELUDE, MAGIC, OpenError, Passphrase, Prelude, SEALED_CHUNK,
    StreamError, StreamKey, VERSION, cobblestone, is_portable, passphrase,
};
use crate::seal::cobblestone::Opener;

/// A sealed file being read, whoever deciphers it: its head, its prelude, and which error a failure is.
pub struct Reading {
    words: Option<Passphrase>,
    head: Vec<u8>,
    prelude: Option<Prelude>,
    /// Length of the prelude and the four bytes before it.
    skip: usize,
    /// Sealed bytes after the head, so far.
    body: u64,
}

impl Reading {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(words: Passphrase) -> Self {
        Self { words: Some(words), head: Vec::with_capacity(HEAD), prelude: None, skip: 0, body: 0 }
    }

    /// The name inside, once the first chunk is open.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.prelude.as_ref().map(|prelude| prelude.name.as_str())
    }

    /// Takes the head, or the part of it that is there, from the front of `input`. Gives the stream's key when
    /// the head is complete (this takes as long as the file asks), once; all that is left in `input` is stream,
    /// and is counted.
    ///
    /// # Errors
    /// [`OpenError::NotSealed`], [`OpenError::UnknownVersion`], [`OpenError::UnreasonableCost`],
    /// [`OpenError::NoMemory`], [`OpenError::WrongPassphrase`].
    pub fn head(&mut self, input: &mut &[u8]) -> Result<Option<StreamKey>, OpenError> {
        let (head, rest) = input.split_at(input.len().min(HEAD - self.head.len()));
        self.head.extend_from_slice(head);
        *input = rest;
        self.body += rest.len() as u64;

        if !self.head.iter().zip(MAGIC).all(|(found, expected)| found == expected) {
            return Err(OpenError::NotSealed);
        }
        if self.head.len() < HEAD {
            return Ok(None);
        }
        self.words.take().map(|words| stream_key(&self.head, &words)).transpose()
    }

    /// Reads the prelude from the plaintext of the first chunk; gives how many of its bytes are not the file's.
    ///
    /// # Errors
    /// [`OpenError::BadPrelude`], [`OpenError::BadName`].
    pub fn prelude(&mut self, first_chunk: &[u8]) -> Result<usize, OpenError> {
        let (length, rest) = first_chunk.split_first_chunk::<4>().ok_or(OpenError::BadPrelude)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| OpenError::BadPrelude)?;
        let json = rest.get(..length.min(LONGEST_PRELUDE + 1)).ok_or(OpenError::BadPrelude)?;
        if json.len() > LONGEST_PRELUDE {
            return Err(OpenError::BadPrelude);
        }
        let prelude: Prelude = serde_json::from_slice(json).map_err(|_| OpenError::BadPrelude)?;
        if !is_portable(&prelude.name) {
            return Err(OpenError::BadName);
        }
        self.skip = 4 + length;
        self.prelude = Some(prelude);
        Ok(self.skip)
    }

    /// Lets `open` append plaintext to `out`, and takes the prelude off it again.
    fn without_prelude(
        &mut self,
        out: &mut Vec<u8>,
        open: impl FnOnce(&mut Vec<u8>) -> Result<(), StreamError>,
    ) -> Result<Result<(), StreamError>, OpenError> {
        let start = out.len();
        let opened = open(out);
        if self.prelude.is_none() && out.len() > start {
            let skip = self.prelude(&out[start..]).inspect_err(|_| out.truncate(start))?;
            out.drain(start..start + skip);
        }
        Ok(opened)
    }

    /// The file's error for the stream's, met before the end of the file.
    #[must_use]
    pub fn error(&self, error: StreamError) -> OpenError {
        match error {
            StreamError::WrongKey => OpenError::WrongPassphrase,
            StreamError::Truncated { .. } => OpenError::Truncated { found_bytes: self.found() },
            // No file that is sealed here is so long.
            StreamError::TooLong(_) => OpenError::TrailingData { expected_bytes: u64::MAX },
            // A full chunk where the last, shorter one belongs.
            StreamError::Tampered { chunk } => match self.expected() {
                Some(body) if (chunk + 1) * SEALED_CHUNK as u64 > body => trailing(body),
                _ => OpenError::Tampered { chunk },
            },
        }
    }

    /// The end of the file is here, with what became of the last chunk: what became of the file? Gives its name.
    ///
    /// # Errors
    /// [`OpenError::NotSealed`], [`OpenError::Truncated`], [`OpenError::TrailingData`], [`OpenError::Tampered`],
    /// [`OpenError::BadPrelude`].
    pub fn end(self, last_chunk: Result<(), StreamError>) -> Result<String, OpenError> {
        if self.head.len() < MAGIC.len() {
            return Err(OpenError::NotSealed);
        }
        match self.expected() {
            Some(body) if self.body < body => return Err(OpenError::Truncated { found_bytes: self.found() }),
            Some(body) if self.body > body => return Err(trailing(body)),
            _ => last_chunk.map_err(|error| self.error(error))?,
        }
        self.prelude.map(|prelude| prelude.name).ok_or(OpenError::BadPrelude)
    }

    fn found(&self) -> u64 {
        self.head.len() as u64 + self.body
    }

    /// How many bytes should follow the head, if the file says how long it is.
    fn expected(&self) -> Option<u64> {
        let plaintext = self.prelude.as_ref()?.bytes?.saturating_add(self.skip as u64);
        Some(cobblestone::sealed_length(plaintext))
    }
}

fn trailing(body: u64) -> OpenError {
    OpenError::TrailingData { expected_bytes: body.saturating_add(HEAD as u64) }
}

fn stream_key(head: &[u8], words: &Passphrase) -> Result<StreamKey, OpenError> {
    let (header, stream) = head.split_at(HEADER);
    let word = |at: usize| header[at..at + 4].iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    if word(8) != VERSION {
        return Err(OpenError::UnknownVersion { version: word(8) });
    }
    let cost = Cost { memory_kib: word(12), iterations: word(16), parallelism: word(20) };
    let (mut salt, mut stream_header) = ([0; passphrase::SALT], [0; cobblestone::HEADER]);
    salt.copy_from_slice(&header[24..]);
    stream_header.copy_from_slice(stream);

    let Cost { memory_kib, iterations, parallelism } = cost;
    let key = passphrase::derive_key(words, &salt, cost).map_err(|error| match error {
        KeyError::Unreasonable => OpenError::UnreasonableCost { memory_kib, iterations, parallelism },
        KeyError::NoMemory => OpenError::NoMemory { memory_kib },
    })?;
    StreamKey::from_header(&key, &stream_header, header).map_err(|_| OpenError::WrongPassphrase)
}

/// Opens a sealed file piece by piece, in software. Plaintext comes out as its chunks are verified; it is the
/// whole file only once [`finish`](Self::finish) has said so.
pub struct SealedFileReader {
    reading: Reading,
    opener: Option<Opener>,
    failed: Option<OpenError>,
}

impl SealedFileReader {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(words: Passphrase) -> Self {
        Self { reading: Reading::new(words), opener: None, failed: None }
    }

    /// The name inside, once the first chunk is open.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.reading.name()
    }

    /// Takes sealed bytes; appends verified bytes of the file to `out`.
    ///
    /// # Errors
    /// Every [`OpenError`] that does not need the end of the file. Further calls give it again.
    pub fn push(&mut self, sealed: &[u8], out: &mut Vec<u8>) -> Result<(), OpenError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        self.advance(sealed, out).inspect_err(|error| self.failed = Some(error.clone()))
    }

    fn advance(&mut self, mut sealed: &[u8], out: &mut Vec<u8>) -> Result<(), OpenError> {
        if let Some(key) = self.reading.head(&mut sealed)? {
            self.opener = Some(Opener::new(key));
        }
        let Some(opener) = &mut self.opener else { return Ok(()) };
        let opened = self.reading.without_prelude(out, |plaintext| opener.push(sealed, plaintext))?;
        opened.map_err(|error| self.reading.error(error))
    }

    /// Opens what is left: the file is whole and unchanged, or an error. Gives the name inside, which a file
    /// shorter than a chunk did not show before.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<String, OpenError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let last_chunk = match self.opener {
            Some(opener) => self.reading.without_prelude(out, |plaintext| opener.finish(plaintext))?,
            None => Err(StreamError::Truncated { chunk: 0 }),
        };
        self.reading.end(last_chunk)
    }
}
