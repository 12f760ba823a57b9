//! What a reader of the log finds, for the page to put in words.

use serde::{Deserialize, Serialize};

/// Why the log, or what a node says about it, is not believed. Holds entry numbers, counts and user names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum LogError {
    /// It is no checkpoint.
    #[error("not a checkpoint")]
    NotACheckpoint,
    /// It is no key of a note.
    #[error("not a note's key")]
    NotAKey,
    /// The checkpoint is of another log.
    #[error("the log of {found}, not of {expected}")]
    AnotherLog {
        /// The origin that was expected.
        expected: String,
        /// The one that was found.
        found: String,
    },
    /// The key that is known for the log did not sign the checkpoint.
    #[error("the checkpoint is not signed by the log's key")]
    NotSigned,
    /// Fewer witnesses than wanted signed the checkpoint.
    #[error("{found} of {quorum} witnesses vouch")]
    TooFewWitnesses {
        /// How many did.
        found: usize,
        /// How many should.
        quorum: usize,
    },
    /// The node names other keys for the log and its witnesses than before.
    #[error("other keys for the log than before")]
    AnotherPolicy,
    /// The log is a beginning of what was seen before.
    #[error("{size} entries, {seen} were seen")]
    Behind {
        /// How many entries are shown.
        size: u64,
        /// How many were seen.
        seen: u64,
    },
    /// The log does not continue what was seen before.
    #[error("another history than the {seen} entries seen before")]
    AnotherHistory {
        /// How many entries are shown.
        size: u64,
        /// How many were seen before.
        seen: u64,
    },
    /// The leaves are not those that the checkpoint stands for.
    #[error("the leaves do not give the checkpoint of {size} entries")]
    LeavesDoNotFit {
        /// How many entries the checkpoint has.
        size: u64,
    },
    /// Not as many leaves as were asked for, or more.
    #[error("{found} leaves of {expected}")]
    LeavesMissing {
        /// How many were expected.
        expected: u64,
        /// How many came.
        found: u64,
    },
    /// A leaf of another version, or none.
    #[error("leaf {leaf} is unreadable")]
    UnreadableLeaf {
        /// Its number, from 0.
        leaf: u64,
    },
    /// The log began with another directory key.
    #[error("another directory key")]
    AnotherDirectory,
    /// The entry is newer than what the hospitals vouch for.
    #[error("entry {leaf} is not vouched for yet")]
    NotYet {
        /// Its number, from 0.
        leaf: u64,
    },
    /// The entry is not what the log has at its number.
    #[error("the log has something else as entry {leaf}")]
    NotInLog {
        /// The number that was claimed, from 0.
        leaf: u64,
    },
    /// The entry is not signed by its author, or is no record.
    #[error("entry {leaf} is not its author's")]
    Forged {
        /// Its number, from 0.
        leaf: u64,
    },
    /// The log has no key of this user.
    #[error("no key of {user}")]
    NoKey {
        /// Whose.
        user: String,
    },
    /// The key is not the one that was registered for this user.
    #[error("another key than the one registered for {user}")]
    AnotherKey {
        /// Whose.
        user: String,
    },
    /// A key was registered for this user a second time.
    #[error("the key of {user} was registered again as entry {leaf}")]
    KeyAgain {
        /// Whose.
        user: String,
        /// The later entry, from 0.
        leaf: u64,
    },
    /// The user has closed the account.
    #[error("the account of {user} is closed")]
    Closed {
        /// Whose.
        user: String,
    },
    /// The log has no such file.
    #[error("no such file in the log")]
    NoSuchFile,
    /// There is a newer version than the one that is shown.
    #[error("version {version} is old")]
    OldVersion {
        /// The version that is shown.
        version: u32,
    },
    /// The file carries no proof.
    #[error("no proof")]
    NoProof,
    /// It is no proof, or of a version that this program does not know.
    #[error("not a proof")]
    NotAProof,
    /// The proof does not lead to its checkpoint.
    #[error("the proof does not fit")]
    ProofDoesNotFit,
    /// What is shown is of another file than the log names.
    #[error("another manifest")]
    AnotherManifest,
}
