//! A record as it arrives.

use lazaret::exchange::{Entry, Record, Salt};
use lazaret::seal::signature::{PublicKey, Signature};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Problem, State};

/// A clock may be off by so many seconds.
const CLOCK: u64 = 10 * 60;

/// A record, its signature and what goes with it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Submission {
    /// JSON.
    pub record: String,
    /// Its author's.
    #[schema(value_type = String)]
    pub signature: Signature,
    /// By the act; `null` for those that have none.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub attachment: serde_json::Value,
}

/// Where a record went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its number in the journal and in the log.
    pub leaf: u64,
    /// What its leaf was salted with.
    pub salt: Salt,
}

impl Submission {
    /// What it says, without looking at the signature: to find out whose it should be.
    ///
    /// # Errors
    /// [`Problem::Forged`].
    pub fn read(&self) -> Result<Record, Problem> {
        self.entry().read().map_err(|_| Problem::Forged)
    }

    /// What it says, being signed by `author`, and for this log.
    ///
    /// # Errors
    /// [`Problem::Forged`], [`Problem::AnotherOrigin`].
    pub fn verify(&self, state: &State, author: &PublicKey) -> Result<Record, Problem> {
        let record = self.entry().verify(author).map_err(|_| Problem::Forged)?;
        if record.origin == state.config.origin { Ok(record) } else { Err(Problem::AnotherOrigin) }
    }

    fn entry(&self) -> Entry {
        Entry { record: self.record.clone(), signature: self.signature }
    }

    /// The attachment of that kind.
    ///
    /// # Errors
    /// [`Problem::BadRequest`].
    pub fn attachment<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Problem> {
        T::deserialize(&self.attachment).map_err(|_| Problem::BadRequest)
    }
}

/// Refuses a record of another time.
pub(super) fn check_clock(state: &State, record: &Record) -> Result<(), Problem> {
    let ahead = record.at.cast_signed().saturating_sub(state.clock.now().cast_signed());
    if ahead.unsigned_abs() <= CLOCK {
        return Ok(());
    }
    Err(Problem::ClockDiffers { seconds: ahead, limit: CLOCK })
}
