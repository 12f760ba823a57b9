//! What a ledger knows of one question.

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::record::ReadAs;
use crate::dp::{Asked, BudgetState, Loss, Prepared, Release};

/// A question that is paid, and its answer once it is recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// From 1, in the order of spending.
    pub number: u64,
    /// When it was paid.
    pub time: String,
    /// The table that it was asked about.
    pub table: Fingerprint,
    /// The completed question and its loss.
    pub asked: Asked,
    /// How the columns it needs were read, in the order of the question.
    pub formats: Vec<ReadAs>,
    /// What was left when it was paid.
    pub budget: BudgetState,
    /// `None` where the program died between spending and recording: asked
    /// again, it is answered at no further cost, for nobody saw an answer.
    pub answer: Option<Answer>,
}

/// The answer of an entry, and where it stands in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The whole release.
    pub release: Release,
    /// When it was recorded.
    pub time: String,
    /// The line that records it.
    pub head: Head,
    /// The fingerprint of the key that signed it.
    pub writer: String,
    /// The version of the program that drew it.
    pub software: String,
}

/// A place in a ledger: a line and its hash, which stands for all up to it.
///
/// In text `number:hash`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Head {
    /// Of the line, from 1.
    pub number: u64,
    /// SHA-256 of the line, in hexadecimal digits.
    pub hash: String,
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl std::str::FromStr for Head {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (number, hash) = text.split_once(':')?;
            Some(Self { number: number.parse().ok()?, hash: hash.to_owned() })
        };
        read().ok_or("not the head of a ledger: its number, a colon, its hash")
    }
}

impl Entry {
    /// Whether its answer is one to a question about a table: the same question
    /// about the same patients, read alike, at no smaller a loss.
    pub(super) fn answers(&self, prepared: &Prepared<'_>, table: &Fingerprint) -> bool {
        let asked = prepared.asked();
        self.table == *table
            && self.asked.question == asked.question
            && self.asked.among == asked.among
            && self.formats == formats(prepared)
            && covers(self.asked.loss, asked.loss)
    }
}

/// How the columns of a question are read.
pub(super) fn formats(prepared: &Prepared<'_>) -> Vec<ReadAs> {
    prepared.formats().map(|(column, format)| ReadAs { column: column.to_owned(), format }).collect()
}

/// Whether an answer at one loss is as good as one at another, smaller one of
/// the same measure.
fn covers(spent: Loss, asked: Loss) -> bool {
    match (spent, asked) {
        (Loss::Pure { epsilon }, Loss::Pure { epsilon: asked }) => asked <= epsilon,
        (Loss::Concentrated { rho }, Loss::Concentrated { rho: asked }) => asked <= rho,
        (Loss::Approximate { epsilon, delta }, Loss::Approximate { epsilon: asked, delta: asked_delta }) => {
            asked <= epsilon && asked_delta <= delta
        }
        _ => false,
    }
}
