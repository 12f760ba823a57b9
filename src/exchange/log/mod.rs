//! The log as its readers have it: checkpoints and who vouches for them, proofs, and a copy that finds a node's lies.
//!
//! ```text
//! SignedCheckpoint ─ Policy::check ▶ Vouched ┐
//! entry bundles ─ Tree ──────────────────────┴ Follower ▶ the key of a user, the version of a file, proofs
//! ```
//!
//! The formats are C2SP's: signed-note, tlog-checkpoint, tlog-cosignature and tlog-tiles. It is the Merkle machinery
//! of Certificate Transparency: there is no currency in it.
//!
//! # Guarantee
//! What a [`Follower`] took never changes afterwards without an error that says so, and a key or a version that it
//! confirms is the last one of the log that a quorum of hospitals vouches for. Two readers see the same log as long as
//! each quorum of the policy has an honest witness in common with any other.
//!
//! # Assumptions
//! SHA-256 has no collisions, and the [`Policy`] that was seen first is the true one: compare its keys with what the
//! hospitals publish. A node can still be silent, or behind.
//!
//! # Utility
//! 32 bytes of state for each entry, and a few for each user and file.
//!
//! # Errors
//! [`LogError`].
//!
//! # Citation
//! Laurie, Langley, Käsper: *Certificate Transparency*, RFC 6962; <https://c2sp.org/tlog-tiles>.

mod checkpoint;
mod error;
mod follower;
mod note_key;
mod policy;
mod proof;
pub mod tiles;
mod tree;

pub use checkpoint::{Checkpoint, SignedCheckpoint, cosign};
pub use error::LogError;
pub use follower::{Follower, Logged};
pub use note_key::{NoteKey, NoteKind};
pub use policy::{Policy, Vouched};
pub use proof::{LedgerProof, Proven};
pub use tree::{Tree, includes, leaf_hash};

/// A node of the tree, SHA-256.
pub type TreeHash = crate::bytes::Bytes<32>;
