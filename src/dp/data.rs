//! What the questions see of a table: its columns and how they are read.

use super::error::AnswerError;
use crate::table::date;
use crate::table::{Column, Decimal, Format, Kind};

/// A table to be asked: the number of its rows, and columns with their formats.
///
/// One row is one patient: what is protected is a row.
///
/// # Assumptions
/// The formats are decisions of the steward that stand in the recipe. A format
/// guessed anew for every table would itself depend on the patients.
#[derive(Clone, Debug)]
pub struct Data<'a> {
    rows: u64,
    columns: Vec<(&'a Column, Format)>,
}

impl<'a> Data<'a> {
    /// The table of these columns, each of `rows` rows.
    #[must_use]
    pub fn new(rows: usize, columns: Vec<(&'a Column, Format)>) -> Self {
        Self { rows: rows as u64, columns }
    }

    /// How many rows there are.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The column of that name.
    pub(crate) fn column(&self, name: &str) -> Result<Readings<'a>, AnswerError> {
        self.columns
            .iter()
            .find(|(column, _)| column.name == name)
            .map(|&(column, format)| Readings { column, format })
            .ok_or_else(|| AnswerError::NoColumn { column: name.to_owned() })
    }

    /// The column of that name, if it holds numbers.
    pub(crate) fn numbers(&self, name: &str) -> Result<Readings<'a>, AnswerError> {
        let readings = self.column(name)?;
        match readings.format.kind {
            Kind::Integer | Kind::Real => Ok(readings),
            _ => Err(AnswerError::NotNumeric { column: name.to_owned() }),
        }
    }
}

/// A column's distinct values, each with the number of its rows.
///
/// Missing cells are left out, and so are misfits: texts that do not read as
/// the kind of the column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Readings<'a> {
    column: &'a Column,
    format: Format,
}

impl<'a> Readings<'a> {
    /// Every number with how many rows hold it.
    pub(crate) fn numbers(self) -> impl Iterator<Item = (Decimal, u64)> {
        self.texts().filter_map(move |(text, rows)| Some((self.format.decimal(text)?, rows)))
    }

    /// Every text with how many rows hold it.
    pub(crate) fn texts(self) -> impl Iterator<Item = (&'a str, u64)> {
        let counts = self.column.counts();
        self.column
            .dictionary
            .values()
            .map(move |(code, text)| (text, counts[code as usize]))
            .filter(move |(text, _)| self.reads(text))
    }

    /// What a text stands for in this column: texts of one number are the same.
    pub(crate) fn key(self, text: &str) -> Key<'_> {
        match self.format.kind {
            Kind::Integer | Kind::Real => self.format.decimal(text).map_or(Key::Text(text), Key::Number),
            _ => Key::Text(text),
        }
    }

    fn reads(self, text: &str) -> bool {
        match self.format.kind {
            Kind::Integer | Kind::Real => self.format.decimal(text).is_some(),
            Kind::Date => date::days(text, self.format.date_order).is_some(),
            Kind::Category | Kind::Text => true,
        }
    }
}

/// What a cell, or a declared value, stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    Number(Decimal),
    Text(&'a str),
}
