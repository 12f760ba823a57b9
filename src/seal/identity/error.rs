//! What can go wrong with an identity, for the page to put in words.

use serde::{Deserialize, Serialize};

use crate::seal::passphrase::{Cost, KeyError};

/// Why an identity was not made, unlocked, shared or recovered. Holds places and counts, never a word of a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum IdentityError {
    /// The operating system gives no randomness.
    #[error("no randomness")]
    Random,
    /// Nothing is unlocked.
    #[error("no identity is unlocked")]
    Locked,
    /// The text is no identity's file.
    #[error("not an identity")]
    NotAnIdentity,
    /// An identity's file of another version.
    #[error("an identity of another version")]
    UnknownVersion,
    /// The recipient, or something that unlocks the file, is not of the form it should have.
    #[error("the identity's file is damaged")]
    Damaged,
    /// What was unlocked has other keys than the file says.
    #[error("the file's keys are not those of what it holds")]
    AnotherIdentity,
    /// There is no passphrase.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// A new passphrase is guessed too easily.
    #[error("about {bits} bits, {at_least} wanted")]
    WeakPassphrase {
        /// What it has by [`strength`](crate::seal::passphrase::strength).
        bits: u32,
        /// What it should have.
        at_least: u32,
    },
    /// The cost of a passphrase is beyond the limits.
    #[error("{memory_kib} KiB, {iterations} passes and {parallelism} lanes are beyond the limits")]
    UnreasonableCost {
        /// Memory in KiB.
        memory_kib: u32,
        /// Passes.
        iterations: u32,
        /// Lanes.
        parallelism: u32,
    },
    /// Not enough memory to turn the passphrase into a key.
    #[error("not enough memory, {memory_kib} KiB wanted")]
    NoMemory {
        /// What was asked for, in KiB.
        memory_kib: u32,
    },
    /// The passphrase unlocks nothing in the file.
    #[error("no unlocker takes this passphrase")]
    WrongPassphrase,
    /// No passphrase was set for this file.
    #[error("no passphrase unlocks this file")]
    NoPassphrase,
    /// The passkey is one of the file's, but what it gave unlocks nothing.
    #[error("what the passkey gave does not unlock the file")]
    WrongPasskey,
    /// The passkey is none of the file's.
    #[error("no unlocker is for this passkey")]
    NoPasskey,
    /// The browser's passkey gave something else than 32 bytes.
    #[error("the passkey gave no 32 bytes")]
    BadPasskey,
    /// There are as many unlockers as a file may have.
    #[error("more than {at_most} unlockers")]
    TooManyUnlockers {
        /// The most that there may be.
        at_most: usize,
    },
    /// Without this unlocker the file would never open again.
    #[error("the last unlocker")]
    LastUnlocker,
    /// There is no unlocker of this number.
    #[error("no unlocker {index}")]
    NoSuchUnlocker {
        /// Counted from 0.
        index: usize,
    },
    /// Nothing would unlock the file.
    #[error("nothing unlocks the file yet")]
    NoUnlocker,
    /// There are not 24 recovery words.
    #[error("{found} words, {expected} wanted")]
    WordCount {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A word is not in the list.
    #[error("word {number} is not in the list")]
    UnknownWord {
        /// Counted from 1.
        number: usize,
    },
    /// All words are in the list, but do not belong together.
    #[error("the checksum of the words does not fit")]
    WrongChecksum,
    /// A word that was typed to confirm is another.
    #[error("word {number} is another")]
    WordDiffers {
        /// Counted from 1.
        number: usize,
    },
    /// So many shares, of which so many are needed, cannot be made.
    #[error("{threshold} of {count} shares cannot be")]
    BadThreshold {
        /// How many would be needed.
        threshold: u8,
        /// How many there would be.
        count: u8,
    },
    /// One of the texts is no share.
    #[error("text {position} is not a share")]
    NotAShare {
        /// Of the text, counted from 1.
        position: usize,
    },
    /// Two shares are not of the same identity, or not of the same making.
    #[error("share {position} is not of the same identity as the first")]
    SharesOfSeveral {
        /// Of the text that differs from the first, counted from 1.
        position: usize,
    },
    /// One share came twice.
    #[error("share {number} came twice")]
    ShareTwice {
        /// The number that the share bears.
        number: u8,
    },
    /// Some shares are missing.
    #[error("{given} shares, {threshold} wanted")]
    TooFewShares {
        /// How many came.
        given: usize,
        /// How many are needed.
        threshold: u8,
    },
    /// Together the shares give another identity than they say: one was damaged, or is of another making.
    #[error("the shares do not give the identity that they are of")]
    SharesDoNotFit,
}

impl IdentityError {
    /// Why a passphrase gave no key.
    pub(super) fn of_key(error: KeyError, cost: Cost) -> Self {
        let Cost { memory_kib, iterations, parallelism } = cost;
        match error {
            KeyError::Unreasonable => Self::UnreasonableCost { memory_kib, iterations, parallelism },
            KeyError::NoMemory => Self::NoMemory { memory_kib },
        }
    }
}

impl From<getrandom::Error> for IdentityError {
    fn from(_: getrandom::Error) -> Self {
        Self::Random
    }
}
