//! Delimited text becomes a table: columns of codes, each with a dictionary.
//!
//! The text is read as a stream and never held. Everything downstream works on
//! codes; only this room knows how a cell is spelled.

pub mod cells;
pub mod csv;
pub mod date;
mod decode;
pub mod dialect;
pub mod dictionary;
pub mod kind;
pub mod load;
pub mod number;
pub mod records;
pub mod roles;

pub use dialect::{Dialect, Encoding};
pub use dictionary::{Dictionary, MISSING};
pub use kind::{Format, Kind};
pub use load::{LoadError, Loader, Notice};
pub use number::{Decimal, DecimalMark};
pub use roles::Role;

/// A file, read: `rows` x `columns` codes.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// In the order of the file.
    pub columns: Vec<Column>,
    /// How many rows each column has.
    pub rows: usize,
}

impl Table {
    /// The first column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Some of the rows as a table of their own, whose dictionaries know nothing of the others.
    #[must_use]
    pub fn of_rows(&self, rows: &[u32]) -> Self {
        let of_rows = |column: &Column| {
            Column::from_texts(&column.name, rows.iter().map(|&row| column.text(row as usize)))
        };
        Self { columns: self.columns.iter().map(of_rows).collect(), rows: rows.len() }
    }
}

/// One column: a code for each row, and what the codes stand for.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// The heading, trimmed; unique in its table.
    pub name: String,
    /// One code a row; [`MISSING`] where the cell holds no value.
    pub codes: Vec<u32>,
    /// What the codes stand for.
    pub dictionary: Dictionary,
}

impl Column {
    /// How many rows hold each code, indexed by code.
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.dictionary.len()];
        for &code in &self.codes {
            counts[code as usize] += 1;
        }
        counts
    }

    /// How many distinct values occur; missing is none of them.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.dictionary.len() - 1
    }

    /// The text of a row's cell; empty where it is missing.
    #[must_use]
    pub fn text(&self, row: usize) -> &str {
        self.dictionary.text(self.codes[row])
    }

    /// A column from texts, as the loader would have made it.
    #[must_use]
    pub fn from_texts<'a>(name: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut dictionary = Dictionary::default();
        let codes = texts.into_iter().map(|text| dictionary.intern(text).unwrap_or(MISSING)).collect();
        Self { name: name.to_owned(), codes, dictionary }
    }
}
