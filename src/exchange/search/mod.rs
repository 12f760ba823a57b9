//! Finding files by name and words on a node that learns neither.
//!
//! ```text
//! GroupKey ─ HKDF ─┬─ catalogue key ── names, sealed
//!                  └─ search key ───── word ─ HMAC ▶ Trapdoor ─ HMAC over a file's salt ▶ Token
//! ```
//!
//! # Guarantee
//! Without the group key a name shows its length to 64 bytes, and tokens show nothing, not even whether two files share
//! a word: each has a salt of its own and 64 tokens. Who is searched for shows which files have the word, and whether it
//! was searched before.
//!
//! # Assumptions
//! No member works together with the node: all have the search key, and could test words against the index. HMAC-SHA-256
//! behaves like a random function.
//!
//! # Utility
//! A search costs the node one HMAC for each file and word: a million files in a few tenths of a second on one core.
//! With one salt for all, it is an index look-up, and shows which files share words.
//!
//! # Citation
//! Goh, *Secure Indexes* (2003), with keyed tokens in place of a Bloom filter.

mod group;
mod name;
mod tokens;
mod words;

use serde::{Deserialize, Serialize};

pub use group::{CatalogueKey, GroupKey, SealedGroupKey, SearchKey};
pub use tokens::{Token, Tokens, Trapdoor};
pub use words::{words_of_file, words_of_search};

/// Why something of the group's was not made or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum GroupError {
    /// The group key was sealed for another identity or another log, or was changed.
    #[error("the group key is not for this identity")]
    NotForThisIdentity,
    /// The recipient has no key that something can be sealed for.
    #[error("nothing can be sealed for this recipient")]
    BadRecipient,
    /// A name that does not belong to this group and this file, or was changed.
    #[error("the name is not of this group")]
    ForeignName,
    /// A name is empty, or has control characters.
    #[error("a name must be a line of text")]
    BadName,
    /// A name is too long.
    #[error("a name of {bytes} bytes; at most {at_most} are possible")]
    LongName {
        /// Its length in UTF-8.
        bytes: usize,
        /// The longest that is possible.
        at_most: usize,
    },
    /// There is no randomness.
    #[error("no randomness")]
    Random,
}
