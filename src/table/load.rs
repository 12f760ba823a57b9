//! Reads delimited text as a stream into a [`Table`].

use csv_core::{ReadRecordResult, Reader};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

use super::decode::windows_1252;
use super::dialect::{SAMPLE, refuse_binary};
use super::{Column, Dialect, Encoding, MISSING, Table};

/// A row may be this long, in bytes: a longer one is a quotation mark that is never closed.
const LONGEST_ROW: usize = 4 << 20;

/// More columns than any patient file has.
const MOST_COLUMNS: usize = 4096;

/// The largest file that the page reads: its codes must fit a 32-bit memory.
pub const LARGEST_FILE: u64 = 2 << 30;

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

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The file's cells.
    pub table: Table,
    /// How they were told apart.
    pub dialect: Dialect,
    /// What is to be known about it.
    pub notices: Vec<Notice>,
}

/// Refuses a file that the page could not hold, by its size alone.
///
/// # Errors
/// [`LoadError::TooLarge`] above [`LARGEST_FILE`], [`LoadError::Empty`] for no bytes.
pub fn check_size(bytes: u64) -> Result<(), LoadError> {
    match bytes {
        0 => Err(LoadError::Empty),
        _ if bytes > LARGEST_FILE => Err(LoadError::TooLarge { bytes, limit: LARGEST_FILE }),
        _ => Ok(()),
    }
}

/// Takes a file's bytes in pieces of any size and makes a [`Table`] of them.
///
/// How the bytes are cut into pieces never changes the result.
#[derive(Debug)]
pub struct Loader {
    given: Option<Dialect>,
    expected_bytes: u64,
    sample: Vec<u8>,
    rows: Option<Rows>,
}

impl Loader {
    /// A loader for a file of about `expected_bytes` (0 if not known), in the
    /// dialect given or else in the one its beginning suggests.
    #[must_use]
    pub fn new(expected_bytes: u64, given: Option<Dialect>) -> Self {
        Self { given, expected_bytes, sample: Vec::new(), rows: None }
    }

    /// How many rows have been read.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.as_ref().map_or(0, |rows| rows.table.rows)
    }

    /// Reads the next piece of the file.
    ///
    /// # Errors
    /// As [`LoadError`] says; the loader is then spent.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        if let Some(rows) = &mut self.rows {
            return rows.feed(bytes);
        }
        let room = SAMPLE.saturating_sub(self.sample.len()).min(bytes.len());
        let (sample, rest) = bytes.split_at(room);
        self.sample.extend_from_slice(sample);
        if self.sample.len() < SAMPLE { Ok(()) } else { self.begin()?.feed(rest) }
    }

    /// The table, when the whole file has been pushed.
    ///
    /// # Errors
    /// As [`LoadError`] says.
    pub fn finish(mut self) -> Result<Loaded, LoadError> {
        if self.rows.is_none() {
            self.begin()?;
        }
        self.rows.ok_or(LoadError::Empty)?.finish()
    }

    fn begin(&mut self) -> Result<&mut Rows, LoadError> {
        refuse_binary(&self.sample)?;
        let sample = std::mem::take(&mut self.sample);
        let text = sample.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&sample);
        if text.iter().all(u8::is_ascii_whitespace) {
            return Err(LoadError::Empty);
        }
        let dialect = self.given.unwrap_or_else(|| Dialect::guess(text));
        let rows = self.rows.insert(Rows::new(dialect, self.given.is_none(), self.expected_bytes)?);
        rows.feed(text)?;
        Ok(rows)
    }
}

