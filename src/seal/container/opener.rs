//! Opening a sealed file in software, piece by piece.

use sha2::{Digest, Sha256};

use super::content::{Header, Read};
use super::rows::{Rows, Step};
use super::{ColumnKeys, ColumnReading, Container, Source};
use crate::bytes::Bytes;
use crate::seal::OpenError;
use crate::seal::cobblestone::{self, Opener};

/// Bytes that are read at a time.
const PIECE: u64 = 1 << 18;

/// The plaintext of one column's stream. What it gives is authentic, and it is the whole only at the end.
pub struct ColumnReader {
    reading: ColumnReading,
    /// How much is read at a time, in bytes.
    piece: u64,
    opener: Option<Opener>,
    part: Sha256,
}

impl ColumnReader {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(reading: ColumnReading) -> Self {
        Self { reading, piece: PIECE, opener: None, part: Sha256::new() }
    }

    /// Reads on; appends plaintext to `out`. `false` at the end.
    ///
    /// # Errors
    /// [`OpenError::WrongKey`], [`OpenError::Tampered`], [`OpenError::ColumnDiffers`], [`OpenError::BadColumn`],
    /// and what the source says.
    pub fn next(&mut self, source: &mut impl Source, out: &mut Vec<u8>) -> Result<bool, OpenError> {
        let Some(piece) = self.reading.next_piece(self.piece) else {
            let whole = self.opener.take().map(|opener| opener.finish(out));
            return match whole {
                Some(end) => end.map(|()| false).map_err(|error| self.reading.error(error)),
                None => Err(self.reading.bad()),
            };
        };
        let sealed = source.bytes(piece.start, piece.end - piece.start)?;
        self.part.update(&sealed);
        let mut sealed = &sealed[..];
        let opener = match &mut self.opener {
            Some(opener) => opener,
            None => {
                let (header, rest) =
                    sealed.split_first_chunk::<{ cobblestone::HEADER }>().ok_or(self.reading.bad())?;
                sealed = rest;
                self.opener.insert(Opener::new(self.reading.stream_key(header)?))
            }
        };
        opener.push(sealed, out).map_err(|error| self.reading.error(error))?;
        // Who changed it without a key is found out by now; this is for those who have one.
        if let Some(part) = self.reading.part() {
            let hash = Bytes(self.part.finalize_reset().into());
            self.reading.check(part, &hash)?;
        }
        Ok(true)
    }
}

/// What each column that these keys open is called, from the beginnings of their streams alone.
///
/// # Errors
/// As [`ColumnReader::next`].
pub fn headers(
    container: &Container,
    keys: &ColumnKeys,
    source: &mut impl Source,
) -> Result<Vec<(u32, Header)>, OpenError> {
    let columns = keys.columns(container.manifest.columns.len());
    let header = |column| Ok((column, column_header(container, keys, column, source)?));
    columns.into_iter().map(header).collect()
}

/// What a column is called, from the beginning of its stream alone.
///
/// # Errors
/// As [`ColumnReader::next`].
pub fn column_header(
    container: &Container,
    keys: &ColumnKeys,
    column: u32,
    source: &mut impl Source,
) -> Result<Header, OpenError> {
    let piece = (cobblestone::HEADER + cobblestone::SEALED_CHUNK) as u64;
    let reader = ColumnReader { piece, ..ColumnReader::new(container.column(keys, column)?) };
    let file = FileReader::start(reader, column, source)?;
    file.read.header().cloned().ok_or(OpenError::BadColumn { column: column + 1 })
}

/// What a sealed file gives to who has its keys, or some of them.
pub enum Contents {
    /// A file as it was.
    File(FileReader),
    /// A table, of the columns that were granted.
    Table(TableReader),
}

impl Contents {
    /// Finds out which of the two it is, and what it is called.
    ///
    /// # Errors
    /// As [`ColumnReader::next`], [`OpenError::MixedContent`].
    pub fn open(
        container: &Container,
        keys: &ColumnKeys,
        source: &mut impl Source,
    ) -> Result<Self, OpenError> {
        let columns = keys.columns(container.manifest.columns.len());
        let first = columns.first().copied().ok_or(OpenError::NotGranted { column: 1 })?;
        let file = FileReader::start(ColumnReader::new(container.column(keys, first)?), first, source)?;
        let header = file.read.header().ok_or(OpenError::BadColumn { column: first + 1 })?;
        if container.holds_table(first, header)? {
            TableReader::open(container, keys, &columns).map(Self::Table)
        } else {
            Ok(Self::File(file))
        }
    }

