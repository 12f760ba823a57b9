//! Rows in the making: cells to codes.

use std::collections::HashSet;

use super::{LoadError, Loaded, Notice};
use crate::table::records::{MOST_COLUMNS, Record, Records};
use crate::table::{Column, Dialect, MISSING, Table};

/// The rows read so far, and the one being read.
#[derive(Debug)]
pub(super) struct Rows {
    records: Records,
    building: Building,
}

/// The table that the rows make.
#[derive(Debug)]
struct Building {
    header: bool,
    table: Table,
    expected_bytes: u64,
    short: Tally,
    long: Tally,
    notices: Vec<Notice>,
}

/// How many rows were odd in some way, and the first of them.
#[derive(Debug, Default)]
struct Tally {
    rows: u64,
    first_row: u64,
}

impl Tally {
    fn count(&mut self, row: u64) {
        self.rows += 1;
        if self.rows == 1 {
            self.first_row = row;
        }
    }
}

impl Rows {
    pub(super) fn new(dialect: Dialect, guessed: bool, expected_bytes: u64) -> Result<Self, LoadError> {
        Ok(Self {
            records: Records::new(dialect, guessed)?,
            building: Building {
                header: dialect.header,
                table: Table::default(),
                expected_bytes,
                short: Tally::default(),
                long: Tally::default(),
                notices: Vec::new(),
            },
        })
    }

    pub(super) fn count(&self) -> usize {
        self.building.table.rows
    }

    pub(super) fn feed(&mut self, mut input: &[u8]) -> Result<(), LoadError> {
        while let Some(record) = self.records.next(&mut input)? {
            self.building.add(record)?;
            if self.building.table.rows == 1000 {
                self.building.reserve(self.records.consumed());
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Loaded, LoadError> {
        if let Some(record) = self.records.last()? {
            self.building.add(record)?;
        }
        self.building.finish(self.records.dialect())
    }
}

impl Building {
    fn add(&mut self, record: Record) -> Result<(), LoadError> {
        if self.table.columns.is_empty() {
            self.name_columns(record)?;
            if self.header {
                return Ok(());
            }
        }
        self.add_row(record)
    }

    fn name_columns(&mut self, record: Record) -> Result<(), LoadError> {
        let width = record.len();
        if width > MOST_COLUMNS {
            return Err(LoadError::TooManyColumns { limit: MOST_COLUMNS });
        }
        let mut taken = HashSet::new();
        for column in 1..=width {
            let heading = if self.header { record.cell(column - 1).trim() } else { "" };
            let (blank, mut name) = (heading.is_empty(), heading.to_owned());
            if blank {
                name = format!("column {column}");
            }
            let duplicate = taken.contains(&name);
            if duplicate {
                name =
                    (2..).map(|n| format!("{name} ({n})")).find(|name| !taken.contains(name)).unwrap_or(name);
            }
            taken.insert(name.clone());
            if self.header && blank {
                self.notices.push(Notice::BlankHeading { column, name: name.clone() });
            } else if duplicate {
                self.notices.push(Notice::DuplicateHeading { column, name: name.clone() });
            }
            self.table.columns.push(Column { name, ..Column::default() });
        }
        if !self.header {
            self.notices.push(Notice::NoHeading);
        }
        if width == 1 {
            self.notices.push(Notice::SingleColumn);
        }
        Ok(())
    }

    fn add_row(&mut self, record: Record) -> Result<(), LoadError> {
        let row = self.table.rows as u64 + self.long.rows + 1;
        let (columns, width) = (self.table.columns.len(), record.len());
        if (columns..width).any(|at| !record.cell(at).trim().is_empty()) {
            self.long.count(row);
            return Ok(());
        }
        if width < columns {
            self.short.count(row);
        }
        if self.table.rows as u64 >= u64::from(u32::MAX) {
            return Err(LoadError::TooManyRows { limit: u64::from(u32::MAX) });
        }
        for (at, column) in self.table.columns.iter_mut().enumerate() {
            let mut code = MISSING;
            if at < width {
                let text = trim(record.cell(at));
                let dictionary = &mut column.dictionary;
                // A value that was seen before is no missing one.
                code = match dictionary.code(text) {
                    Some(code) => code,
                    None if is_missing(text) => MISSING,
                    None => dictionary.intern(text).ok_or(LoadError::ColumnTooLarge { column: at + 1 })?,
                };
            }
            column.codes.push(code);
        }
        self.table.rows += 1;
        Ok(())
    }

    /// Makes room for the rows that the file's size promises, so that growing
    /// columns are not copied again and again.
    fn reserve(&mut self, consumed: u64) {
        let bytes_a_row = (consumed / 1000).max(1);
        let rows = usize::try_from(self.expected_bytes / bytes_a_row).unwrap_or(0);
        let more = (rows + rows / 50).saturating_sub(self.table.rows);
        for column in &mut self.table.columns {
            // Room is a courtesy: without it the column grows as it goes.
            let _ = column.codes.try_reserve_exact(more);
        }
    }

    fn finish(mut self, dialect: Dialect) -> Result<Loaded, LoadError> {
        if self.table.rows == 0 {
            return match self.table.columns.len() {
                0 => Err(LoadError::Empty),
                columns => Err(LoadError::HeaderOnly { columns }),
            };
        }
        for (tally, notice) in [
            (&self.short, Notice::ShortRows { rows: self.short.rows, first_row: self.short.first_row }),
            (&self.long, Notice::LongRows { rows: self.long.rows, first_row: self.long.first_row }),
        ] {
            if tally.rows > 0 {
                self.notices.push(notice);
            }
        }
        for column in &mut self.table.columns {
            column.dictionary.shrink();
        }
        Ok(Loaded { table: self.table, dialect, notices: self.notices })
    }
}

/// Spellings of "no value", as hospital systems and spreadsheets export them.
pub(super) const MISSING_TOKENS: [&str; 16] = [
    "", "NA", "N/A", "n/a", "<NA>", "#N/A", "NaN", "nan", "NULL", "Null", "null", "EMPTY", "empty", "?",
    "\\", ".",
];

/// Whether a trimmed cell says that there is no value.
#[must_use]
pub fn is_missing(text: &str) -> bool {
    // Almost every cell is decided by its first byte.
    match text.as_bytes().first() {
        None | Some(b'N' | b'n' | b'E' | b'e' | b'<' | b'#' | b'?' | b'\\' | b'.') => {
            MISSING_TOKENS.contains(&text)
        }
        Some(_) => false,
    }
}

/// The text without blanks around it; most cells have none, and are told at a glance.
fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}
