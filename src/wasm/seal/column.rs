//! One column's stream through WebCrypto, in either direction, with the hashes of its parts.
//!
//! A file is one long column: the browser hashes its parts of 8 MiB while it enciphers. A table's columns grow side
//! by side, and so many parts at once would not fit: their hashes are made here, piece by piece.

use js_sys::{Promise, Uint8Array};
use sha2::{Digest, Sha256};
use wasm_bindgen_futures::JsFuture;
use web_sys::SubtleCrypto;

use super::parts::{Broken, Parts, settled};
use super::{BlobSource, out_of};
use crate::bytes::Bytes;
use crate::seal::cobblestone;
use crate::seal::container::content::Written;
use crate::seal::container::{
    ColumnDigest, ColumnReading, ColumnWriter, ContainerWriter, Digester, Header, PART,
};
use crate::seal::{OpenError, SealError};
use crate::wasm::web_crypto::{Direction, WebStream, WebStreamError};

/// How much of a table's column is read at a time, in bytes.
const PIECE: u64 = 1 << 18;

/// A column being sealed: by the browser, or here where it has no WebCrypto.
pub(super) enum SealingColumn {
    Web(Box<WebColumn>),
    Software(Box<ColumnWriter>),
}

pub(super) struct WebColumn {
    written: Written,
    stream: WebStream,
    hashing: Hashing,
}

/// Who makes the hashes of the parts.
pub(super) enum Hashing {
    /// The browser, of whole parts.
    Browser(Parts),
    /// This module, of pieces as they come.
    Here(Digester),
}

impl Hashing {
    /// Takes sealed bytes.
    async fn add(&mut self, pieces: &[Uint8Array]) -> Result<(), SealError> {
        for piece in pieces {
            match self {
                Self::Browser(parts) => parts.add(piece).await.map_err(|Broken| SealError::Cipher)?,
                Self::Here(digester) => digester.update(&piece.to_vec()),
            }
        }
        Ok(())
    }

    async fn finish(self) -> Result<ColumnDigest, SealError> {
        match self {
            Self::Browser(parts) => parts.finish().await.map_err(|Broken| SealError::Cipher),
            Self::Here(digester) => Ok(digester.finish()),
        }
    }
}

impl SealingColumn {
    /// Begins a column's stream; appends what can be handed out to `out`.
    pub(super) async fn start(
        container: &ContainerWriter,
        column: u32,
        header: &Header,
        cipher: Option<(SubtleCrypto, Hashing)>,
        out: &mut Vec<Uint8Array>,
    ) -> Result<Self, SealError> {
        let Some((subtle, hashing)) = cipher else {
            let mut begun = Vec::new();
            let writer = ColumnWriter::start(container, column, header, &mut begun)?;
            out.push(out_of(&begun));
            return Ok(Self::Software(Box::new(writer)));
        };
        let (written, prelude) = Written::begin(header)?;
        let (key, head) = container.stream(column)?;
        let stream = WebStream::new(subtle, key, Direction::Seal);
        let mut column = WebColumn { written, stream, hashing };
        out.push(out_of(&head));
        column.hashing.add(&out[out.len() - 1..]).await?;
        column.seal(&prelude, out).await?;
        Ok(Self::Web(Box::new(column)))
    }

    /// Takes content.
    pub(super) async fn push(&mut self, content: &[u8], out: &mut Vec<Uint8Array>) -> Result<(), SealError> {
        match self {
            Self::Software(writer) => {
                let mut sealed = Vec::new();
                writer.push(content, &mut sealed)?;
                out.push(out_of(&sealed));
                Ok(())
            }
            Self::Web(column) => {
                column.written.count(content.len());
                column.seal(content, out).await
            }
        }
    }

    /// Pads and ends the stream.
    pub(super) async fn finish(self, out: &mut Vec<Uint8Array>) -> Result<ColumnDigest, SealError> {
        match self {
            Self::Software(writer) => {
                let mut sealed = Vec::new();
                let digest = writer.finish(&mut sealed)?;
                out.push(out_of(&sealed));
                Ok(digest)
            }
            Self::Web(column) => column.finish(out).await,
        }
    }
}