    /// What the file inside is called, or the one that the table came in; of a table only once rows were read.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::File(file) => file.name(),
            Self::Table(table) => table.name().unwrap_or_default(),
        }
    }

    /// Appends the next bytes of the file, or of the table as comma-separated text, to `out`. `false` at the end, and
    /// only then is it the whole.
    ///
    /// # Errors
    /// As [`ColumnReader::next`].
    pub fn next(&mut self, source: &mut impl Source, out: &mut Vec<u8>) -> Result<bool, OpenError> {
        match self {
            Self::File(file) => file.next(source, out),
            Self::Table(table) => table.next(source, out),
        }
    }
}

/// A file being opened.
pub struct FileReader {
    column: ColumnReader,
    read: Read,
    /// What came with the header.
    begun: Vec<u8>,
    more: bool,
}

impl FileReader {
    fn start(column: ColumnReader, number: u32, source: &mut impl Source) -> Result<Self, OpenError> {
        let mut file = Self { column, read: Read::new(number), begun: Vec::new(), more: true };
        while file.read.header().is_none() {
            if !file.more {
                file.read.finish()?;
            }
            let mut plaintext = Vec::new();
            file.more = file.column.next(source, &mut plaintext)?;
            file.begun = file.read.take(&plaintext)?.to_vec();
        }
        Ok(file)
    }

    /// The name of the file inside.
    #[must_use]
    pub fn name(&self) -> &str {
        self.read.header().map_or("", Header::file_name)
    }

    /// Appends the next bytes of the file to `out`. `false` at the end, and only then is it the whole file.
    ///
    /// # Errors
    /// As [`ColumnReader::next`].
    pub fn next(&mut self, source: &mut impl Source, out: &mut Vec<u8>) -> Result<bool, OpenError> {
        let begun = std::mem::take(&mut self.begun);
        out.extend_from_slice(self.read.file(&begun)?);
        if self.more {
            let mut plaintext = Vec::new();
            self.more = self.column.next(source, &mut plaintext)?;
            let content = self.read.take(&plaintext)?;
            out.extend_from_slice(self.read.file(content)?);
        }
        if !self.more {
            self.read.finish()?;
        }
        Ok(self.more)
    }
}

/// A table being opened.
pub struct TableReader {
    rows: Rows,
    columns: Vec<ColumnReader>,
}

impl TableReader {
    /// Of these columns, in the order given.
    ///
    /// # Errors
    /// [`OpenError::NotGranted`].
    pub fn open(container: &Container, keys: &ColumnKeys, columns: &[u32]) -> Result<Self, OpenError> {
        let readers = columns.iter().map(|&it| container.column(keys, it).map(ColumnReader::new));
        Ok(Self { rows: Rows::new(columns), columns: readers.collect::<Result<_, _>>()? })
    }

    /// The name of the file that the table came in, once rows were read.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.rows.name()
    }

    /// Appends the next rows to `out`, as comma-separated text with a row of headings. `false` at the end.
    ///
    /// # Errors
    /// As [`ColumnReader::next`] and [`Rows::step`].
    pub fn next(&mut self, source: &mut impl Source, out: &mut Vec<u8>) -> Result<bool, OpenError> {
        loop {
            match self.rows.step()? {
                Step::Needs(column) => {
                    let Some(reader) = self.columns.get_mut(column) else { return Ok(false) };
                    let mut plaintext = Vec::new();
                    let more = reader.next(source, &mut plaintext)?;
                    self.rows.push(column, &plaintext)?;
                    if !more {
                        self.rows.close(column);
                    }
                }
                Step::Full => {
                    out.extend(self.rows.take());
                    return Ok(true);
                }
                Step::Done => {
                    out.extend(self.rows.take());
                    return Ok(false);
                }
            }
        }
    }
}
