//! A table's cells as they stand in its file, for what must keep them so.

use super::Dialect;
use super::dialect::SAMPLE;
use super::load::{LoadError, beginning};
use super::records::{Record, Records};

/// Reads a file's rows, in pieces of any size, and changes no cell.
#[derive(Debug, Default)]
pub struct CellReader {
    given: Option<Dialect>,
    sample: Vec<u8>,
    records: Option<Records>,
}

impl CellReader {
    /// In the dialect given, or else in the one that the file's beginning suggests.
    #[must_use]
    pub fn new(given: Option<Dialect>) -> Self {
        Self { given, ..Self::default() }
    }

    /// Reads the next piece; gives each row that it completes to `use_row`, headings too.
    ///
    /// # Errors
    /// [`LoadError`], or what `use_row` says.
    pub fn push<E: From<LoadError>>(
        &mut self,
        bytes: &[u8],
        use_row: &mut impl FnMut(Dialect, Record) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(records) = &mut self.records {
            return feed(records, bytes, use_row);
        }
        let room = SAMPLE.saturating_sub(self.sample.len()).min(bytes.len());
        let (sample, rest) = bytes.split_at(room);
        self.sample.extend_from_slice(sample);
        if self.sample.len() < SAMPLE { Ok(()) } else { feed(self.begin(use_row)?, rest, use_row) }
    }

    /// Gives the last row, when the whole file has been pushed.
    ///
    /// # Errors
    /// As [`CellReader::push`].
    pub fn finish<E: From<LoadError>>(
        mut self,
        use_row: &mut impl FnMut(Dialect, Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let records = match &mut self.records {
            Some(records) => records,
            None => self.begin(use_row)?,
        };
        let dialect = records.dialect();
        records.last()?.map_or(Ok(()), |row| use_row(dialect, row))
    }

    fn begin<E: From<LoadError>>(
        &mut self,
        use_row: &mut impl FnMut(Dialect, Record) -> Result<(), E>,
    ) -> Result<&mut Records, E> {
        let sample = std::mem::take(&mut self.sample);
        let (dialect, text) = beginning(&sample, self.given)?;
        let records = self.records.insert(Records::new(dialect, self.given.is_none())?);
        feed(records, text, use_row)?;
        Ok(records)
    }
}

fn feed<E: From<LoadError>>(
    records: &mut Records,
    mut bytes: &[u8],
    use_row: &mut impl FnMut(Dialect, Record) -> Result<(), E>,
) -> Result<(), E> {
    let dialect = records.dialect();
    while let Some(row) = records.next(&mut bytes)? {
        use_row(dialect, row)?;
    }
    Ok(())
}

/// The names of the columns, by the first row; where that is a patient's, by their places.
#[must_use]
pub fn headings(dialect: Dialect, first: Record) -> Vec<String> {
    if dialect.header {
        return first.cells().map(|heading| heading.trim().to_owned()).collect();
    }
    (1..=first.len()).map(|column| format!("column {column}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8], piece: usize) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut keep = |_: Dialect, row: Record| -> Result<(), LoadError> {
            rows.push(row.cells().map(str::to_owned).collect());
            Ok(())
        };
        let mut reader = CellReader::new(None);
        bytes.chunks(piece).for_each(|piece| reader.push(piece, &mut keep).unwrap());
        reader.finish(&mut keep).unwrap();
        rows
    }

    #[test]
    fn no_cell_is_changed_however_the_bytes_arrive() {
        let file = b"\xef\xbb\xbfa,b\r\n NA ,\"x, \"\"y\"\"\"\r\n,\"two\nlines\"\n\n1,2,3\nlast";
        let expected = [
            vec!["a", "b"],
            vec![" NA ", "x, \"y\""],
            vec!["", "two\nlines"],
            vec!["1", "2", "3"],
            vec!["last"],
        ];
        for piece in [1, 2, 7, file.len()] {
            assert_eq!(cells(file, piece), expected);
        }
    }
}
