//! The log's Merkle tree, RFC 6962: a copy that grows, and proofs for who has none.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use tlog_tiles::{
    Error, Hash, HashReader, check_record, prove_record, record_hash, stored_hash_count, stored_hash_index,
    stored_hashes_for_record_hash, tree_hash,
};

use super::TreeHash;
use crate::bytes::Bytes;

/// The hash of a leaf.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> TreeHash {
    Bytes(record_hash(leaf).0)
}

/// All hashes of a log, in the order in which they came to be. As text, base64 of its leaves' hashes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tree {
    size: u64,
    hashes: Hashes,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Hashes(Vec<Hash>);

impl Hashes {
    fn read(&self, index: u64) -> Option<Hash> {
        self.0.get(usize::try_from(index).ok()?).copied()
    }
}

impl HashReader for Hashes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        indexes.iter().map(|index| self.read(*index).ok_or(Error::IndexesNotInTree)).collect()
    }
}

impl Tree {
    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes one leaf more.
    pub fn push(&mut self, leaf: &TreeHash) {
        // What it needs is in the tree by construction.
        let more = stored_hashes_for_record_hash(self.size, Hash(leaf.0), &self.hashes).unwrap_or_default();
        self.hashes.0.extend(more);
        self.size += 1;
    }

    /// Forgets all leaves but the first `size`.
    pub(super) fn truncate(&mut self, size: u64) {
        self.size = self.size.min(size);
        self.hashes.0.truncate(usize::try_from(stored_hash_count(self.size)).unwrap_or(usize::MAX));
    }

    /// The root of the first `size` leaves; nothing if there are fewer.
    #[must_use]
    pub fn root(&self, size: u64) -> Option<TreeHash> {
        let hash = (size <= self.size).then(|| tree_hash(size, &self.hashes).ok()).flatten()?;
        Some(Bytes(hash.0))
    }

    /// The hash of a leaf.
    #[must_use]
    pub fn leaf(&self, leaf: u64) -> Option<TreeHash> {
        let index = (leaf < self.size).then(|| stored_hash_index(0, leaf))?;
        self.hashes.read(index).map(|hash| Bytes(hash.0))
    }

    /// The proof that a leaf is among the first `size`.
    #[must_use]
    pub fn inclusion(&self, leaf: u64, size: u64) -> Option<Vec<TreeHash>> {
        let inside = leaf < size && size <= self.size;
        let proof = inside.then(|| prove_record(size, leaf, &self.hashes).ok()).flatten()?;
        Some(proof.into_iter().map(|hash| Bytes(hash.0)).collect())
    }
}

/// Whether a proof leads from a leaf to the root of `size` leaves.
#[must_use]
pub fn includes(proof: &[TreeHash], size: u64, root: &TreeHash, leaf: u64, hash: &TreeHash) -> bool {
    let proof: Vec<Hash> = proof.iter().map(|hash| Hash(hash.0)).collect();
    check_record(&proof, size, Hash(root.0), leaf, Hash(hash.0)).is_ok()
}

impl TryFrom<String> for Tree {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const REFUSED: &str = "not the hashes of leaves";
        let bytes = Base64::decode_vec(&text).map_err(|_| REFUSED)?;
        let (leaves, []) = bytes.as_chunks() else { return Err(REFUSED) };
        let mut tree = Self::default();
        leaves.iter().for_each(|leaf| tree.push(&Bytes(*leaf)));
        Ok(tree)
    }
}

impl From<Tree> for String {
    fn from(tree: Tree) -> Self {
        let leaves = (0..tree.size).filter_map(|leaf| tree.leaf(leaf));
        Base64::encode_string(&leaves.flat_map(|leaf| leaf.0).collect::<Vec<_>>())
    }
}
