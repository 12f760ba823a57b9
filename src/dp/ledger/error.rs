//! Why a ledger is not read or not written.

use serde::{Deserialize, Serialize};

/// Why a ledger is not read or not written. Nothing is spent then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[non_exhaustive]
pub enum LedgerError {
    /// The file does not begin as a ledger does.
    #[error("not a ledger")]
    NotALedger,
    /// A ledger of another form.
    #[error("version {found} instead of {expected}")]
    Version {
        /// In the file.
        found: u64,
        /// The one that this program knows.
        expected: u64,
    },
    /// A record that is not in the form of one.
    #[error("record {record} is unreadable")]
    Unreadable {
        /// Counted from 1.
        record: u64,
    },
    /// A record that does not stand behind the one that it was written behind.
    #[error("record {record} does not follow the one before it")]
    ChainBroken {
        /// Counted from 1.
        record: u64,
    },
    /// A record whose signature is not its writer's.
    #[error("record {record} was changed after it was signed")]
    BadSignature {
        /// Counted from 1.
        record: u64,
    },
    /// A record that says what no program would have written there: it spends more
    /// than is left, or answers what was not asked.
    #[error("record {record} does not go with those before it")]
    Contradiction {
        /// Counted from 1.
        record: u64,
    },
    /// The table is not one that the ledger knows.
    #[error("the ledger is of another table")]
    OtherTable,
    /// The releases of the ledger protect another unit.
    #[error("the ledger counts another unit of privacy")]
    OtherUnit,
    /// A ledger that lacks records which were seen before.
    #[error("the ledger has {records} records, and {seen} were seen before")]
    Older {
        /// In the file.
        records: u64,
        /// Seen before.
        seen: u64,
    },
    /// A ledger that goes on otherwise than the one that was seen before.
    #[error("record {record} is another one than was seen before")]
    Diverged {
        /// Counted from 1.
        record: u64,
    },
    /// A number that would not be read again as it was written.
    #[error("the record would not read as it was written")]
    NotExact,
    /// A text that is no key of a ledger's writer.
    #[error("not a ledger key of version 1")]
    NotAKey,
    /// A key that is damaged.
    #[error("the digits of the key and their check do not agree")]
    KeyDamaged,
    /// The system's source of random bits failed.
    #[error("the system has no random numbers to give")]
    NoRandomness,
    /// The entry has no answer, or there is no such entry.
    #[error("entry {entry} has no answer")]
    NoAnswer {
        /// Number of the entry, from 1.
        entry: u64,
    },
}
