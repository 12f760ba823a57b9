//! Sealing and opening a file from JavaScript, piece by piece.
//!
//! ```js
//! const sealing = Sealing.start(passphrase, "cohort.csv", file.size);
//! for await (const piece of file.stream()) write(await sealing.push(piece));
//! write(await sealing.finish());
//! ```
//!
//! Each call is awaited before the next; a call that comes too early is refused with `busy`. Errors are the plain
//! objects of [`SealError`] and [`OpenError`].

use super::failure::thrown;
use super::web_crypto::{Direction, WebStream, WebStreamError, subtle};
use crate::seal::cobblestone::StreamError;
use crate::seal::sealed_file::{Reading, Salts, Writing};
use crate::seal::{Cost, OpenError, Passphrase, SealError, SealedFileReader, SealedFileWriter};
use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::SubtleCrypto;

/// What a call works on, so that two calls never work on the same.
enum Slot<T> {
    Idle(T),
    Busy,
    Over,
}

impl<T> Slot<T> {
    fn take(slot: &RefCell<Self>) -> Self {
        let mut slot = slot.borrow_mut();
        let left = if matches!(*slot, Self::Over) { Self::Over } else { Self::Busy };
        std::mem::replace(&mut *slot, left)
    }
}

fn concat(parts: &[Uint8Array]) -> Uint8Array {
    if let [whole] = parts {
        return whole.clone();
    }
    let out = Uint8Array::new_with_length(parts.iter().map(Uint8Array::length).sum());
    let mut at = 0;
    for part in parts {
        out.set(part, at);
        at += part.length();
    }
    out
}

/// A file being sealed under a passphrase.
#[wasm_bindgen]
pub struct Sealing {
    state: RefCell<Slot<SealingState>>,
}

struct SealingState {
    /// Sealed bytes that are still to go out.
    first: Vec<u8>,
    cipher: SealingCipher,
}

enum SealingCipher {
    Web { writing: Writing, stream: WebStream },
    Software(SealedFileWriter),
}

impl Sealing {
    /// [`Sealing::start`] for Rust: with a cost and randomness of the caller's, and in software without `subtle`.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn start_with(
        words: &Passphrase,
        name: &str,
        bytes: Option<u64>,
        cost: Cost,
        salts: &Salts,
        subtle: Option<SubtleCrypto>,
    ) -> Result<Self, SealError> {
        let mut first = Vec::new();
        let cipher = match subtle {
            Some(subtle) => {
                let (writing, key) = Writing::start(words, name, bytes, cost, salts)?;
                first.extend_from_slice(&writing.head);
                SealingCipher::Web { writing, stream: WebStream::new(subtle, key, Direction::Seal) }
            }
            None => SealingCipher::Software(SealedFileWriter::start_with(
                words, name, bytes, cost, salts, &mut first,
            )?),
        };
        Ok(Self { state: RefCell::new(Slot::Idle(SealingState { first, cipher })) })
    }

    fn take(&self) -> Result<SealingState, SealError> {
        match Slot::take(&self.state) {
            Slot::Idle(state) => Ok(state),
            Slot::Busy => Err(SealError::Busy),
            Slot::Over => Err(SealError::Over),
        }
    }
}

#[wasm_bindgen]
impl Sealing {
    /// Turns the passphrase into a key, which takes some tenths of a second, and begins a file. `bytes` is the
    /// length of the file, where it is known.
    ///
    /// # Errors
    /// A [`SealError`] as an object.
    pub fn start(passphrase: String, name: String, bytes: Option<f64>) -> Result<Sealing, JsValue> {
        let words = Passphrase::new(passphrase).ok_or_else(|| thrown(SealError::EmptyPassphrase))?;
        let salts = Salts::random().map_err(thrown)?;
        Self::start_with(&words, &name, bytes.and_then(whole), Cost::default(), &salts, subtle())
            .map_err(thrown)
    }

