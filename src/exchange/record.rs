//! Records: everything that changes something on the exchange, in its author's words and signed.

use serde::{Deserialize, Serialize};

use crate::bytes::Bytes;
use crate::seal::container::Day;
use crate::seal::identity::{Fingerprint, Identity};
use crate::seal::signature::{PublicKey, Signature};

const TYPE: &str = "lazaret/record/v1";
const DOMAIN: &[u8] = b"lazaret/v1/exchange-record\0";
/// The longest record, in bytes.
const LONGEST: usize = 64 * 1024;

/// 16 random bytes that tell a file of the exchange from any other; its versions share them.
pub type FileId = Bytes<16>;
/// 16 random bytes that keep a leaf from being guessed.
pub type Salt = Bytes<16>;
/// Columns by number, counted from 0, in ascending order; all of them without it.
pub type Columns = Option<Vec<u32>>;

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Seals, uploads and grants.
    Owner,
    /// Searches, asks and opens.
    Researcher,
    /// Keeps the node running.
    Operator,
}

impl Role {
    /// The role's name, as records have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Researcher => "researcher",
            Self::Operator => "operator",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Owner, Self::Researcher, Self::Operator].into_iter().find(|role| role.name() == name)
    }
}

/// What a record does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Says which keys are the author's.
    Register {
        /// Of the author's recipient.
        fingerprint: Fingerprint,
        /// What the author may do.
        role: Role,
    },
    /// Hands the group key to a new member.
    Admit {
        /// Who it is.
        user: String,
        /// Whom the group key is sealed for.
        fingerprint: Fingerprint,
    },
    /// Puts a version of a file on the exchange.
    Upload {
        /// Which file.
        file: FileId,
        /// 1, or one more than the last.
        version: u32,
        /// SHA-256 of its manifest.
        manifest: Bytes<32>,
        /// How long the sealed file is, with the owner's tail.
        bytes: u64,
        /// How many columns it has.
        columns: u32,
        /// The hash of its [`Listing`](super::Listing).
        listing: Bytes<32>,
    },
    /// Asks for access.
    Ask {
        /// To which file.
        file: FileId,
        /// To which columns.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        columns: Columns,
        /// What for.
        purpose: String,
    },
    /// Asks somebody to ask.
    Invite {
        /// For which file.
        file: FileId,
        /// Whom.
        to: String,
        /// What for.
        purpose: String,
    },
    /// Gives access.
    Grant {
        /// To which file.
        file: FileId,
        /// Which version.
        version: u32,
        /// SHA-256 of its manifest.
        manifest: Bytes<32>,
        /// Whom.
        to: String,
        /// Whom the keys are sealed for.
        fingerprint: Fingerprint,
        /// To which columns.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        columns: Columns,
        /// The last day on which it may be used.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires: Option<Day>,
        /// SHA-256 of the reader's tail.
        tail: Bytes<32>,
    },
    /// Says no to who asked.
    Refuse {
        /// For which file.
        file: FileId,
        /// Whom.
        to: String,
    },
    /// Ends serving somebody.
    Revoke {
        /// Which file.
        file: FileId,
        /// Whom.
        to: String,
    },
    /// Fetches a version.
    Download {
        /// Of which file.
        file: FileId,
        /// Which.
        version: u32,
    },
    /// Publishes noisy numbers.
    Release {
        /// SHA-256 of their text.
        numbers: Bytes<32>,
        /// What they cost, as a decimal number.
        epsilon: String,
        /// The probability beside it, as a decimal number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delta: Option<String>,
    },
    /// An operator's demand for a file's keys: written down and refused, for there are none.
    DemandKeys {
        /// Which file.
        file: FileId,
    },
    /// Ends the author's account.
    Close {},
}

impl Act {
    /// The act's name, as the log has it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Register { .. } => "register",
            Self::Admit { .. } => "admit",
            Self::Upload { .. } => "upload",
            Self::Ask { .. } => "ask",
            Self::Invite { .. } => "invite",
            Self::Grant { .. } => "grant",
            Self::Refuse { .. } => "refuse",
            Self::Revoke { .. } => "revoke",
            Self::Download { .. } => "download",
            Self::Release { .. } => "release",
            Self::DemandKeys { .. } => "demand-keys",
            Self::Close {} => "close",
        }
    }
}

