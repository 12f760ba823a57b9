//! Whom a release protects: the unit of privacy.

use serde::{Deserialize, Serialize};

/// What one neighbouring table has more than the other.
///
/// Asked before anything is spent: with several rows a patient, noise that
/// hides a row does not hide the patient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Unit {
    /// One row: every row is another patient.
    #[default]
    Row,
    /// All rows of one patient, of which the first few take part.
    Patient {
        /// The column that tells which rows are one patient's. A row without a
        /// value is a patient of its own.
        column: String,
        /// The most rows of one patient that take part, the first ones of the
        /// file; the noise grows with it.
        rows: u64,
    },
}

impl Unit {
    /// The most rows that one patient moves.
    #[must_use]
    pub fn rows(&self) -> u64 {
        match self {
            Self::Row => 1,
            Self::Patient { rows, .. } => (*rows).max(1),
        }
    }
}