/// The rows read so far, and the one being read.
#[derive(Debug)]
struct Rows {
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
    table: Table,
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
    fn new(dialect: Dialect, guessed: bool, expected_bytes: u64) -> Result<Self, LoadError> {
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

    fn feed(&mut self, mut input: &[u8]) -> Result<(), LoadError> {
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

    fn finish(mut self) -> Result<Loaded, LoadError> {
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
const MISSING_TOKENS: [&str; 16] = [
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

#[cfg(test)]
mod tests {
    use super::*;

    fn load(bytes: &[u8]) -> Result<Loaded, LoadError> {
        load_as(bytes, None)
    }

    fn load_as(bytes: &[u8], dialect: Option<Dialect>) -> Result<Loaded, LoadError> {
        let mut loader = Loader::new(bytes.len() as u64, dialect);
        loader.push(bytes)?;
        loader.finish()
    }

    fn cells(loaded: &Loaded) -> Vec<Vec<&str>> {
        let text = |column: &'_ Column, row: usize| column.codes[row];
        (0..loaded.table.rows)
            .map(|row| loaded.table.columns.iter().map(|c| c.dictionary.text(text(c, row))).collect())
            .collect()
    }

    #[test]
    fn reads_quotes_and_line_ends() {
        let loaded = load(b"\xef\xbb\xbfa,b\r\n\"x, \"\"y\"\"\",\"two\r\nlines\"\r\n\r\n3,\r\n").unwrap();
        assert_eq!(cells(&loaded), [["x, \"y\"", "two\r\nlines"], ["3", ""]]);
        assert_eq!(loaded.table.columns[0].name, "a");
    }

    #[test]
    fn reads_every_spelling_of_missing() {
        let loaded = load(b"a,b\n,NA\nNULL,EMPTY\n?,\\\n x ,NANA\n").unwrap();
        assert_eq!(cells(&loaded), [["", ""], ["", ""], ["", ""], ["x", "NANA"]]);
    }

    #[test]
    fn keeps_what_ragged_rows_say() {
        let loaded = load(b"a,b\n1\n1,2,3\n1,2,\n4,5\n").unwrap();
        assert_eq!(cells(&loaded), [["1", ""], ["1", "2"], ["4", "5"]]);
        assert_eq!(
            loaded.notices,
            [Notice::ShortRows { rows: 1, first_row: 1 }, Notice::LongRows { rows: 1, first_row: 2 }]
        );
    }

    #[test]
    fn names_blank_and_duplicate_headings() {
        let loaded = load(b"a,,a,a (2),a\n1,2,3,4,5\n").unwrap();
        let names: Vec<_> = loaded.table.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["a", "column 2", "a (2)", "a (2) (2)", "a (3)"]);
        assert_eq!(loaded.notices.len(), 4);
    }

    #[test]
    fn reads_windows_1252_even_when_it_shows_late() {
        let mut bytes = b"name;n\n".to_vec();
        for _ in 0..20_000 {
            bytes.extend_from_slice(b"Smith;1\n");
        }
        bytes.extend_from_slice(b"M\xfcller;2\n");
        let loaded = load(&bytes).unwrap();
        assert_eq!(loaded.dialect.encoding, Encoding::Windows1252);
        assert_eq!(loaded.table.columns[0].dictionary.text(2), "Müller");
        let utf8 = Dialect { delimiter: ';', ..Dialect::default() };
        assert_eq!(load_as(&bytes, Some(utf8)).unwrap_err(), LoadError::NotUtf8 { row: 20_001, column: 1 });
    }

    #[test]
    fn a_file_without_headings_keeps_its_first_patient() {
        let loaded = load(b"40,M\n41,F\n").unwrap();
        assert_eq!(cells(&loaded), [["40", "M"], ["41", "F"]]);
        assert_eq!(loaded.table.columns[1].name, "column 2");
        assert_eq!(loaded.notices, [Notice::NoHeading]);
    }

    #[test]
    fn refuses_with_a_reason() {
        let refused = |bytes: &[u8]| load(bytes).unwrap_err();
        assert_eq!(refused(b""), LoadError::Empty);
        assert_eq!(refused(b"\xef\xbb\xbf \n\n"), LoadError::Empty);
        assert_eq!(refused(b"a,b\n"), LoadError::HeaderOnly { columns: 2 });
        assert_eq!(refused(b"a,b"), LoadError::HeaderOnly { columns: 2 });
        assert_eq!(refused(b"PK\x03\x04rest"), LoadError::Zip);
        assert_eq!(refused(b"\x1f\x8b\x08"), LoadError::Compressed);
        assert_eq!(refused(b"a\0b"), LoadError::Binary);
        assert_eq!(refused(b"\xff\xfea\0"), LoadError::Utf16);
        assert_eq!(refused(b"a,b\n1,\"2\n3,4\n"), LoadError::UnclosedQuote { row: 1, line: 2 });
        let wide = vec!["x"; 5000].join(",");
        assert_eq!(
            refused(format!("{wide}\n{wide}\n").as_bytes()),
            LoadError::TooManyColumns { limit: 4096 }
        );
        let long = [b"a,b\n1,".as_slice(), &vec![b'z'; 50 << 20], b"\n"].concat();
        assert_eq!(refused(&long), LoadError::RowTooLong { row: 1, line: 2, limit: LONGEST_ROW });
        assert_eq!(check_size(0), Err(LoadError::Empty));
        assert!(matches!(check_size(1 << 33), Err(LoadError::TooLarge { .. })));
    }

    #[test]
    fn every_token_is_found_by_its_first_byte() {
        assert!(MISSING_TOKENS.iter().all(|token| is_missing(token)));
        assert!(!["0", "none", "Nora", "-", "N"].iter().any(|text| is_missing(text)));
    }

    #[test]
    fn one_column_is_a_table_too() {
        let loaded = load(b"age\n40\n41\n").unwrap();
        assert_eq!(cells(&loaded), [["40"], ["41"]]);
        assert_eq!(loaded.notices, [Notice::SingleColumn]);
    }
}
