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
    /// Sealed for the group, in base64.
    pub name: String,
    /// What it is found by.
    pub tokens: Tokens,
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
