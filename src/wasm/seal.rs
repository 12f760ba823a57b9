//! Sealing and opening a file from JavaScript, piece by piece.
//!
//! ```js
//! const sealing = Sealing.start(passphrase, "cohort.csv", file.size);
//! for await (const piece of file.stream()) write(await sealing.push(piece));
//! write(await sealing.finish());
//! ```
//!
//! Each call is awaited before the next; a call that comes too early is refused with `busy`. Errors are the plain
//! objects of [`SealError`](crate::seal::SealError) and [`OpenError`](crate::seal::OpenError).

use js_sys::Uint8Array;
use std::cell::RefCell;

mod opening;
mod sealing;

pub use opening::Opening;
pub use sealing::Sealing;

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
