//! What can go wrong with a sealed file, for the page to put in words.

use serde::{Deserialize, Serialize};

/// Why a file could not be sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum SealError {
    /// There is no passphrase.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The file's name is empty, longer than 255 bytes, or holds a character that another system would act on.
    #[error("the name cannot be a file's name everywhere")]
    BadName,
    /// The cost of the passphrase is beyond what a reader accepts.
    #[error("the cost of the passphrase is beyond the limits")]
    UnreasonableCost,
    /// The operating system gives no randomness.
    #[error("no randomness")]
    Random,
    /// Not enough memory to turn the passphrase into a key.
    #[error("not enough memory, {memory_kib} KiB wanted")]
    NoMemory {
        /// What was asked for, in KiB.
        memory_kib: u32,
    },
    /// More or fewer bytes came than were announced.
    #[error("{declared_bytes} bytes announced, {given_bytes} given")]
    LengthDiffers {
        /// What was announced.
        declared_bytes: u64,
        /// What came.
        given_bytes: u64,
    },
    /// More than 4 PiB.
    #[error("longer than 4 PiB")]
    TooLong,
    /// The browser's own encryption refused to work.
    #[error("the cipher refused to work")]
    Cipher,
    /// A call came before the one before it was done.
    #[error("called before the call before was done")]
    Busy,
    /// A call came after the end, or after an error.
    #[error("called after the end")]
    Over,
}

/// Why a sealed file does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum OpenError {
    /// There is no passphrase.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The file does not begin as a sealed file does.
    #[error("not a sealed file")]
    NotSealed,
    /// The layout is of a version that this program does not know.
    #[error("unknown version {version}")]
    UnknownVersion {
        /// The version that the file says it has.
        version: u32,
    },
    /// The file asks for more memory or time to check a passphrase than is reasonable.
    #[error("the file asks for {memory_kib} KiB, {iterations} passes, {parallelism} lanes")]
    UnreasonableCost {
        /// Memory that it asks for, in KiB.
        memory_kib: u32,
        /// Passes over the memory that it asks for.
        iterations: u32,
        /// Lanes that it asks for.
        parallelism: u32,
    },
    /// Not enough memory to turn the passphrase into a key.
    #[error("not enough memory, {memory_kib} KiB wanted")]
    NoMemory {
        /// What the file asks for, in KiB.
        memory_kib: u32,
    },
    /// Another passphrase sealed this file, or its first 96 bytes were changed: nothing tells these apart.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// A chunk is not what was sealed at its place: it was changed, moved, or, where the file does not say how
    /// long it is, cut or lengthened.
    #[error("chunk {chunk} is not authentic")]
    Tampered {
        /// Counted from 0, 16 KiB each.
        chunk: u64,
    },
    /// The file ends too early.
    #[error("the file ends too early, after {found_bytes} bytes")]
    Truncated {
        /// How many bytes there are.
        found_bytes: u64,
    },
    /// There is more after the end.
    #[error("the file should end after {expected_bytes} bytes")]
    TrailingData {
        /// How many bytes there should be.
        expected_bytes: u64,
    },
    /// What was sealed is authentic, but does not begin with a name and a length.
    #[error("no name and length inside")]
    BadPrelude,
    /// The name inside could write to another place than the reader expects.
    #[error("the name inside cannot be a file's name everywhere")]
    BadName,
    /// The browser's own encryption refused to work.
    #[error("the cipher refused to work")]
    Cipher,
    /// A call came before the one before it was done.
    #[error("called before the call before was done")]
    Busy,
    /// A call came after the end, or after an error.
    #[error("called after the end")]
    Over,
}
