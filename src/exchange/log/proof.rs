//! `ledger.json`: the proof that a sealed file was entered in a log, which travels inside it.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::{Follower, LogError, Logged, Policy, SignedCheckpoint, TreeHash, Vouched, includes, leaf_hash};
use crate::bytes::Bytes;
use crate::exchange::{Act, Entry, FileId, Leaf, Record, Salt, Tag};
use crate::seal::signature::PublicKey;

const TYPE: &str = "lazaret/ledger-proof/v1";
/// More nodes than a path of a tree of 2⁶⁴ leaves has.
const MOST_NODES: usize = 64;

/// The proof that the `upload` of a file is in the log. Whoever has the log's key verifies it without asking anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerProof {
    r#type: String,
    entry: Salted,
    /// The file's tag in the log.
    tag: Tag,
    /// The number of the leaf, from 0.
    pub leaf: u64,
    proof: Vec<Node>,
    checkpoint: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Salted {
    #[serde(flatten)]
    entry: Entry,
    salt: Salt,
}

/// A node of the tree, in base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Node(TreeHash);

/// What a proof shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The entry.
    pub record: Record,
    /// Who vouches for the log that has it.
    pub vouched: Vouched,
}

impl LedgerProof {
    /// The proof of an `upload` of a file.
    ///
    /// # Errors
    /// [`LogError::NotYet`] if `follower`'s copy does not reach so far.
    pub fn make(follower: &Follower, logged: &Logged, file: &FileId) -> Result<Self, LogError> {
        let leaf = logged.leaf;
        let found = follower.checkpoint().zip(follower.tree().inclusion(leaf, follower.size()));
        let (checkpoint, proof) = found.ok_or(LogError::NotYet { leaf })?;
        let entry = Salted { entry: logged.entry.clone(), salt: logged.salt };
        let (tag, proof) = (follower.directory.file(file), proof.into_iter().map(Node).collect());
        Ok(Self { r#type: TYPE.to_owned(), entry, tag, leaf, proof, checkpoint: checkpoint.to_owned() })
    }

    /// Reads `ledger.json`; nothing in it is verified yet.
    ///
    /// # Errors
    /// [`LogError::NotAProof`].
    pub fn parse(text: &[u8]) -> Result<Self, LogError> {
        let proof: Self = serde_json::from_slice(text).map_err(|_| LogError::NotAProof)?;
        let fits = proof.r#type == TYPE && proof.proof.len() <= MOST_NODES;
        fits.then_some(proof).ok_or(LogError::NotAProof)
    }

    /// Its exact text.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Verifies it for a file whose manifest, signed by `owner`, has this SHA-256.
    ///
    /// # Errors
    /// [`LogError::Forged`], [`LogError::AnotherManifest`], [`LogError::AnotherLog`], [`LogError::ProofDoesNotFit`],
    /// and as [`SignedCheckpoint::parse`] and [`Policy::check`].
    pub fn verify(
        &self,
        policy: &Policy,
        manifest: &Bytes<32>,
        owner: &PublicKey,
    ) -> Result<Proven, LogError> {
        let leaf = self.leaf;
        let record = self.entry.entry.verify(owner).map_err(|_| LogError::Forged { leaf })?;
        if record.origin != policy.origin {
            return Err(LogError::AnotherLog { expected: policy.origin.clone(), found: record.origin });
        }
        if !matches!(&record.act, Act::Upload { manifest: it, .. } if it == manifest) {
            return Err(LogError::AnotherManifest);
        }
        let signed = SignedCheckpoint::parse(&self.checkpoint)?;
        let vouched = policy.check(&signed)?;
        let text =
            Leaf::tagged(&self.entry.entry.record, &record, &self.entry.salt, Some(self.tag)).to_text();
        let nodes: Vec<TreeHash> = self.proof.iter().map(|node| node.0).collect();
        let checkpoint = &vouched.checkpoint;
        if !includes(&nodes, checkpoint.size, &checkpoint.root, leaf, &leaf_hash(text.as_bytes())) {
            return Err(LogError::ProofDoesNotFit);
        }
        Ok(Proven { record, vouched })
    }
}

impl TryFrom<String> for Node {
    type Error = LogError;

    fn try_from(text: String) -> Result<Self, LogError> {
        let bytes = Base64::decode_vec(&text).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Bytes).map(Self).ok_or(LogError::NotAProof)
    }
}

impl From<Node> for String {
    fn from(node: Node) -> Self {
        Base64::encode_string(&node.0.0)
    }
}
