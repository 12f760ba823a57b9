//! From a passphrase to a key: Argon2id.

mod strength;
mod suggestion;

use super::aead::{KEY, SecretKey};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::{Zeroize, ZeroizeOnDrop};

pub use strength::{LEAST_BITS, strength};
pub use suggestion::suggest;

/// Bytes of the random salt that makes two files under one passphrase have two keys.
pub const SALT: usize = 16;

/// A passphrase exactly as typed, in UTF-8. Wiped when dropped, never printed.
///
/// No Unicode normalization: `é` typed as one character and as two are two passphrases.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl Passphrase {
    /// Takes over the text; `None` if it is empty.
    #[must_use]
    pub fn new(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self(text))
    }

    /// Bits, by [`strength`].
    #[must_use]
    pub fn strength(&self) -> u32 {
        strength(&self.0)
    }

    /// The bytes, for a key derivation.
    pub(super) fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// What one guess costs: Argon2id's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes; they are computed one after another here.
    pub parallelism: u32,
}

/// 64 MiB, three passes, one lane: the second recommended choice of RFC 9106 §4, with the lanes that a page has.
/// Well under a second on an ordinary computer.
impl Default for Cost {
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, iterations: 3, parallelism: 1 }
    }
}

impl Cost {
    /// The most memory that a file may ask for, 1 GiB.
    pub const MAX_MEMORY_KIB: u32 = 1024 * 1024;
    /// The most passes that a file may ask for.
    pub const MAX_ITERATIONS: u32 = 64;
    /// The most lanes that a file may ask for.
    pub const MAX_PARALLELISM: u32 = 16;

    /// Whether Argon2id takes these parameters and this computer should: a file that asks for terabytes is an
    /// attack on whoever opens it. Checked before any memory is asked for.
    #[must_use]
    pub fn is_reasonable(&self) -> bool {
        (1..=Self::MAX_PARALLELISM).contains(&self.parallelism)
            && (1..=Self::MAX_ITERATIONS).contains(&self.iterations)
            && (8 * self.parallelism..=Self::MAX_MEMORY_KIB).contains(&self.memory_kib)
    }
}

/// Why no key was derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// See [`Cost::is_reasonable`].
    #[error("the cost is beyond the limits")]
    Unreasonable,
    /// The computer does not have the memory that the cost asks for.
    #[error("not enough memory")]
    NoMemory,
}

/// Derives 32 bytes from a passphrase.
///
/// # Guarantee
/// Each guess at the passphrase costs [`Cost::memory_kib`] of memory and the time to fill it
/// [`Cost::iterations`] times, on any hardware.
///
/// # Assumptions
/// The passphrase is hard to guess, the salt is random and used for nothing else.
///
/// # Utility
/// A quarter to half a second in a browser at the default cost.
///
/// # Errors
/// [`KeyError`].
///
/// # Citation
/// RFC 9106 (Argon2id, version 0x13), without secret and associated data.
pub fn derive_key(passphrase: &Passphrase, salt: &[u8; SALT], cost: Cost) -> Result<SecretKey, KeyError> {
    let mut key = [0; KEY];
    let derived = stretch(passphrase.0.as_bytes(), salt, cost, &mut key);
    let secret = SecretKey::new(key);
    key.zeroize();
    derived.map(|()| secret)
}

/// Fills `out` with what Argon2id makes of any secret bytes: see [`derive_key`].
pub(crate) fn stretch(secret: &[u8], salt: &[u8; SALT], cost: Cost, out: &mut [u8]) -> Result<(), KeyError> {
    if !cost.is_reasonable() {
        return Err(KeyError::Unreasonable);
    }
    let params = Params::new(cost.memory_kib, cost.iterations, cost.parallelism, Some(out.len()))
        .map_err(|_| KeyError::Unreasonable)?;
    // Our own memory rather than the crate's: the last blocks give the key away, so they are wiped.
    let mut memory = Vec::new();
    memory.try_reserve_exact(params.block_count()).map_err(|_| KeyError::NoMemory)?;
    memory.resize(params.block_count(), Block::new());
    let stretched = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        secret,
        salt,
        out,
        &mut memory,
    );
    memory.iter_mut().for_each(Zeroize::zeroize);
    stretched.map_err(|_| KeyError::Unreasonable)
}