    /// Seals the next bytes of the file; gives the next bytes of the sealed file. Best 1 to 4 MiB at a time.
    ///
    /// # Errors
    /// A [`SealError`] as an object; the sealing is then over.
    pub async fn push(&self, chunk: Vec<u8>) -> Result<Uint8Array, JsValue> {
        let mut state = self.take().map_err(thrown)?;
        let sealed = state.push(&chunk).await;
        self.state.replace(if sealed.is_ok() { Slot::Idle(state) } else { Slot::Over });
        sealed.map_err(thrown)
    }

    /// Gives the last bytes of the sealed file.
    ///
    /// # Errors
    /// A [`SealError`] as an object; the file is then not complete.
    pub async fn finish(&self) -> Result<Uint8Array, JsValue> {
        let state = self.take().map_err(thrown)?;
        let sealed = state.finish().await;
        self.state.replace(Slot::Over);
        sealed.map_err(thrown)
    }
}

impl SealingState {
    async fn push(&mut self, bytes: &[u8]) -> Result<Uint8Array, SealError> {
        let mut first = std::mem::take(&mut self.first);
        match &mut self.cipher {
            SealingCipher::Software(writer) => {
                writer.push(bytes, &mut first)?;
                Ok(Uint8Array::from(&first[..]))
            }
            SealingCipher::Web { writing, stream } => {
                let mut out = Vec::new();
                if !first.is_empty() {
                    out.push(Uint8Array::from(&first[..]));
                    stream.push(&writing.prelude, &mut out).await?;
                }
                writing.give(bytes.len());
                stream.push(bytes, &mut out).await?;
                Ok(concat(&out))
            }
        }
    }

    async fn finish(mut self) -> Result<Uint8Array, SealError> {
        let begun = self.push(&[]).await?;
        let mut out = vec![begun];
        match self.cipher {
            SealingCipher::Software(writer) => {
                let mut last = Vec::new();
                writer.finish(&mut last)?;
                out.push(Uint8Array::from(&last[..]));
            }
            SealingCipher::Web { writing, stream } => {
                writing.end()?;
                stream.finish(&mut out).await?;
            }
        }
        Ok(concat(&out))
    }
}

impl From<WebStreamError> for SealError {
    fn from(error: WebStreamError) -> Self {
        match error {
            WebStreamError::Stream(StreamError::TooLong(_)) => Self::TooLong,
            WebStreamError::Stream(_) | WebStreamError::Cipher => Self::Cipher,
        }
    }
}

/// A whole number that JavaScript counts exactly.
fn whole(number: f64) -> Option<u64> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = number as u64;
    #[allow(clippy::cast_precision_loss)]
    let exact = whole as f64 == number && number <= js_sys::Number::MAX_SAFE_INTEGER;
    exact.then_some(whole)
}

/// A sealed file being opened with a passphrase.
#[wasm_bindgen]
pub struct Opening {
    state: RefCell<Slot<OpeningState>>,
    name: RefCell<Option<String>>,
}

enum OpeningState {
    Web { subtle: SubtleCrypto, reading: Reading, stream: Option<WebStream> },
    Software(SealedFileReader),
}

impl Opening {
    /// [`Opening::start`] for Rust: in software without `subtle`.
    #[must_use]
    pub fn start_with(words: Passphrase, subtle: Option<SubtleCrypto>) -> Self {
        let state = match subtle {
            Some(subtle) => OpeningState::Web { subtle, reading: Reading::new(words), stream: None },
            None => OpeningState::Software(SealedFileReader::new(words)),
        };
        Self { state: RefCell::new(Slot::Idle(state)), name: RefCell::new(None) }
    }

    fn take(&self) -> Result<OpeningState, OpenError> {
        match Slot::take(&self.state) {
            Slot::Idle(state) => Ok(state),
            Slot::Busy => Err(OpenError::Busy),
            Slot::Over => Err(OpenError::Over),
        }
    }
}

