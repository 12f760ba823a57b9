//! A file that the browser holds.

use std::ops::Range;

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FileReaderSync};

use crate::seal::OpenError;
use crate::seal::container::Source;

/// A `Blob` or `File`, read where it lies. In a worker only.
#[derive(Clone)]
pub struct BlobSource(pub Blob);

impl BlobSource {
    /// Begins to read some bytes, without blocking the worker: the promise gives an `ArrayBuffer`.
    ///
    /// # Errors
    /// [`OpenError::Unreadable`].
    pub fn begin(&self, range: Range<u64>) -> Result<Promise, OpenError> {
        Ok(self.part(range.start, range.end)?.array_buffer())
    }

    fn part(&self, start: u64, end: u64) -> Result<Blob, OpenError> {
        #[allow(clippy::cast_precision_loss)]
        let (start, end) = (start as f64, end as f64);
        self.0.slice_with_f64_and_f64(start, end).map_err(|_| OpenError::Unreadable)
    }
}

impl Source for BlobSource {
    fn length(&self) -> u64 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let length = self.0.size() as u64;
        length
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), OpenError> {
        let part = self.part(at, at + into.len() as u64)?;
        let read = |part: &Blob| -> Result<ArrayBuffer, JsValue> {
            FileReaderSync::new()?.read_as_array_buffer(part)
        };
        let bytes = Uint8Array::new(&read(&part).map_err(|_| OpenError::Unreadable)?.into());
        if bytes.length() as usize != into.len() {
            return Err(OpenError::Truncated { found_bytes: self.length() });
        }
        bytes.copy_to(into);
        Ok(())
    }
}
