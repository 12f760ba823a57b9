//! Encryption: what it costs, and what it gives away when it is misused.
//!
//! Nothing here protects anything. The modes are there to be broken, the keys are drawn for one picture, and the
//! key of [`paillier`] is printed in two standards. What Lazaret seals with is [`crate::seal`].
//!
//! - [`modes`]: AES block by block (ECB), chained (CBC), and as a stream (CTR).
//! - [`patterns`], [`nonce_reuse`], [`tampering`]: one view each, on a [`picture`] and on a [`list`](mod@list).
//! - [`gcm_trial`], [`sums`]: what the page times; the core has no clock.

pub mod gcm_trial;
pub mod ghash;
pub mod list;
pub mod modes;
pub mod nonce_reuse;
pub mod paillier;
pub mod patterns;
pub mod picture;
pub mod shares;
pub mod sums;
pub mod tampering;

use super::source::LessonBits;
use crate::dp::noise::{BitsError, RandomBits};
use crate::seal::aead::NONCE;

/// `N` bytes, of the run's seed or fresh.
fn bytes<const N: usize>(bits: &mut LessonBits) -> Result<[u8; N], BitsError> {
    let mut bytes = [0; N];
    for part in bytes.chunks_mut(16) {
        let drawn = bits.bits(128)?.to_le_bytes();
        part.copy_from_slice(&drawn[..part.len()]);
    }
    Ok(bytes)
}

/// The nonce of message `counter` under one key.
fn nonce(counter: u64) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    nonce[NONCE - 8..].copy_from_slice(&counter.to_be_bytes());
    nonce
}
