//! What can be wrong with a file, and what is to be known about one that was read.

use serde::{Deserialize, Serialize};

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum LoadError {
    #[error("the file is empty")]
    Empty,
    #[error("headings but no row")]
    HeaderOnly { columns: usize },
    #[error("{bytes} bytes are too many")]
    TooLarge { bytes: u64, limit: u64 },
    #[error("more than {limit} columns")]
    TooManyColumns { limit: usize },
    #[error("more than {limit} rows")]
    TooManyRows { limit: u64 },
    #[error("row {row} at line {line} is longer than {limit} bytes")]
    RowTooLong { row: u64, line: u64, limit: usize },
    #[error("a quotation mark opened before row {row}, line {line}, is never closed")]
    UnclosedQuote { row: u64, line: u64 },
    #[error("row {row}, column {column}, is not UTF-8")]
    NotUtf8 { row: u64, column: usize },
    #[error("column {column} has more than 4 GiB of distinct text")]
    ColumnTooLarge { column: usize },
    #[error("the delimiter is not an ASCII character")]
    Delimiter,
    #[error("a ZIP archive or an office document")]
    Zip,
    #[error("compressed")]
    Compressed,
    #[error("UTF-16")]
    Utf16,
    #[error("a file sealed by Lazaret")]
    Sealed,
    #[error("not text")]
    Binary,
}

/// What the reader of a file should know about how it was read. Rows count
/// from 1, headings not included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(missing_docs)]
pub enum Notice {
    /// Rows with fewer cells than headings; the rest of them is missing.
    ShortRows {
        rows: u64,
        first_row: u64,
    },
    /// Rows with more cells than headings; left out, for their cells stand
    /// under wrong headings and an identifier could slip through.
    LongRows {
        rows: u64,
        first_row: u64,
    },
    BlankHeading {
        column: usize,
        name: String,
    },
    DuplicateHeading {
        column: usize,
        name: String,
    },
    /// The first row looks like data, so the columns have numbers for names.
    NoHeading,
    SingleColumn,
}
