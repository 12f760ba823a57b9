//! Reads delimited text as a stream into a [`Table`].

mod error;
mod rows;

use super::dialect::{SAMPLE, refuse_binary};
use super::{Dialect, Table};
use rows::Rows;

pub use error::{LoadError, Notice};
pub use rows::is_missing;

/// The largest file that the page reads: its codes must fit a 32-bit memory.
pub const LARGEST_FILE: u64 = 2 << 30;

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
        self.rows.as_ref().map_or(0, Rows::count)
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
        let sample = std::mem::take(&mut self.sample);
        let (dialect, text) = beginning(&sample, self.given)?;
        let rows = self.rows.insert(Rows::new(dialect, self.given.is_none(), self.expected_bytes)?);
        rows.feed(text)?;
        Ok(rows)
    }
}

/// How a file is spelled that begins so, in the dialect given or the one it suggests, and its text without a byte
/// order mark.
pub(super) fn beginning(sample: &[u8], given: Option<Dialect>) -> Result<(Dialect, &[u8]), LoadError> {
    refuse_binary(sample)?;
    let text = sample.strip_prefix("\u{feff}".as_bytes()).unwrap_or(sample);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(LoadError::Empty);
    }
    Ok((given.unwrap_or_else(|| Dialect::guess(text)), text))
}

#[cfg(test)]
mod tests {
    use super::rows::MISSING_TOKENS;
    use super::*;
    use crate::table::{Column, Encoding};

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
        assert_eq!(
            refused(&long),
            LoadError::RowTooLong { row: 1, line: 2, limit: crate::table::records::LONGEST_ROW }
        );
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
