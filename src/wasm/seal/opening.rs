//! Opening, from JavaScript.

use super::{Slot, concat};
use crate::seal::cobblestone::StreamError;
use crate::seal::sealed_file::Reading;
use crate::seal::{OpenError, Passphrase, SealedFileReader};
use crate::wasm::failure::thrown;
use crate::wasm::web_crypto::{Direction, WebStream, WebStreamError, subtle};
use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::SubtleCrypto;

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
