//! A file as its reader first meets it: one line a column.

use serde::{Deserialize, Serialize};

use crate::recipe::ColumnRule;
use crate::table::load::Loaded;
use crate::table::roles::Reason;
use crate::table::{Column, Dialect, Format, Kind, MISSING, Notice, Role};

/// What was read, and what it seems to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Description {
    /// Rows, headings not counted.
    pub rows: u64,
    /// How the cells were told apart.
    pub dialect: Dialect,
    /// What is to be known about the reading.
    pub notices: Vec<Notice>,
    /// One line a column, in the order of the file.
    pub columns: Vec<ColumnDescription>,
}

/// One line about a column. Holds none of its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ColumnDescription {
    /// The heading.
    pub name: String,
    /// The kind of its values.
    pub kind: Kind,
    /// How its cells are spelled.
    pub format: Format,
    /// The role that was guessed.
    pub role: Role,
    /// Why.
    pub reason: Reason,
    /// Different values; missing is none.
    pub distinct: u64,
    /// Rows without a value.
    pub missing: u64,
    /// Rows with a value that does not read as the kind.
    pub misfits: u64,
}

impl Description {
    /// Describes a file by what its columns suggest.
    #[must_use]
    pub fn of(loaded: &Loaded, guesses: &[(ColumnRule, Reason)]) -> Self {
        Self {
            rows: loaded.table.rows as u64,
            dialect: loaded.dialect,
            notices: loaded.notices.clone(),
            columns: loaded.table.columns.iter().zip(guesses).map(ColumnDescription::of).collect(),
        }
    }
}

impl ColumnDescription {
    fn of((column, (rule, reason)): (&Column, &(ColumnRule, Reason))) -> Self {
        Self {
            kind: rule.format.kind,
            format: rule.format,
            role: rule.role,
            reason: *reason,
            distinct: column.distinct() as u64,
            missing: column.codes.iter().filter(|&&code| code == MISSING).count() as u64,
            misfits: rule.format.misfits(column),
            name: rule.name.clone(),
        }
    }
}
