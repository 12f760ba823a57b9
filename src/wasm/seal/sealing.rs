//! Sealing, from JavaScript.

use super::{Slot, concat};
use crate::seal::cobblestone::StreamError;
use crate::seal::sealed_file::{Salts, Writing};
use crate::seal::{Cost, Passphrase, SealError, SealedFileWriter};
use crate::wasm::failure::thrown;
use crate::wasm::web_crypto::{Direction, WebStream, WebStreamError, subtle};
use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::SubtleCrypto;

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
