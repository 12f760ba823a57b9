//! What the questions see of a table: its columns, how they are read, and which rows take part.

use std::cell::OnceCell;
use std::rc::Rc;

use super::among::Among;
use super::bins::Bins;
use super::counts::Counts;
use super::error::AnswerError;
use super::grid::Grid;
use super::unit::Unit;
use crate::recipe::Fitted;
use crate::table::date;
use crate::table::{Column, Decimal, Format, Kind};

/// A table to be asked: columns with their formats, the unit of privacy, and
/// the rows that take part.
///
/// # Assumptions
/// The formats are decisions of the steward that stand in the recipe. A format
/// guessed anew for every table would itself depend on the patients.
#[derive(Clone, Debug)]
pub struct Data<'a> {
    columns: Vec<(&'a Column, Format)>,
    rows: usize,
    /// Ascending; all rows where there is none.
    kept: Option<Rc<[u32]>>,
    /// Of the rows that take part; a place for each of the columns.
    counts: Counts,
    unit: Unit,
}

impl<'a> Data<'a> {
    /// The table of these columns, each of `rows` rows, every row another patient.
    #[must_use]
    pub fn new(rows: usize, columns: Vec<(&'a Column, Format)>) -> Self {
        let counts = Counts::of_columns(columns.len());
        Self { columns, rows, kept: None, counts, unit: Unit::Row }
    }

    /// The columns of a file, read as the recipe says, its patients bounded as the
    /// recipe says. `counts` keeps what is counted of the file from one recipe to the next.
    #[must_use]
    pub fn of_file(fitted: Fitted<'a>, counts: &Counts) -> Self {
        let Fitted { table, recipe } = fitted;
        let columns = table.columns.iter();
        let formats = columns.filter_map(|column| Some((column, recipe.rule(&column.name)?.format)));
        let data = Self { counts: counts.clone(), ..Self::new(table.rows, formats.collect()) };
        match (fitted.patients(), &recipe.patient) {
            (Some(patients), Some(column)) => {
                data.of_patients(&patients, column.clone(), recipe.numbers.rows_per_patient)
            }
            _ => data,
        }
    }

    /// The same table with at most `rows` rows of each patient, the first ones.
    /// `patients` has a number for each row; `column` is where they come from.
    ///
    /// One patient more or less adds or takes away no other patient's row, so
    /// every count and sum moves by `rows` rows at most.
    #[must_use]
    pub fn of_patients(self, patients: &[u32], column: String, rows: u64) -> Self {
        let unit = Unit::Patient { column, rows };
        let mut taken = vec![0u64; patients.iter().max().map_or(0, |&last| last as usize + 1)];
        let mut takes_part = |row: &u32| {
            let taken = &mut taken[patients[*row as usize] as usize];
            *taken += 1;
            *taken <= unit.rows()
        };
        let kept = self.kept().filter(|row| takes_part(row)).collect();
        Self { unit, ..self.of_rows(kept) }
    }

    /// The rows of a part of the patients.
    pub(crate) fn among(&self, among: &Among) -> Result<Self, AnswerError> {
        let readings = match among {
            Among::Values { column, .. } => self.column(column)?,
            Among::Interval { column, .. } => self.numbers(column)?,
        };
        let holds = readings.by_code(|key| among.holds(key, readings).then_some(()));
        let codes = &readings.column.codes;
        let kept = self.kept().filter(|&row| holds[codes[row as usize] as usize].is_some()).collect();
        Ok(self.clone().of_rows(kept))
    }

    /// These rows alone, ascending, of which nothing is counted yet.
    fn of_rows(self, kept: Rc<[u32]>) -> Self {
        let counts = Counts::of_columns(self.columns.len());
        Self { kept: Some(kept), counts, ..self }
    }

    /// Whom a release protects.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }

    /// How many rows take part.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.kept.as_ref().map_or(self.rows, |kept| kept.len()) as u64
    }

    /// The rows that take part, ascending.
    pub(crate) fn kept(&self) -> impl Iterator<Item = u32> {
        let all = if self.kept.is_some() { 0 } else { self.rows };
        let kept = self.kept.as_deref().unwrap_or_default();
        // Tables are limited to 2^32 rows.
        (0..u32::try_from(all).unwrap_or(u32::MAX)).chain(kept.iter().copied())
    }

    /// The name of a column with the format that it is read by.
    pub(crate) fn format(&self, name: &str) -> Option<(&str, Format)> {
        let (column, format) = self.columns.iter().find(|(column, _)| column.name == name)?;
        Some((&column.name, *format))
    }

    /// The column of that name.
    pub(crate) fn column(&self, name: &str) -> Result<Readings<'_>, AnswerError> {
        self.columns
            .iter()
            .zip(self.counts.columns())
            .find(|((column, _), _)| column.name == name)
            .map(|(&(column, format), counts)| Readings {
                column,
                format,
                kept: self.kept.as_deref(),
                counts,
            })
            .ok_or_else(|| AnswerError::NoColumn { column: name.to_owned() })
    }

    /// The column of that name, if it holds numbers.
    pub(crate) fn numbers(&self, name: &str) -> Result<Readings<'_>, AnswerError> {
        let readings = self.column(name)?;
        match readings.format.kind {
            Kind::Integer | Kind::Real => Ok(readings),
            _ => Err(AnswerError::NotNumeric { column: name.to_owned() }),
        }
    }

    /// The column of that name, if it holds dates.
    pub(crate) fn dates(&self, name: &str) -> Result<Readings<'_>, AnswerError> {
        let readings = self.column(name)?;
        match readings.format.kind {
            Kind::Date => Ok(readings),
            _ => Err(AnswerError::NotDates { column: name.to_owned() }),
        }
    }
}

