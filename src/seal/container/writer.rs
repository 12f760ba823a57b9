//! Writing a sealed file, front to back.

use super::archive::ArchiveWriter;
use super::cells::{self, LONGEST_CELL};
use super::content::{Header, Written};
use super::grant::{Grant, GrantRequest, check_count};
use super::manifest::ManifestColumn;
use super::{
    ColumnDigest, DataSetKey, Day, Digester, MANIFEST, MOST_COLUMNS, Manifest, SIGNATURE, column_name,
    context, grant_name,
};
use crate::seal::SealError;
use crate::seal::cobblestone::{self, Sealer, StreamKey};
use crate::seal::signature::SigningKey;

/// A sealed file in the making, whoever enciphers its columns.
pub struct ContainerWriter {
    key: DataSetKey,
    owner: SigningKey,
    archive: ArchiveWriter,
    columns: Vec<ColumnDigest>,
}

impl ContainerWriter {
    /// Draws the data set's key. `owner` signs: an identity's key, or one that nobody keeps.
    ///
    /// # Errors
    /// [`SealError::Random`].
    pub fn new(owner: SigningKey) -> Result<Self, SealError> {
        let key = DataSetKey::generate().map_err(|_| SealError::Random)?;
        Ok(Self { key, owner, archive: ArchiveWriter::default(), columns: Vec::new() })
    }

    /// The key and the header of a column's stream. Not to be asked for twice for one column.
    ///
    /// # Errors
    /// [`SealError::Random`].
    pub fn stream(&self, column: u32) -> Result<(StreamKey, Vec<u8>), SealError> {
        let mut salt = [0; cobblestone::SALT];
        getrandom::fill(&mut salt).map_err(|_| SealError::Random)?;
        let (key, commitment) =
            StreamKey::derive(&self.key.column(column), &salt, &context(self.key.id(), column));
        Ok((key, [&salt[..], &commitment].concat()))
    }

    /// The bytes before the next column's stream.
    ///
    /// # Errors
    /// [`SealError::TooManyColumns`].
    pub fn begin(&mut self) -> Result<Vec<u8>, SealError> {
        let column = u32::try_from(self.columns.len()).ok().filter(|_| self.columns.len() < MOST_COLUMNS);
        let column = column.ok_or(SealError::TooManyColumns { limit: MOST_COLUMNS })?;
        Ok(self.archive.begin(&column_name(column)))
    }

    /// The bytes behind it.
    pub fn end(&mut self, digest: ColumnDigest) -> Vec<u8> {
        let bytes = self.archive.end(digest.bytes, digest.crc);
        self.columns.push(digest);
        bytes
    }

    /// The rest of the file: manifest, signature, grants and directory.
    ///
    /// # Errors
    /// [`SealError::NoGrant`], [`SealError::TooManyGrants`], and as [`Grant::make`].
    pub fn finish(self, grants: &[GrantRequest], today: &Day) -> Result<Vec<u8>, SealError> {
        let columns = self.columns.into_iter().map(Into::into).collect();
        end(self.archive, columns, &self.key, &self.owner, grants, today)
    }
}

/// What follows the columns of a file: manifest, signature, grants and directory.
pub(super) fn end(
    mut archive: ArchiveWriter,
    columns: Vec<ManifestColumn>,
    key: &DataSetKey,
    owner: &SigningKey,
    grants: &[GrantRequest],
    today: &Day,
) -> Result<Vec<u8>, SealError> {
    if grants.is_empty() {
        return Err(SealError::NoGrant);
    }
    check_count(0, 0, grants)?;
    let (manifest, json, signature) = Manifest::sign(key.id(), columns, owner);
    let mut out = archive.add(MANIFEST, &json);
    out.extend(archive.add(SIGNATURE, &signature.0));
    for (number, grant) in grants.iter().enumerate() {
        let grant = Grant::make(grant, &manifest, key, owner, today)?;
        out.extend(archive.add(&grant_name(number), &grant));
    }
    out.extend(archive.finish());
    Ok(out)
}

/// The stream of one column in the making, in software. Appends what it makes to what it is given.
pub struct ColumnWriter {
    written: Written,
    sealer: Sealer,
    digester: Digester,
}

impl ColumnWriter {
    /// Begins a column's stream.
    ///
    /// # Errors
    /// [`SealError::Random`], [`SealError::BadName`], [`SealError::HeadingTooLong`].
    pub fn start(
        container: &ContainerWriter,
        column: u32,
        header: &Header,
        out: &mut Vec<u8>,
    ) -> Result<Self, SealError> {
        let (written, prelude) = Written::begin(header)?;
        let (key, head) = container.stream(column)?;
        let mut writer = Self { written, sealer: Sealer::new(key), digester: Digester::default() };
        writer.digester.update(&head);
        out.extend_from_slice(&head);
        writer.seal(&prelude, out)?;
        Ok(writer)
    }

    /// Takes content.
    ///
    /// # Errors
    /// [`SealError::TooLong`].
    pub fn push(&mut self, content: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        self.written.count(content.len());
        self.seal(content, out)
    }

    /// Pads and ends the stream.
    ///
    /// # Errors
    /// [`SealError::LengthDiffers`], [`SealError::TooLong`].
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<ColumnDigest, SealError> {
        for zeros in self.written.padding()? {
            self.seal(zeros, out)?;
        }
        let start = out.len();
        self.sealer.finish(out);
        self.digester.update(&out[start..]);
        Ok(self.digester.finish())
    }

