//! Checkpoints: how long the log is and what its tree's root is, signed. C2SP tlog-checkpoint and tlog-cosignature.

use signed_note::{Note, Signature};
use tlog_tiles::{Checkpoint as Text, Hash};

use super::note_key::cosigned;
use super::{LogError, NoteKey, NoteKind, TreeHash};
use crate::bytes::Bytes;
use crate::seal::signature::SigningKey;

/// The longest checkpoint that is read, in bytes.
const LONGEST: usize = 64 * 1024;

/// What a log says about itself at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of its tree.
    pub root: TreeHash,
}

/// A checkpoint with its signatures, whosever they are.
#[derive(Clone, Debug)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    text: String,
    note: String,
}

impl Checkpoint {
    /// Signs it with the log's key.
    ///
    /// # Errors
    /// [`LogError::NotACheckpoint`], [`LogError::NotAKey`] when its origin can't be one.
    pub fn sign(&self, key: &SigningKey) -> Result<SignedCheckpoint, LogError> {
        let text = Text::new(&self.origin, self.size, Hash(self.root.0), "");
        let text = text.map_err(|_| LogError::NotACheckpoint)?.to_bytes();
        let name = NoteKey::new(&self.origin, NoteKind::Log, key.public())?;
        let line = line(&name, key.sign(&text).0.to_vec())?;
        SignedCheckpoint::parse(&format!("{}\n{line}", String::from_utf8_lossy(&text)))
    }
}

impl SignedCheckpoint {
    /// Reads a note; its signatures are not looked at yet.
    ///
    /// # Errors
    /// [`LogError::NotACheckpoint`].
    pub fn parse(note: &str) -> Result<Self, LogError> {
        let parse = || {
            let parsed = Note::from_bytes(note.as_bytes()).ok().filter(|_| note.len() <= LONGEST)?;
            let text = Text::from_bytes(parsed.text()).ok()?;
            let checkpoint = Checkpoint {
                origin: text.origin().to_owned(),
                size: text.size(),
                root: Bytes(text.hash().0),
            };
            let text = String::from_utf8(parsed.text().to_vec()).ok()?;
            Some(Self { checkpoint, text, note: note.to_owned() })
        };
        parse().ok_or(LogError::NotACheckpoint)
    }

    /// What it says, whoever signed it.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note, as it travels.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The line of a key's signature, if there is one and it verifies.
    #[must_use]
    pub fn line_of(&self, key: &NoteKey) -> Option<String> {
        self.signature_of(key).and_then(|signature| String::from_utf8(signature.to_bytes()).ok())
    }

    /// When a witness vouched for it, in seconds since 1970, if it did.
    #[must_use]
    pub fn vouched(&self, witness: &NoteKey) -> Option<u64> {
        let signature = self.signature_of(witness).filter(|_| witness.kind() == NoteKind::Witness)?;
        signature.signature().first_chunk().copied().map(u64::from_be_bytes)
    }

    fn signature_of(&self, key: &NoteKey) -> Option<Signature> {
        let (verified, _) = Note::from_bytes(self.note.as_bytes()).ok()?.verify(key).ok()?;
        verified.into_iter().next()
    }
}

/// The line with which a witness vouches for a checkpoint at some time, in seconds since 1970.
///
/// # Errors
/// [`LogError::NotAKey`] if the name can't be one.
pub fn cosign(
    checkpoint: &SignedCheckpoint,
    name: &str,
    key: &SigningKey,
    at: u64,
) -> Result<String, LogError> {
    let witness = NoteKey::new(name, NoteKind::Witness, key.public())?;
    let signature = key.sign(&cosigned(at, checkpoint.text.as_bytes()));
    line(&witness, [&at.to_be_bytes()[..], &signature.0].concat())
}

fn line(key: &NoteKey, signature: Vec<u8>) -> Result<String, LogError> {
    let signature =
        Signature::new(key.name().to_owned(), key.id(), signature).map_err(|_| LogError::NotAKey)?;
    String::from_utf8(signature.to_bytes()).map_err(|_| LogError::NotAKey)
}
