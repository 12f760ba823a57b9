//! Sealing and opening from JavaScript, piece by piece.
//!
//! ```js
//! const sealing = new Keyring().seal_file("scan.pdf", file.size);
//! for await (const piece of file.stream()) parts.push(...(await sealing.push(piece)));
//! parts.push(...(await sealing.finish([{ to: { passphrase } }], "2026-11-25")));
//!
//! const sealed = SealedFile.read(new Blob(parts));
//! const contents = sealed.open(sealed.unlock_with_words(passphrase, "2026-11-26"));
//! for (let bytes = await contents.next(); bytes; bytes = await contents.next()) out.push(bytes);
//! ```
//!
//! Each call is awaited before the next; a call that comes too early is refused with `busy`. Errors are the plain
//! objects of [`SealError`](crate::seal::SealError) and [`OpenError`](crate::seal::OpenError). Works in workers:
//! only there can a file be read without waiting for the event loop.

use std::cell::RefCell;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use crate::Failure;
use crate::seal::container::Day;
use crate::wasm::failure::thrown;

mod blob;
mod column;
mod contents;
mod file_sealing;
mod own;
mod parts;
mod sealed_file;
mod table_sealing;
mod wish;

pub use blob::BlobSource;
pub use contents::OpenContents;
pub use file_sealing::FileSealing;
pub use sealed_file::{GrantedEnd, SealedFile, UnlockedColumns};
pub use table_sealing::TableSealing;
#[cfg(feature = "shell")]
pub(super) use wish::with_requests;
pub use wish::{GrantWish, WishedReader};

/// What a call works on, so that two calls never work on the same.
enum Slot<T> {
    Idle(T),
    Busy,
    Over,
}

impl<T> Slot<T> {
    /// What a call works on, which is busy from now on; an error as an object if it is already, or is over.
    fn take<E: Failure>(slot: &RefCell<Self>, busy: E, over: E) -> Result<T, JsValue> {
        let mut slot = slot.borrow_mut();
        let left = if matches!(*slot, Self::Over) { Self::Over } else { Self::Busy };
        match std::mem::replace(&mut *slot, left) {
            Self::Idle(state) => Ok(state),
            Self::Busy => Err(thrown(busy)),
            Self::Over => Err(thrown(over)),
        }
    }
}

/// Bytes on their way out.
pub(super) fn out_of(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

/// The day that the page says it is.
pub(super) fn day(text: &str) -> Result<Day, JsValue> {
    Day::parse(text).ok_or_else(|| wasm_bindgen::JsError::new("the day is not YYYY-MM-DD").into())
}

/// A number of bytes or seconds, as JavaScript counts them.
pub(super) fn whole(number: f64) -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = number as u64;
    whole
}
