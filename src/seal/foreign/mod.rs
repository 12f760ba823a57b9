//! Sealed files of other formats, for whom must read or send them.
//!
//! [`crypt4gh`] is what archives of human genomes take. What it does not protect, a [`ForeignWarning`] says. Files of
//! [`age`] are opened only.

pub mod age;
pub mod crypt4gh;

use serde::{Deserialize, Serialize};

/// Why a file of another format was not opened or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum ForeignError {
    /// The file does not begin as a crypt4gh file does.
    #[error("not a crypt4gh file")]
    NotCrypt4gh,
    /// The file does not begin as an age file does, of version 1.
    #[error("not an age file")]
    NotAge,
    /// The file is in age's armour of text.
    #[error("the file is armoured")]
    Armoured,
    /// An age header is not what the format says.
    #[error("the header is malformed")]
    BadHeader,
    /// An age header was changed after it was written.
    #[error("the header is not authentic")]
    HeaderForged,
    /// The file was encrypted with another passphrase.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The file is for keys, and a passphrase was given.
    #[error("the file is for keys")]
    NeedsKey,
    /// The file is for a passphrase, and a key was given.
    #[error("the file is for a passphrase")]
    NeedsPassphrase,
    /// The file asks for more memory to check a passphrase than is reasonable.
    #[error("scrypt with N = 2^{log2_n}")]
    UnreasonableCost {
        /// log₂ of the KiB that it asks for.
        log2_n: u8,
    },
    /// A version that this program does not know.
    #[error("unknown version {version}")]
    UnknownVersion {
        /// The version that the file says it has.
        version: u32,
    },
    /// A way of encrypting that this program does not know.
    #[error("unknown encryption method {method}")]
    UnknownMethod {
        /// Its number in the format.
        method: u32,
    },
    /// The header is longer than any that is needed.
    #[error("the header is longer than {most_bytes} bytes")]
    HeaderTooLong {
        /// The longest that is read.
        most_bytes: usize,
    },
    /// A packet of the header, opened with this key, is not what the format says.
    #[error("packet {packet} of the header is malformed")]
    Malformed {
        /// Counted from 0.
        packet: u32,
    },
    /// No packet of the header opens with this key.
    #[error("none of {packets} packets opens with this key")]
    NotForThisKey {
        /// As many as the header has.
        packets: u32,
    },
    /// A segment is not authentic under any of the file's keys.
    #[error("segment {segment} is not authentic")]
    Tampered {
        /// Counted from 0, 64 KiB each.
        segment: u64,
    },
    /// The file ends inside its header.
    #[error("the file ends inside its header")]
    Truncated,
    /// A key file is none, or one of another kind.
    #[error("not an X25519 key")]
    BadKey,
    /// A secret key's file is locked with a passphrase.
    #[error("the key is locked with a passphrase")]
    LockedKey,
    /// The file would be for nobody.
    #[error("no recipient")]
    NoRecipient,
    /// The operating system gives no randomness.
    #[error("no randomness")]
    Random,
    /// A call came after an error.
    #[error("called after an error")]
    Over,
}

/// What whoever opened a file of another format must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ForeignWarning {
    /// Nothing protects the order and the completeness of the segments, nor says who wrote them.
    SegmentsNotBound,
    /// The header says which parts of the plaintext to keep, and others were left out.
    PartsLeftOut,
}