/// What a user does, for one log, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    r#type: String,
    /// The log that it is for.
    pub origin: String,
    /// The author.
    pub by: String,
    /// When it was made, in seconds since 1970.
    pub at: u64,
    /// Never used twice.
    pub nonce: Bytes<16>,
    /// What it does.
    pub act: Act,
}

/// A record as it travels: its exact text and its author's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// JSON.
    pub record: String,
    /// Over its bytes.
    pub signature: Signature,
}

/// Why an entry is not taken for its author's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum RecordError {
    /// It is no record, or of a version that this program does not know.
    #[error("not a record")]
    NotARecord,
    /// Another key signed it, or it was changed after it was signed.
    #[error("the signature is not the author's")]
    Forged,
    /// There is no randomness.
    #[error("no randomness")]
    Random,
}

impl Record {
    /// A record of something that `by` does at `at`, in seconds since 1970.
    ///
    /// # Errors
    /// [`RecordError::Random`].
    pub fn new(origin: &str, by: &str, at: u64, act: Act) -> Result<Self, RecordError> {
        let nonce = Bytes::random().map_err(|_| RecordError::Random)?;
        Ok(Self { r#type: TYPE.to_owned(), origin: origin.to_owned(), by: by.to_owned(), at, nonce, act })
    }

    /// Signs it.
    #[must_use]
    pub fn signed(&self, author: &Identity) -> Entry {
        let record = serde_json::to_string(self).unwrap_or_default();
        let signature = author.sign(&message(&record));
        Entry { record, signature }
    }
}

impl Entry {
    /// What it says, without looking at the signature: to find out whose key to verify it with.
    ///
    /// # Errors
    /// [`RecordError::NotARecord`].
    pub fn read(&self) -> Result<Record, RecordError> {
        let record: Record = (self.record.len() <= LONGEST)
            .then(|| serde_json::from_str(&self.record).ok())
            .flatten()
            .ok_or(RecordError::NotARecord)?;
        (record.r#type == TYPE).then_some(record).ok_or(RecordError::NotARecord)
    }

    /// What it says, signed by `author`.
    ///
    /// # Errors
    /// [`RecordError::NotARecord`], [`RecordError::Forged`].
    pub fn verify(&self, author: &PublicKey) -> Result<Record, RecordError> {
        let record = self.read()?;
        let own = author.verifies(&message(&self.record), &self.signature);
        own.then_some(record).ok_or(RecordError::Forged)
    }
}

fn message(record: &str) -> Vec<u8> {
    [DOMAIN, record.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::aead::SecretKey;

    #[test]
    fn roles_are_called_what_records_call_them() {
        for role in [Role::Owner, Role::Researcher, Role::Operator] {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
            assert_eq!(Role::named(role.name()), Some(role));
        }
        assert_eq!(Role::named("guest"), None);
    }

    #[test]
    fn an_entry_is_its_authors_or_refused() {
        let [ada, bo] = [1, 2].map(|seed| Identity::from_root(SecretKey::new([seed; 32]), "Somebody"));
        let act = Act::Ask { file: Bytes([7; 16]), columns: Some(vec![0, 2]), purpose: "a study".to_owned() };
        let record = Record::new("example.org/log", "ada", 1_795_608_000, act).unwrap();
        let mut entry = record.signed(&ada);
        assert_eq!(entry.verify(&ada.recipient().verifying_key()), Ok(record));
        assert_eq!(entry.verify(&bo.recipient().verifying_key()), Err(RecordError::Forged));
        entry.record = entry.record.replace("a study", "a wager");
        assert_eq!(entry.verify(&ada.recipient().verifying_key()), Err(RecordError::Forged));
        entry.record = "{}".to_owned();
        assert_eq!(entry.read(), Err(RecordError::NotARecord));
    }
}