#[wasm_bindgen]
impl Opening {
    /// Waits for the first bytes of a file.
    ///
    /// # Errors
    /// An [`OpenError`] as an object.
    pub fn start(passphrase: String) -> Result<Opening, JsValue> {
        let words = Passphrase::new(passphrase).ok_or_else(|| thrown(OpenError::EmptyPassphrase))?;
        Ok(Self::start_with(words, subtle()))
    }

    /// The name of the file inside, once 16 KiB are read.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.name.borrow().clone()
    }

    /// Opens the next bytes of the sealed file; gives the next verified bytes of the file inside. The call that
    /// brings the first 96 bytes turns the passphrase into a key.
    ///
    /// # Errors
    /// An [`OpenError`] as an object; what was given so far must be thrown away.
    pub async fn push(&self, chunk: Vec<u8>) -> Result<Uint8Array, JsValue> {
        let mut state = self.take().map_err(thrown)?;
        let opened = state.push(&chunk).await;
        self.name.replace(state.name());
        self.state.replace(if opened.is_ok() { Slot::Idle(state) } else { Slot::Over });
        opened.map_err(thrown)
    }

    /// Gives the last bytes of the file inside, and with them the certainty that it is whole.
    ///
    /// # Errors
    /// An [`OpenError`] as an object; what was given so far must be thrown away.
    pub async fn finish(&self) -> Result<Uint8Array, JsValue> {
        let state = self.take().map_err(thrown)?;
        let opened = state.finish().await;
        self.state.replace(Slot::Over);
        let (bytes, name) = opened.map_err(thrown)?;
        self.name.replace(Some(name));
        Ok(bytes)
    }
}

impl OpeningState {
    fn name(&self) -> Option<String> {
        match self {
            Self::Web { reading, .. } => reading.name(),
            Self::Software(reader) => reader.name(),
        }
        .map(str::to_owned)
    }

    async fn push(&mut self, mut bytes: &[u8]) -> Result<Uint8Array, OpenError> {
        match self {
            Self::Software(reader) => {
                let mut out = Vec::new();
                reader.push(bytes, &mut out)?;
                Ok(Uint8Array::from(&out[..]))
            }
            Self::Web { subtle, reading, stream } => {
                if let Some(key) = reading.head(&mut bytes)? {
                    *stream = Some(WebStream::new(subtle.clone(), key, Direction::Open));
                }
                let Some(stream) = stream else { return Ok(Uint8Array::new_with_length(0)) };
                let mut out = Vec::new();
                let opened = stream.push(bytes, &mut out).await;
                without_prelude(reading, &mut out)?;
                opened.map_err(|error| match error {
                    WebStreamError::Stream(error) => reading.error(error),
                    WebStreamError::Cipher => OpenError::Cipher,
                })?;
                Ok(concat(&out))
            }
        }
    }

    async fn finish(self) -> Result<(Uint8Array, String), OpenError> {
        match self {
            Self::Software(reader) => {
                let mut out = Vec::new();
                let name = reader.finish(&mut out)?;
                Ok((Uint8Array::from(&out[..]), name))
            }
            Self::Web { mut reading, stream, .. } => {
                let mut out = Vec::new();
                let last_chunk = match stream {
                    Some(stream) => stream.finish(&mut out).await,
                    None => Err(WebStreamError::Stream(StreamError::Truncated { chunk: 0 })),
                };
                without_prelude(&mut reading, &mut out)?;
                let last_chunk = match last_chunk {
                    Ok(()) => Ok(()),
                    Err(WebStreamError::Stream(error)) => Err(error),
                    Err(WebStreamError::Cipher) => return Err(OpenError::Cipher),
                };
                Ok((concat(&out), reading.end(last_chunk)?))
            }
        }
    }
}

/// Takes the prelude off the first chunk.
fn without_prelude(reading: &mut Reading, out: &mut [Uint8Array]) -> Result<(), OpenError> {
    if reading.name().is_none()
        && let Some(first) = out.first_mut()
    {
        let skip = u32::try_from(reading.prelude(&first.to_vec())?).map_err(|_| OpenError::BadPrelude)?;
        *first = first.subarray(skip, first.length());
    }
    Ok(())
}