impl<'a> From<Fitted<'a>> for Data<'a> {
    /// [`Data::of_file`], of which nothing is counted yet.
    fn from(fitted: Fitted<'a>) -> Self {
        let counts = Counts::of_columns(fitted.table.columns.len());
        Self::of_file(fitted, &counts)
    }
}

/// A column's cells in the rows that take part.
///
/// Missing cells are left out, and so are misfits: texts that do not read as
/// the kind of the column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Readings<'a> {
    column: &'a Column,
    format: Format,
    kept: Option<&'a [u32]>,
    counts: &'a OnceCell<Vec<u64>>,
}

impl<'a> Readings<'a> {
    /// Every number with how many rows hold it.
    pub(crate) fn numbers(self) -> impl Iterator<Item = (Decimal, u64)> {
        self.texts().filter_map(move |(text, rows)| Some((self.format.decimal(text)?, rows)))
    }

    /// Every text with how many rows hold it.
    pub(crate) fn texts(self) -> impl Iterator<Item = (&'a str, u64)> {
        let counts = self.counts();
        self.column
            .dictionary
            .values()
            .map(move |(code, text)| (text, counts[code as usize]))
            .filter(move |(text, rows)| *rows > 0 && self.reads(text))
    }

    /// The code of each row's cell.
    pub(crate) fn codes(self) -> impl Iterator<Item = u32> {
        let all = if self.kept.is_some() { &[][..] } else { &self.column.codes[..] };
        let kept = self.kept.unwrap_or_default().iter();
        all.iter().copied().chain(kept.map(|&row| self.column.codes[row as usize]))
    }

    /// What each code stands for; `None` for missing cells, misfits and where
    /// `read` gives none. Indexed by code.
    pub(crate) fn by_code<T: Clone>(self, read: impl Fn(Key<'a>) -> Option<T>) -> Vec<Option<T>> {
        let mut by_code = vec![None; self.column.dictionary.len()];
        for (code, text) in self.column.dictionary.values() {
            if self.reads(text) {
                by_code[code as usize] = read(self.key(text));
            }
        }
        by_code
    }

    /// What each row's cell stands for; `None` as in [`Readings::by_code`].
    pub(crate) fn row_by_row<T: Copy>(
        self,
        read: impl Fn(Key<'a>) -> Option<T>,
    ) -> impl Iterator<Item = Option<T>> {
        let by_code = self.by_code(read);
        self.codes().map(move |code| by_code[code as usize])
    }

    /// The place on a grid of each row's number; `None` for missing cells and misfits.
    pub(crate) fn places(self, grid: &Grid) -> impl Iterator<Item = Option<u64>> {
        self.row_by_row(|key| key.number().map(|number| grid.place(number)))
    }

    /// The bin of each row's cell; `None` for missing cells, misfits and values of no bin.
    pub(crate) fn bins(self, bins: &Bins) -> impl Iterator<Item = Option<usize>> {
        let by_code = bins.by_code(self);
        self.codes().map(move |code| by_code[code as usize])
    }

    /// The bins that some rows fall in, with how many of them; a bin may come more than once.
    pub(crate) fn rows_by_bin(self, bins: &Bins) -> impl Iterator<Item = (usize, u64)> {
        let counts = self.counts();
        bins.by_code(self).into_iter().zip(counts).filter_map(|(bin, &rows)| Some((bin?, rows)))
    }

    /// What a text stands for in this column: texts of one number, or of one day,
    /// are the same.
    pub(crate) fn key(self, text: &str) -> Key<'_> {
        let key = match self.format.kind {
            Kind::Integer | Kind::Real => self.format.decimal(text).map(Key::Number),
            Kind::Date => date::days(text, self.format.date_order).map(Key::Day),
            Kind::Category | Kind::Text => None,
        };
        key.unwrap_or(Key::Text(text))
    }

    /// The one spelling of what a text stands for in this column.
    pub(crate) fn spelling(self, text: &str) -> String {
        match self.key(text) {
            Key::Number(number) => number.spell(self.format.decimal_mark),
            Key::Day(days) => date::spell(days),
            Key::Text(text) => text.to_owned(),
        }
    }

    /// How many of the rows hold each code; reads the rows once.
    fn counts(self) -> &'a [u64] {
        self.counts.get_or_init(|| {
            if self.kept.is_none() {
                return self.column.counts();
            }
            let mut counts = vec![0; self.column.dictionary.len()];
            self.codes().for_each(|code| counts[code as usize] += 1);
            counts
        })
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
    /// Days since 1970-01-01.
    Day(i32),
    Text(&'a str),
}

impl Key<'_> {
    pub(crate) const fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number),
            Self::Day(_) | Self::Text(_) => None,
        }
    }
}
