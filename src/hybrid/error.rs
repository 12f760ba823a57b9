//! Why the reproduction could not be made.

use serde::{Deserialize, Serialize};

/// Why the reproduction could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum HybridError {
    /// No column holds a number in each of its rows.
    #[error("no column holds a number in each of its rows")]
    NoNumbers,
    /// The system's source of random bytes failed: there is no key.
    #[error("the source of random bytes failed")]
    RandomSourceFailed,
    /// A sealed column is not the one of that name in this table, or was changed.
    #[error("the sealed column {column:?} does not open")]
    ColumnForged {
        /// The name asked for.
        column: String,
    },
    /// What was sealed does not read as a column of numbers.
    #[error("row {row} of the opened column is no number")]
    ColumnUnreadable {
        /// Of the row, from 1.
        row: usize,
    },
}
