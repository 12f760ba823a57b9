//! Whom a reader believes: the log's key, the witnesses, and how many of them must vouch.

use serde::{Deserialize, Serialize};

use super::{Checkpoint, LogError, NoteKey, NoteKind, SignedCheckpoint};

/// What a reader settles once and then holds a node to; `GET /log/keys` answers with the node's own.
///
/// `n` witnesses of which `f` may lie, and a quorum of `q`: no two readers see different logs if `2q − n > f`, and
/// reading goes on while `n − q` of them are away. 2 of 3 suits three hospitals of which one is away and none lies.
/// The node that keeps the log does not count: it may lie as it likes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The log's name.
    pub origin: String,
    /// The key that signs its checkpoints.
    pub key: NoteKey,
    /// Keys of mirrors that may take over, should the first node be lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<NoteKey>,
    /// The keys of the mirrors that vouch.
    pub witnesses: Vec<NoteKey>,
    /// How many of them must.
    pub quorum: usize,
}

/// A checkpoint that the policy believes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// How many witnesses vouch for it.
    pub witnesses: usize,
    /// When a quorum of them had last done so, in seconds since 1970; nothing without a quorum. A node that shows its
    /// readers less than the witnesses have can't keep this from growing old.
    pub at: Option<u64>,
}

impl Policy {
    /// Verifies the log's signature and counts the witnesses.
    ///
    /// # Errors
    /// [`LogError::AnotherLog`], [`LogError::NotSigned`], [`LogError::TooFewWitnesses`].
    pub fn check(&self, signed: &SignedCheckpoint) -> Result<Vouched, LogError> {
        self.check_signature(signed)?;
        let mut witnesses: Vec<&NoteKey> = Vec::new();
        for witness in &self.witnesses {
            // One key is one witness, however many names it goes by.
            if witnesses.iter().all(|it| it.key() != witness.key()) {
                witnesses.push(witness);
            }
        }
        let mut times: Vec<u64> = witnesses.into_iter().filter_map(|it| signed.vouched(it)).collect();
        let found = times.len();
        if found < self.quorum {
            return Err(LogError::TooFewWitnesses { found, quorum: self.quorum });
        }
        times.sort_unstable_by(|one, other| other.cmp(one));
        let at = self.quorum.checked_sub(1).map(|last| times[last]);
        Ok(Vouched { checkpoint: signed.checkpoint().clone(), witnesses: found, at })
    }

    /// Verifies the log's signature alone, as a mirror does that is about to vouch.
    ///
    /// # Errors
    /// [`LogError::AnotherLog`], [`LogError::NotSigned`].
    pub fn check_signature(&self, signed: &SignedCheckpoint) -> Result<(), LogError> {
        let found = &signed.checkpoint().origin;
        if *found != self.origin {
            return Err(LogError::AnotherLog { expected: self.origin.clone(), found: found.clone() });
        }
        let mut keys = std::iter::once(&self.key).chain(&self.successors);
        let signs = |key: &NoteKey| key.kind() == NoteKind::Log && signed.line_of(key).is_some();
        keys.any(signs).then_some(()).ok_or(LogError::NotSigned)
    }
}
