//! AES-256-GCM by the browser: many times faster than in wasm, and the key cannot be read back.

use crate::seal::aead::{NONCE, SecretKey, TAG};
use crate::seal::cobblestone::{Chunks, StreamError, StreamKey, TooLong};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::collections::VecDeque;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, CryptoKey, SubtleCrypto};

/// How many chunks are waited for together; the browser has up to twice as many in hand.
const BATCH: u32 = 16;

/// `crypto.subtle` of a worker or a window; `None` where the page is not a secure context.
#[must_use]
pub fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into().ok()
}

/// Seal or open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Plaintext to ciphertext and tag.
    Seal,
    /// Ciphertext and tag to plaintext.
    Open,
}

/// AES-256-GCM under a key that JavaScript holds but cannot export.
pub struct WebAead {
    subtle: SubtleCrypto,
    key: CryptoKey,
    /// Made once: the browser reads both before a call returns.
    nonce: Uint8Array,
    parameters: AesGcmParams,
}

impl WebAead {
    /// Hands the key over.
    ///
    /// # Errors
    /// What the browser throws.
    pub async fn import(subtle: SubtleCrypto, key: &SecretKey) -> Result<Self, JsValue> {
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let raw = Uint8Array::from(&key.expose()[..]);
        let imported = subtle.import_key_with_str("raw", &raw, "AES-GCM", false, &usages)?;
        let key = JsFuture::from(imported).await;
        raw.fill(0, 0, raw.length());
        let nonce = Uint8Array::from(&[0; NONCE][..]);
        let parameters = AesGcmParams::new("AES-GCM", &nonce);
        Ok(Self { subtle, key: key?.unchecked_into(), nonce, parameters })
    }

    /// Starts on `bytes`, of which the browser takes a copy before this returns. The promise gives the result,
    /// or what the browser throws: on opening, that the tag does not match.
    ///
    /// # Errors
    /// What the browser throws.
    pub fn start(
        &self,
        direction: Direction,
        nonce: &[u8; NONCE],
        associated: &[u8],
        bytes: &[u8],
    ) -> Result<Promise, JsValue> {
        self.nonce.copy_from(nonce);
        if !associated.is_empty() {
            self.parameters.set_additional_data(&Uint8Array::from(associated));
        }
        let (parameters, key) = (&self.parameters, &self.key);
        let promise = match direction {
            Direction::Seal => self.subtle.encrypt_with_object_and_u8_array(parameters, key, bytes),
            Direction::Open => self.subtle.decrypt_with_object_and_u8_array(parameters, key, bytes),
        };
        if !associated.is_empty() {
            Reflect::delete_property(parameters, &"additionalData".into())?;
        }
        promise
    }
}

/// Why a stream stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebStreamError {
    /// The stream is at fault.
    Stream(StreamError),
    /// The browser is.
    Cipher,
}

impl From<TooLong> for WebStreamError {
    fn from(error: TooLong) -> Self {
        Self::Stream(error.into())
    }
}

/// A Cobblestone-256 stream through WebCrypto, in either direction. Header not included.
pub struct WebStream {
    subtle: SubtleCrypto,
    aead: Option<WebAead>,
    key: StreamKey,
    chunks: Chunks,
    direction: Direction,
}

impl WebStream {
    /// The key is handed to the browser with the first chunk.
    #[must_use]
    pub fn new(subtle: SubtleCrypto, key: StreamKey, direction: Direction) -> Self {
        let chunks = match direction {
            Direction::Seal => Chunks::of_plaintext(),
            Direction::Open => Chunks::of_sealed(),
        };
        Self { subtle, aead: None, key, chunks, direction }
    }

    /// Takes bytes; appends what became of each chunk that they made full, in order. After an error the stream
    /// is of no more use, and `out` holds what came of the chunks before.
    ///
    /// # Errors
    /// [`WebStreamError`].
    pub async fn push(&mut self, mut input: &[u8], out: &mut Vec<Uint8Array>) -> Result<(), WebStreamError> {
        let aead = import(&mut self.aead, &self.subtle, &self.key).await?;
        let mut flight: VecDeque<Batch> = VecDeque::with_capacity(2);
        let mut batch = Batch::default();
        while let Some(chunk) = self.chunks.next(&mut input)? {
            let promise = aead.start(self.direction, &self.key.nonce(chunk.index), &[], chunk.bytes);
            batch.add(chunk.index, &promise.map_err(|_| WebStreamError::Cipher)?);
            if batch.promises.length() == BATCH {
                flight.push_back(std::mem::take(&mut batch));
                if flight.len() == 2
                    && let Some(batch) = flight.pop_front()
                {
                    batch.settle(self.direction, out).await?;
                }
            }
        }
        flight.push_back(batch);
        for batch in flight {
            batch.settle(self.direction, out).await?;
        }
        Ok(())
    }

    /// The last chunk.
    ///
    /// # Errors
    /// [`WebStreamError`].
    pub async fn finish(mut self, out: &mut Vec<Uint8Array>) -> Result<(), WebStreamError> {
        let chunk = self.chunks.last();
        if self.direction == Direction::Open && chunk.bytes.len() < TAG {
            return Err(WebStreamError::Stream(StreamError::Truncated { chunk: chunk.index }));
        }
        let aead = import(&mut self.aead, &self.subtle, &self.key).await?;
        let promise = aead.start(self.direction, &self.key.nonce(chunk.index), &[], chunk.bytes);
        let mut batch = Batch::default();
        batch.add(chunk.index, &promise.map_err(|_| WebStreamError::Cipher)?);
        batch.settle(self.direction, out).await
    }
}

async fn import<'a>(
    slot: &'a mut Option<WebAead>,
    subtle: &SubtleCrypto,
    key: &StreamKey,
) -> Result<&'a WebAead, WebStreamError> {
    if slot.is_none() {
        let aead = WebAead::import(subtle.clone(), key.key()).await.map_err(|_| WebStreamError::Cipher)?;
        *slot = Some(aead);
    }
    slot.as_ref().ok_or(WebStreamError::Cipher)
}

/// Chunks that the browser has in hand, waited for together: a wait costs as much as a chunk.
#[derive(Default)]
struct Batch {
    first_chunk: u64,
    promises: Array,
}

impl Batch {
    fn add(&mut self, chunk: u64, promise: &Promise) {
        if self.promises.length() == 0 {
            self.first_chunk = chunk;
        }
        self.promises.push(promise);
    }

    /// Appends what became of the chunks, in order, up to the first that failed.
    async fn settle(self, direction: Direction, out: &mut Vec<Uint8Array>) -> Result<(), WebStreamError> {
        if let Ok(results) = JsFuture::from(Promise::all(&self.promises)).await {
            out.extend(Array::from(&results).iter().map(|result| Uint8Array::new(&result)));
            return Ok(());
        }
        for (chunk, promise) in (self.first_chunk..).zip(self.promises.iter()) {
            match (JsFuture::from(Promise::from(promise)).await, direction) {
                (Ok(result), _) => out.push(Uint8Array::new(&result)),
                (Err(_), Direction::Open) => {
                    return Err(WebStreamError::Stream(StreamError::Tampered { chunk }));
                }
                (Err(_), Direction::Seal) => return Err(WebStreamError::Cipher),
            }
        }
        Err(WebStreamError::Cipher)
    }
}
