//! Keys of logs and witnesses as text, C2SP signed-note: `<name>+<key id>+<base64 of kind and key>`.

use std::fmt;
use std::str::FromStr;

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use signed_note::{VerificationError, Verifier, Verifiers, is_key_name_valid, key_id};

use super::LogError;
use crate::bytes::Bytes;
use crate::seal::signature::PublicKey;

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// A log's checkpoints.
    Log,
    /// A witness's cosignatures, which carry a time.
    Witness,
}

impl NoteKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 0x01,
            Self::Witness => 0x04,
        }
    }
}

/// The public key of a log or a witness, with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NoteKey {
    name: String,
    kind: NoteKind,
    key: PublicKey,
}

impl NoteKey {
    /// Gives a key its name.
    ///
    /// # Errors
    /// [`LogError::NotAKey`] if the name is empty, or has spaces or a `+`.
    pub fn new(name: &str, kind: NoteKind, key: PublicKey) -> Result<Self, LogError> {
        let name = is_key_name_valid(name).then(|| name.to_owned()).ok_or(LogError::NotAKey)?;
        Ok(Self { name, kind, key })
    }

    /// The log's origin, or the witness's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    #[must_use]
    pub fn kind(&self) -> NoteKind {
        self.kind
    }

    /// The key itself.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The four bytes that a signature's line begins with.
    #[must_use]
    pub fn id(&self) -> u32 {
        key_id(&self.name, &self.bytes())
    }

    fn bytes(&self) -> Vec<u8> {
        [&[self.kind.byte()][..], &self.key.to_bytes()].concat()
    }
}

impl fmt::Display for NoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{:08x}+{}", self.name, self.id(), Base64::encode_string(&self.bytes()))
    }
}

impl FromStr for NoteKey {
    type Err = LogError;

    fn from_str(text: &str) -> Result<Self, LogError> {
        let parse = || {
            let (name, rest) = text.split_once('+')?;
            let (_, bytes) = rest.split_once('+')?;
            let bytes: [u8; 33] = Base64::decode_vec(bytes).ok()?.try_into().ok()?;
            let (kind, key) = bytes.split_first()?;
            let kind = [NoteKind::Log, NoteKind::Witness].into_iter().find(|it| it.byte() == *kind)?;
            let key = Self::new(name, kind, PublicKey::new(key.try_into().ok()?)).ok()?;
            (key.to_string() == text).then_some(key)
        };
        parse().ok_or(LogError::NotAKey)
    }
}

impl TryFrom<String> for NoteKey {
    type Error = LogError;

    fn try_from(text: String) -> Result<Self, LogError> {
        text.parse()
    }
}

impl From<NoteKey> for String {
    fn from(key: NoteKey) -> Self {
        key.to_string()
    }
}

impl Verifier for NoteKey {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id()
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        let (message, signature) = match self.kind {
            NoteKind::Log => (text.to_vec(), signature),
            NoteKind::Witness => match signature.split_first_chunk() {
                Some((time, signature)) => (cosigned(u64::from_be_bytes(*time), text), signature),
                None => return false,
            },
        };
        signature.try_into().is_ok_and(|signature| self.key.verifies(&message, &Bytes(signature)))
    }
}

/// A key as the only one that is known.
impl Verifiers for NoteKey {
    fn verifier(&self, name: &str, id: u32) -> Result<&dyn Verifier, VerificationError> {
        let known = name == self.name && id == self.id();
        known
            .then_some(self as &dyn Verifier)
            .ok_or_else(|| VerificationError::UnknownKey { name: name.to_owned(), id })
    }
}

/// What a witness signs: a checkpoint's text, and when.
pub(super) fn cosigned(at: u64, text: &[u8]) -> Vec<u8> {
    [format!("cosignature/v1\ntime {at}\n").as_bytes(), text].concat()
}