impl WebColumn {
    async fn finish(mut self, out: &mut Vec<Uint8Array>) -> Result<ColumnDigest, SealError> {
        for zeros in self.written.padding()? {
            self.seal(zeros, out).await?;
        }
        let start = out.len();
        self.stream.finish(out).await?;
        self.hashing.add(&out[start..]).await?;
        self.hashing.finish().await
    }

    async fn seal(&mut self, plaintext: &[u8], out: &mut Vec<Uint8Array>) -> Result<(), SealError> {
        let start = out.len();
        self.stream.push(plaintext, out).await?;
        self.hashing.add(&out[start..]).await
    }
}

impl From<WebStreamError> for SealError {
    fn from(error: WebStreamError) -> Self {
        match error {
            WebStreamError::Stream(cobblestone::StreamError::TooLong(_)) => Self::TooLong,
            WebStreamError::Stream(_) | WebStreamError::Cipher => Self::Cipher,
        }
    }
}

/// A column being opened.
pub(super) struct OpeningColumn {
    reading: ColumnReading,
    subtle: SubtleCrypto,
    stream: Option<WebStream>,
    check: Check,
    /// What is read while the piece before it is deciphered, and the part that it completes.
    ahead: Option<(Promise, Option<usize>)>,
}

/// Who hashes what is read.
pub(super) enum Check {
    /// The browser, while it deciphers: whole parts are read.
    Browser,
    /// This module: little is read at a time.
    Here(Sha256),
}

impl OpeningColumn {
    /// Nothing is read yet.
    pub(super) fn new(reading: ColumnReading, subtle: SubtleCrypto, check: Check) -> Self {
        Self { reading, subtle, stream: None, check, ahead: None }
    }

    /// Reads on; appends plaintext to `out`. `false` at the end.
    pub(super) async fn next(
        &mut self,
        source: &BlobSource,
        out: &mut Vec<Uint8Array>,
    ) -> Result<bool, OpenError> {
        if self.stream.is_none() {
            self.read_ahead(source)?;
        }
        let Some((promise, part)) = self.ahead.take() else {
            let stream = self.stream.take().ok_or_else(|| self.reading.bad())?;
            stream.finish(out).await.map_err(|error| self.error(error))?;
            return Ok(false);
        };
        let sealed = JsFuture::from(promise).await.map_err(|_| OpenError::Unreadable)?;
        let sealed = Uint8Array::new(&sealed);
        self.read_ahead(source)?;
        let hash = match &mut self.check {
            Check::Browser => {
                let hash = self.subtle.digest_with_str_and_buffer_source("SHA-256", &sealed);
                let hash = hash.map_err(|_| OpenError::Cipher)?;
                self.decipher(&sealed.to_vec(), out).await?;
                Some(settled(hash).await.map_err(|Broken| OpenError::Cipher)?)
            }
            Check::Here(hash) => {
                let sealed = sealed.to_vec();
                hash.update(&sealed);
                let hash = part.map(|_| Bytes(hash.finalize_reset().into()));
                self.decipher(&sealed, out).await?;
                hash
            }
        };
        if let (Some(part), Some(hash)) = (part, hash) {
            self.reading.check(part, &hash)?;
        }
        Ok(true)
    }

    fn read_ahead(&mut self, source: &BlobSource) -> Result<(), OpenError> {
        let limit = if matches!(self.check, Check::Browser) { PART as u64 } else { PIECE };
        let range = self.reading.next_piece(limit);
        let begun = range.map(|range| source.begin(range)).transpose()?;
        self.ahead = begun.map(|promise| (promise, self.reading.part()));
        Ok(())
    }

    async fn decipher(&mut self, mut sealed: &[u8], out: &mut Vec<Uint8Array>) -> Result<(), OpenError> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            None => {
                let (header, rest) = sealed
                    .split_first_chunk::<{ cobblestone::HEADER }>()
                    .ok_or_else(|| self.reading.bad())?;
                sealed = rest;
                let key = self.reading.stream_key(header)?;
                self.stream.insert(WebStream::new(self.subtle.clone(), key, Direction::Open))
            }
        };
        let opened = stream.push(sealed, out).await;
        opened.map_err(|error| self.error(error))
    }

    fn error(&self, error: WebStreamError) -> OpenError {
        match error {
            WebStreamError::Stream(error) => self.reading.error(error),
            WebStreamError::Cipher => OpenError::Cipher,
        }
    }
}
