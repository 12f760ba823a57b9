//! Writes a table as delimited text, in pieces.

use super::{Dialect, Table};

/// Rows that go into one piece of output.
const ROWS_A_PIECE: usize = 8192;

/// Writes columns as delimited UTF-8, a piece at a time, so that a large table
/// never stands twice in memory.
#[derive(Debug)]
pub struct CsvWriter<'a> {
    table: &'a Table,
    delimiter: u8,
    next_row: usize,
    began: bool,
}

impl<'a> CsvWriter<'a> {
    /// A writer with the delimiter of the file that was read, so that the
    /// programs that could read the one can read the other.
    #[must_use]
    pub fn new(table: &'a Table, dialect: Dialect) -> Self {
        Self::resume(table, dialect, 0)
    }

    /// A writer that goes on at a row; 0 writes the headings first.
    #[must_use]
    pub fn resume(table: &'a Table, dialect: Dialect, row: usize) -> Self {
        let delimiter = u8::try_from(dialect.delimiter).unwrap_or(b',');
        Self { table, delimiter, next_row: row, began: row > 0 }
    }

    /// The row that the next piece begins with.
    #[must_use]
    pub fn next_row(&self) -> usize {
        self.next_row
    }
}

impl Iterator for CsvWriter<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if self.began && self.next_row >= self.table.rows {
            return None;
        }
        let mut writer = csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(Vec::new());
        let columns = &self.table.columns;
        // Writing to memory cannot fail, and every record has the same width.
        if !std::mem::replace(&mut self.began, true) {
            let _ = writer.write_record(columns.iter().map(|column| &column.name));
        }
        let end = (self.next_row + ROWS_A_PIECE).min(self.table.rows);
        for row in self.next_row..end {
            let _ = writer.write_record(columns.iter().map(|column| column.text(row)));
        }
        self.next_row = end;
        writer.into_inner().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Loader};

    fn table(rows: usize) -> Table {
        let texts: Vec<String> = (0..rows).map(|row| format!("v{row};\"quoted\"\n")).collect();
        let column = |name| Column::from_texts(name, texts.iter().map(|text| text.trim()));
        Table { columns: vec![column("a"), column("b;c")], rows }
    }

    #[test]
    fn what_is_written_reads_back() {
        let dialect = Dialect { delimiter: ';', ..Dialect::default() };
        let written = table(20_000);
        let mut loader = Loader::new(0, Some(dialect));
        for piece in CsvWriter::new(&written, dialect) {
            loader.push(&piece).unwrap();
        }
        let read = loader.finish().unwrap().table;
        assert_eq!(read.rows, 20_000);
        for (read, written) in read.columns.iter().zip(&written.columns) {
            assert_eq!((&read.name, &read.codes), (&written.name, &written.codes));
            assert!(read.dictionary.values().eq(written.dictionary.values()));
        }
    }

    #[test]
    fn resuming_writes_the_same_bytes() {
        let (table, dialect) = (table(20_000), Dialect::default());
        let whole: Vec<u8> = CsvWriter::new(&table, dialect).flatten().collect();
        let (mut pieces, mut row) = (Vec::new(), 0);
        loop {
            let mut writer = CsvWriter::resume(&table, dialect, row);
            let Some(piece) = writer.next() else { break };
            pieces.extend(piece);
            row = writer.next_row();
        }
        assert_eq!(pieces, whole);
    }
}
