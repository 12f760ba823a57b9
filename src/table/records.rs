//! Delimited text as rows of text, however its bytes arrive.

use csv_core::{ReadRecordResult, Reader};

use super::decode::windows_1252;
use super::load::LoadError;
use super::{Dialect, Encoding};

/// A row may be this long, in bytes: a longer one is a quotation mark that is never closed.
pub(super) const LONGEST_ROW: usize = 4 << 20;

/// More columns than any patient file has.
pub(super) const MOST_COLUMNS: usize = 4096;

/// Cuts bytes into rows, and rows into cells.
#[derive(Debug)]
pub struct Records {
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
    /// Rows so far, with one of headings.
    rows: u64,
    /// Where the row being read begins.
    line: u64,
    consumed: u64,
}

/// One row: its cells as they stand there, blanks included.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cell, which none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell, as it stands there; empty behind the last.
    #[must_use]
    pub fn cell(&self, at: usize) -> &'a str {
        let Some(&end) = self.ends.get(at) else { return "" };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..end]
    }

    /// All cells.
    #[must_use]
    pub fn cells(self) -> impl ExactSizeIterator<Item = &'a str> {
        (0..self.len()).map(move |at| self.cell(at))
    }
}

impl Records {
    /// Rows in a dialect, of which the encoding may have been `guessed`.
    ///
    /// # Errors
    /// [`LoadError::Delimiter`].
    pub fn new(dialect: Dialect, guessed: bool) -> Result<Self, LoadError> {
        Ok(Self {
            dialect,
            encoding_guessed: guessed && dialect.encoding == Encoding::Utf8,
            reader: dialect.reader()?,
            cells: vec![0; 4096],
            text: String::new(),
            ends: vec![0; 64],
            filled: 0,
            ended: 0,
            rows: 0,
            line: 1,
            consumed: 0,
        })
    }

    /// The dialect, whose encoding may have turned out to be another.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Bytes read so far.
    #[must_use]
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    /// The row that is being read, without headings, and the line that it begins at, both from 1.
    #[must_use]
    pub fn position(&self) -> (u64, u64) {
        (self.rows + 1 - u64::from(self.dialect.header).min(self.rows), self.line)
    }

    /// The next row, from the front of `input`; `None` when all of `input` is used up.
    ///
    /// # Errors
    /// [`LoadError::RowTooLong`], [`LoadError::TooManyColumns`], [`LoadError::NotUtf8`].
    pub fn next(&mut self, input: &mut &[u8]) -> Result<Option<Record<'_>>, LoadError> {
        while !input.is_empty() {
            let (result, read, filled, ended) =
                self.reader.read_record(input, &mut self.cells[self.filled..], &mut self.ends[self.ended..]);
            *input = &input[read..];
            self.consumed += read as u64;
            self.filled += filled;
            self.ended += ended;
            match result {
                ReadRecordResult::Record => return self.end_row().map(Some),
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
        Ok(None)
    }

    /// The last row, if it lacks its line end.
    ///
    /// # Errors
    /// [`LoadError::UnclosedQuote`], and as [`Records::next`].
    pub fn last(&mut self) -> Result<Option<Record<'_>>, LoadError> {
        if self.filled == 0 && self.ended == 0 {
            return Ok(None);
        }
        // A line end closes the last row, unless a quotation mark is open.
        let (row, line) = self.position();
        match self.next(&mut &b"\n"[..])? {
            None => Err(LoadError::UnclosedQuote { row, line }),
            last => Ok(last),
        }
    }

    fn end_row(&mut self) -> Result<Record<'_>, LoadError> {
        let (filled, width) = (std::mem::take(&mut self.filled), std::mem::take(&mut self.ended));
        self.decode(filled, width)?;
        self.line = self.reader.line();
        self.rows += 1;
        Ok(Record { text: &self.text, ends: &self.ends[..width] })
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
}
