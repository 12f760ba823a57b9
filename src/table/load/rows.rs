//! Rows in the making: bytes to cells, cells to codes.

use std::collections::HashSet;

use csv_core::{ReadRecordResult, Reader};

use super::{LONGEST_ROW, LoadError, Loaded, MOST_COLUMNS, Notice};
use crate::table::decode::windows_1252;
use crate::table::{Column, Dialect, Encoding, MISSING, Table};

/// The rows read so far, and the one being read.
#[derive(Debug)]
pub(super) struct Rows {
    dialect: Dialect,
    /// Whether the encoding may still turn out to be another.
    encoding_guessed: bool,
    reader: Reader,
    /// The cells of the row being read, one behind the other, and where each ends.
    cells: Vec<u8>,
    text: String,
    ends: Vec<usize>,
    filled: usize,
    ended: usize,
    /// Where the row being read begins.
    line: u64,
    pub(super) table: Table,
    expected_bytes: u64,
    consumed: u64,
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
            dialect,
            encoding_guessed: guessed && dialect.encoding == Encoding::Utf8,
            reader: dialect.reader()?,
            cells: vec![0; 4096],
            text: String::new(),
            ends: vec![0; 64],
            filled: 0,
            ended: 0,
            line: 1,
            table: Table::default(),
            expected_bytes,
            consumed: 0,
            short: Tally::default(),
            long: Tally::default(),
            notices: Vec::new(),
        })
    }

    pub(super) fn feed(&mut self, mut input: &[u8]) -> Result<(), LoadError> {
        while !input.is_empty() {
            let (result, read, filled, ended) =
                self.reader.read_record(input, &mut self.cells[self.filled..], &mut self.ends[self.ended..]);
            input = &input[read..];
            self.consumed += read as u64;
            self.filled += filled;
            self.ended += ended;
            match result {
                ReadRecordResult::Record => self.end_row()?,
                ReadRecordResult::OutputFull => {
                    if self.cells.len() >= LONGEST_ROW {
                        let (row, line) = self.position();
                        return Err(LoadError::RowTooLong { row, line, limit: LONGEST_ROW });
                    }
                    self.cells.resize(self.cells.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    if self.ends.len() > MOST_COLUMNS {
                        return Err(LoadError::TooManyColumns { limit: MOST_COLUMNS });
                    }
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            }
        }
        Ok(())
    }

    /// The row being read and the line it begins at, both from 1.
    fn position(&self) -> (u64, u64) {
        (self.table.rows as u64 + self.long.rows + 1, self.line)
    }

    fn end_row(&mut self) -> Result<(), LoadError> {
        let (filled, width) = (std::mem::take(&mut self.filled), std::mem::take(&mut self.ended));
        self.decode(filled, width)?;
        self.line = self.reader.line();
        if self.table.columns.is_empty() {
            self.name_columns(width)?;
            if self.dialect.header {
                return Ok(());
            }
        }
        self.add_row(width)
    }

    /// Turns the row's bytes into text and its ends into ends in that text.
    fn decode(&mut self, filled: usize, width: usize) -> Result<(), LoadError> {
        let bytes = &self.cells[..filled];
        self.text.clear();
        if self.dialect.encoding == Encoding::Utf8 {
            if let Ok(text) = std::str::from_utf8(bytes)
                && self.ends[..width].iter().all(|&end| text.is_char_boundary(end))
            {
                self.encoding_guessed &= text.is_ascii();
                self.text.push_str(text);
                return Ok(());
            }
            if !self.encoding_guessed {
                return Err(self.not_utf8(width));
            }
            // All before was ASCII, which both encodings spell alike.
            self.dialect.encoding = Encoding::Windows1252;
        }
        let mut start = 0;
        for end in &mut self.ends[..width] {
            self.text.push_str(&windows_1252(&bytes[start..*end]));
            start = std::mem::replace(end, self.text.len());
        }
        Ok(())
    }

    fn not_utf8(&self, width: usize) -> LoadError {
        let starts = std::iter::once(0).chain(self.ends[..width].iter().copied());
        let broken = |(start, &end): (usize, &usize)| std::str::from_utf8(&self.cells[start..end]).is_err();
        let column = starts.zip(&self.ends[..width]).position(broken).unwrap_or(0) + 1;
        LoadError::NotUtf8 { row: self.position().0, column }
    }

    /// The trimmed text of a cell of the row being read; empty behind its end.
    fn cell(&self, at: usize, width: usize) -> &str {
        if at >= width {
            return "";
        }
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text[start..self.ends[at]].trim()
    }

    fn name_columns(&mut self, width: usize) -> Result<(), LoadError> {
        if width > MOST_COLUMNS {
            return Err(LoadError::TooManyColumns { limit: MOST_COLUMNS });
        }
        let mut taken = HashSet::new();
        for column in 1..=width {
            let heading = if self.dialect.header { self.cell(column - 1, width) } else { "" };
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
            if self.dialect.header && blank {
                self.notices.push(Notice::BlankHeading { column, name: name.clone() });
            } else if duplicate {
                self.notices.push(Notice::DuplicateHeading { column, name: name.clone() });
            }
            self.table.columns.push(Column { name, ..Column::default() });
        }
        if !self.dialect.header {
            self.notices.push(Notice::NoHeading);
        }
        if width == 1 {
            self.notices.push(Notice::SingleColumn);
        }
        Ok(())
    }

    fn add_row(&mut self, width: usize) -> Result<(), LoadError> {
        let row = self.position().0;
        let columns = self.table.columns.len();
        if (columns..width).any(|at| !self.cell(at, width).is_empty()) {
            self.long.count(row);
            return Ok(());
        }
        if width < columns {
            self.short.count(row);
        }
        if self.table.rows as u64 >= u64::from(u32::MAX) {
            return Err(LoadError::TooManyRows { limit: u64::from(u32::MAX) });
        }
        let mut start = 0;
        for (at, column) in self.table.columns.iter_mut().enumerate() {
            let mut code = MISSING;
            if at < width {
                let text = trim(&self.text[start..self.ends[at]]);
                start = self.ends[at];
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
        if self.table.rows == 1000 {
            self.reserve();
        }
        Ok(())
    }

    /// Makes room for the rows that the file's size promises, so that growing
    /// columns are not copied again and again.
    fn reserve(&mut self) {
        let bytes_a_row = (self.consumed / 1000).max(1);
        let rows = usize::try_from(self.expected_bytes / bytes_a_row).unwrap_or(0);
        let more = (rows + rows / 50).saturating_sub(self.table.rows);
        for column in &mut self.table.columns {
            // Room is a courtesy: without it the column grows as it goes.
            let _ = column.codes.try_reserve_exact(more);
        }
    }

    pub(super) fn finish(mut self) -> Result<Loaded, LoadError> {
        if self.filled > 0 || self.ended > 0 {
            // A line end closes the last row, unless a quotation mark is open.
            let (row, line) = self.position();
            let rows_before = (self.table.rows, self.long.rows, self.table.columns.len());
            self.feed(b"\n")?;
            if rows_before == (self.table.rows, self.long.rows, self.table.columns.len()) {
                return Err(LoadError::UnclosedQuote { row, line });
            }
        }
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
        Ok(Loaded { table: self.table, dialect: self.dialect, notices: self.notices })
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
