//! What goes with a record, and is bound by a hash or a key in it. With an `admit` it is a
//! [`SealedGroupKey`](super::search::SealedGroupKey).

use serde::{Deserialize, Serialize};

use super::search::Tokens;
use crate::bytes::Bytes;

/// With a `register`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The text of the recipient's file.
    pub recipient: String,
}

/// With an `upload`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// SHA-256 of each part of what comes before the tail; all of 8 MiB but the last.
    pub parts: Vec<Bytes<32>>,
    /// The owner's own, in base64.
    pub tail: String,
    /// What members see and find of it.
    #[serde(flatten)]
    pub listing: Listing,
}

/// What members see of a file in a list, and by what they find it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Listing {
    /// Sealed for the group, in base64.
    pub name: String,
    /// Of its words.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "{ salt: string; words: string[] }"))]
    pub tokens: Tokens,
}

impl Listing {
    /// SHA-256(name ‖ 0 ‖ salt ‖ tokens), the name in base64, so that no mirror takes another listing than the owner's.
    #[must_use]
    pub fn hash(&self) -> Bytes<32> {
        let mut text = [self.name.as_bytes(), &[0], &self.tokens.salt.0].concat();
        self.tokens.words.iter().for_each(|token| text.extend(token.0));
        Bytes::sha256(text)
    }
}

/// With a `grant`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantAttachment {
    /// The reader's own, in base64.
    pub tail: String,
}

/// With a `release`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseAttachment {
    /// The text of the noisy release.
    pub numbers: String,
}
