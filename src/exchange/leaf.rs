//! Leaves of the log: what everybody may read about an entry.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Act, Record, Salt};
use crate::bytes::{Bytes, hmac_sha256};

const VERSION: u8 = 1;
const BEGIN: &str = "begin";

/// Names a user or a file in the log, to who has the directory key.
pub type Tag = Bytes<16>;

/// 32 random bytes that users and mirrors of a log have, and others have not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DirectoryKey(pub Bytes<32>);

impl DirectoryKey {
    /// The tag of a user.
    #[must_use]
    pub fn user(&self, name: &str) -> Tag {
        self.tag(b"user\0", name.as_bytes())
    }

    /// The tag of a file.
    #[must_use]
    pub fn file(&self, file: &super::FileId) -> Tag {
        self.tag(b"file\0", file.to_string().as_bytes())
    }

    fn tag(&self, kind: &[u8], name: &[u8]) -> Tag {
        Bytes(hmac_sha256(&self.0.0, &[kind, name].concat())).first()
    }
}

/// One leaf of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    v: u8,
    /// What the entry does, or `begin`.
    pub act: String,
    /// Binds the entry; of leaf 0, the directory key.
    pub hash: Bytes<32>,
    /// Whom or what the entry is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// What a release of noisy numbers costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epsilon: Option<String>,
    /// The probability beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<String>,
}

impl Leaf {
    /// Leaf 0.
    #[must_use]
    pub fn begin(directory: &DirectoryKey) -> Self {
        let hash = Bytes::sha256(directory.0.0);
        Self { v: VERSION, act: BEGIN.to_owned(), hash, tag: None, epsilon: None, delta: None }
    }

    /// The leaf of an entry: of its record, both as text and as read from it.
    #[must_use]
    pub fn of(text: &str, record: &Record, salt: &Salt, directory: &DirectoryKey) -> Self {
        let tag = match &record.act {
            Act::Register { .. } | Act::Close {} => Some(directory.user(&record.by)),
            Act::Upload { file, .. } | Act::Grant { file, .. } | Act::Revoke { file, .. } => {
                Some(directory.file(file))
            }
            _ => None,
        };
        Self::tagged(text, record, salt, tag)
    }

    /// The same for who knows the tag, but not what it is made with.
    #[must_use]
    pub fn tagged(text: &str, record: &Record, salt: &Salt, tag: Option<Tag>) -> Self {
        let hash = Sha256::new().chain_update(b"lazaret/v1/leaf\0").chain_update(salt.0).chain_update(text);
        let (epsilon, delta) = match &record.act {
            Act::Release { epsilon, delta, .. } => (Some(epsilon.clone()), delta.clone()),
            _ => (None, None),
        };
        let act = record.act.name().to_owned();
        Self { v: VERSION, act, hash: Bytes(hash.finalize().into()), tag, epsilon, delta }
    }

    /// Whether it is leaf 0.
    #[must_use]
    pub fn begins(&self) -> bool {
        self.act == BEGIN
    }

    /// Its exact text, which the log hashes.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a leaf; `None` when it is none of this version.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().filter(|leaf: &Self| leaf.v == VERSION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_binds_its_entry_and_names_nobody() {
        let directory = DirectoryKey(Bytes([3; 32]));
        let record = Record::new("example.org/log", "ada", 0, Act::Close {}).unwrap();
        let [one, other] = [1, 2].map(|salt| Leaf::of("text", &record, &Bytes([salt; 16]), &directory));
        assert_ne!(one.hash, other.hash);
        assert_eq!(one.tag, Some(directory.user("ada")));
        assert!(!one.to_text().contains("ada"));
        assert_eq!(Leaf::parse(one.to_text().as_bytes()), Some(one));
    }
}
