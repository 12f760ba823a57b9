//! Sealing: AES-256-GCM streams, keys, and files that the right people open.
//!
//! From the bottom up: [`aead`] is the cipher over one byte slice, [`cobblestone`] cuts a stream of any
//! length into chunks and gives each its nonce, [`passphrase`] makes a key from words, [`signature`] and [`hpke`]
//! are what a person's keys do, [`identity`] keeps them, [`container`] is the sealed file, and
//! [`foreign`] has the files of others. Only [`aead`] has a
//! rival: a browser's WebCrypto does the same work many times faster, so everything above it says *which* bytes
//! under *which* nonce and lets another do it.

pub mod aead;
pub mod cobblestone;
pub mod container;
mod error;
pub mod foreign;
pub mod hpke;
pub mod identity;
pub mod passphrase;
pub mod signature;

pub use error::{OpenError, SealError};
pub use foreign::{ForeignError, ForeignWarning};
pub use passphrase::{Cost, Passphrase};
