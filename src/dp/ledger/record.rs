//! One line of a ledger: what was done, chained to the line before, and signed.

use serde::{Deserialize, Serialize};

use super::error::LedgerError;
use super::fingerprint::Fingerprint;
use super::key::LedgerKey;
use crate::bytes::Bytes;
use crate::dp::{Asked, Loss, Release, Unit};
use crate::seal::signature::{PublicKey, Signature};
use crate::table::Format;

/// The version of the form that this program writes and reads.
pub const VERSION: u64 = 1;

/// What a line is around the record and its signature.
const BEFORE: &str = r#"{"record":"#;
const BETWEEN: &str = r#","signature":""#;
const AFTER: &str = r#""}"#;
/// What stands before a record when it is signed, so that the signature suits nothing else.
const PURPOSE: &str = "lazaret ledger record 1\n";

/// Who writes, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Given by the caller, as RFC 3339 writes it; nothing depends on it.
    pub time: String,
    /// The writer.
    pub writer: PublicKey,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// From 1.
    pub number: u64,
    /// The hash of the line before; zeros in the first.
    pub previous: Bytes<32>,
    pub time: String,
    pub writer: PublicKey,
    /// The version of the program that wrote it.
    pub software: String,
    #[serde(flatten)]
    pub event: Event,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(super) enum Event {
    /// The first line: all that is fixed for good.
    Opened {
        version: u64,
        id: Bytes<16>,
        unit: Unit,
        total: Loss,
        /// The key of the fingerprints.
        key: Bytes<32>,
        table: Fingerprint,
    },
    /// A question is paid.
    Spent { table: Fingerprint, asked: Asked, formats: Vec<ReadAs> },
    /// The question of an entry is answered.
    Answered { entry: u64, release: Release },
    /// The steward says that another table is about the same patients.
    SamePatients { table: Fingerprint },
}

/// How a column was read when a question was asked about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAs {
    /// Name of the column.
    pub column: String,
    /// As the recipe had it.
    pub format: Format,
}

/// The text of a record that is not signed yet.
#[derive(Clone, Debug)]
pub struct Draft(String);

impl Draft {
    /// Writes a record down.
    pub(super) fn new(record: &Record) -> Result<Self, LedgerError> {
        let text = serde_json::to_string(record).map_err(|_| LedgerError::NotExact)?;
        // Decimals of more digits than a double keeps would be read as others.
        match serde_json::from_str::<Record>(&text) {
            Ok(read) if read == *record => Ok(Self(text)),
            _ => Err(LedgerError::NotExact),
        }
    }

    /// The bytes to sign.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        message(&self.0)
    }

    /// The line of a ledger.
    #[must_use]
    pub fn signed(&self, signature: &Signature) -> String {
        format!("{BEFORE}{}{BETWEEN}{signature}{AFTER}", self.0)
    }

    /// The line of a ledger, signed here.
    #[must_use]
    pub fn sign(&self, key: &LedgerKey) -> String {
        self.signed(&key.sign(&self.message()))
    }
}

fn message(record: &str) -> Vec<u8> {
    [PURPOSE, record].concat().into_bytes()
}

/// What the next line is chained to.
pub(super) fn hash(line: &str) -> Bytes<32> {
    Bytes::sha256(line)
}

impl Record {
    /// Reads the line that has a number, counted from 1, and verifies its signature.
    pub(super) fn read(line: &str, number: u64) -> Result<Self, LedgerError> {
        let parts = || {
            let (text, signature) = line.strip_prefix(BEFORE)?.strip_suffix(AFTER)?.rsplit_once(BETWEEN)?;
            Some((text, signature.parse::<Signature>().ok()?))
        };
        let unreadable = LedgerError::Unreadable { record: number };
        let (text, signature) = parts().ok_or_else(|| unreadable.clone())?;
        let record: Self = serde_json::from_str(text).map_err(|_| unreadable)?;
        if record.writer.verifies(&message(text), &signature) {
            Ok(record)
        } else {
            Err(LedgerError::BadSignature { record: number })
        }
    }
}