    fn seal(&mut self, plaintext: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        let start = out.len();
        self.sealer.push(plaintext, out)?;
        self.digester.update(&out[start..]);
        Ok(())
    }
}

/// Seals one file as it is, in software.
pub struct FileWriter {
    container: ContainerWriter,
    column: ColumnWriter,
}

impl FileWriter {
    /// Begins a sealed file; appends its first bytes to `out`. `bytes` is how long the file inside will be.
    ///
    /// # Errors
    /// [`SealError::BadName`], [`SealError::Random`].
    pub fn start(owner: SigningKey, name: &str, bytes: u64, out: &mut Vec<u8>) -> Result<Self, SealError> {
        let mut container = ContainerWriter::new(owner)?;
        out.extend(container.begin()?);
        let header = Header::File { name: name.to_owned(), bytes };
        let column = ColumnWriter::start(&container, 0, &header, out)?;
        Ok(Self { container, column })
    }

    /// Takes bytes of the file; appends sealed ones.
    ///
    /// # Errors
    /// [`SealError::TooLong`].
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        self.column.push(bytes, out)
    }

    /// Ends the sealed file.
    ///
    /// # Errors
    /// [`SealError::LengthDiffers`], [`SealError::TooLong`], and as [`ContainerWriter::finish`].
    pub fn finish(
        mut self,
        grants: &[GrantRequest],
        today: &Day,
        out: &mut Vec<u8>,
    ) -> Result<(), SealError> {
        let digest = self.column.finish(out)?;
        out.extend(self.container.end(digest));
        out.extend(self.container.finish(grants, today)?);
        Ok(())
    }
}

/// Seals a table, each column for itself, in software. The columns' streams grow side by side, row by row; the
/// sealed file has them one behind the other, so its caller keeps them apart until the end.
pub struct TableWriter {
    container: ContainerWriter,
    columns: Vec<ColumnWriter>,
    cell: Vec<u8>,
    rows: u64,
}

impl TableWriter {
    /// Begins the streams of a table's columns: `out` grows to one vector for each.
    ///
    /// # Errors
    /// [`SealError::NoColumns`], [`SealError::TooManyColumns`], [`SealError::BadName`],
    /// [`SealError::HeadingTooLong`], [`SealError::Random`].
    pub fn start(
        owner: SigningKey,
        table: &str,
        headings: &[String],
        out: &mut Vec<Vec<u8>>,
    ) -> Result<Self, SealError> {
        check_headings(headings)?;
        let container = ContainerWriter::new(owner)?;
        out.resize(headings.len(), Vec::new());
        let columns = (0..).zip(headings).zip(out.iter_mut()).map(|((column, heading), out)| {
            let header = Header::Column { table: table.to_owned(), name: heading.clone() };
            ColumnWriter::start(&container, column, &header, out)
        });
        let columns = columns.collect::<Result<_, _>>()?;
        Ok(Self { container, columns, cell: Vec::new(), rows: 0 })
    }

    /// Takes a row; appends to each column's bytes.
    ///
    /// # Errors
    /// [`SealError::RowWidth`], [`SealError::CellTooLong`], [`SealError::TooLong`].
    pub fn row<'a>(
        &mut self,
        cells: impl ExactSizeIterator<Item = &'a str>,
        out: &mut [Vec<u8>],
    ) -> Result<(), SealError> {
        self.rows += 1;
        check_width(self.rows, self.columns.len(), cells.len())?;
        for (index, ((cell, column), out)) in cells.zip(&mut self.columns).zip(out).enumerate() {
            check_cell(self.rows, index, cell)?;
            self.cell.clear();
            cells::encode(cell, &mut self.cell);
            column.push(&self.cell, out)?;
        }
        Ok(())
    }

    /// Ends the streams; what is still missing is asked for from [`SealedColumns`].
    ///
    /// # Errors
    /// [`SealError::TooLong`].
    pub fn finish(self, out: &mut [Vec<u8>]) -> Result<SealedColumns, SealError> {
        let digests = self.columns.into_iter().zip(out).map(|(mut column, out)| {
            column.push(&[cells::END], out)?;
            column.finish(out)
        });
        Ok(SealedColumns { digests: digests.collect::<Result<_, _>>()?, container: self.container })
    }
}

/// Columns that are sealed and wait to be put one behind the other.
pub struct SealedColumns {
    /// Length and hashes of each.
    pub digests: Vec<ColumnDigest>,
    /// What goes around them.
    pub container: ContainerWriter,
}

/// Refuses a table without columns, or with too many.
///
/// # Errors
/// [`SealError::NoColumns`], [`SealError::TooManyColumns`].
pub fn check_headings(headings: &[String]) -> Result<(), SealError> {
    match headings.len() {
        0 => Err(SealError::NoColumns),
        columns if columns > MOST_COLUMNS => Err(SealError::TooManyColumns { limit: MOST_COLUMNS }),
        _ => Ok(()),
    }
}

/// Refuses a row, counted from 1, that has not one cell for each column.
///
/// # Errors
/// [`SealError::RowWidth`].
pub fn check_width(row: u64, expected: usize, found: usize) -> Result<(), SealError> {
    if expected == found { Ok(()) } else { Err(SealError::RowWidth { row, expected, found }) }
}

/// Refuses a cell that no reader would take.
///
/// # Errors
/// [`SealError::CellTooLong`].
pub fn check_cell(row: u64, column: usize, cell: &str) -> Result<(), SealError> {
    if cell.len() <= LONGEST_CELL { Ok(()) } else { Err(SealError::CellTooLong { row, column: column + 1 }) }
}
