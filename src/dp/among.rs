//! Questions about a part of the patients, and which parts are disjoint.

use serde::{Deserialize, Serialize};

use super::data::{Key, Readings};
use crate::table::Decimal;

/// The rows that a question is about: those whose cell is one of the values, or
/// lies in the interval. A row without a readable value is in no part.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Among {
    /// Rows with one of these values.
    Values {
        /// Name of the column.
        column: String,
        /// Declared, never read off the data.
        values: Vec<String>,
    },
    /// Rows with a number from a bound up to below another.
    Interval {
        /// Name of the column of numbers.
        column: String,
        /// The least number.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        from: Decimal,
        /// The number that is too large.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        below: Decimal,
    },
}

impl Among {
    /// The column that decides.
    #[must_use]
    pub fn column(&self) -> &str {
        match self {
            Self::Values { column, .. } | Self::Interval { column, .. } => column,
        }
    }

    /// The same part in the column's own spelling: each number as the column
    /// writes it, so that two spellings of one value are not taken for two.
    #[must_use]
    pub(crate) fn canonical(self, readings: Readings<'_>) -> Self {
        match self {
            Self::Values { column, values } => {
                let mut values: Vec<_> = values.iter().map(|value| readings.spelling(value)).collect();
                values.sort_unstable();
                values.dedup();
                Self::Values { column, values }
            }
            interval @ Self::Interval { .. } => interval,
        }
    }

    /// Whether a cell's value is in the part.
    pub(crate) fn holds(&self, key: Key<'_>, readings: Readings<'_>) -> bool {
        match self {
            Self::Values { values, .. } => values.iter().any(|value| readings.key(value) == key),
            Self::Interval { from, below, .. } => {
                matches!(key, Key::Number(number) if *from <= number && number < *below)
            }
        }
    }

    /// Whether no row can be in both parts, from the declarations alone. Both are
    /// canonical.
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Values { column: a, values: ours }, Self::Values { column: b, values: theirs }) => {
                a == b && !ours.iter().any(|value| theirs.contains(value))
            }
            (
                Self::Interval { column: a, from, below },
                Self::Interval { column: b, from: start, below: end },
            ) => a == b && (below <= start || end <= from),
            _ => false,
        }
    }
}
