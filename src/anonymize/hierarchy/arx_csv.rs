//! Hierarchies in ARX's form: `value;level 1;level 2;…;*`, one line a value, no heading.

use serde::{Deserialize, Serialize};

use super::{Hierarchy, table};

/// Why a hierarchy file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum HierarchyCsvError {
    #[error("line {line} is not delimited text in UTF-8")]
    Unreadable { line: u64 },
    #[error("line {line} has {cells} cells instead of {expected}")]
    UnevenLine { line: u64, cells: usize, expected: usize },
    #[error("line {line} repeats the value of line {first}")]
    ValueTwice { line: u64, first: u64 },
    #[error("line {line} has a label without text")]
    BlankLabel { line: u64 },
    #[error("line {line} shares a label with line {first}, but not the next one")]
    NotNested { line: u64, first: u64 },
    #[error("no line")]
    Empty,
}

impl HierarchyCsvError {
    /// The line that cannot be used, from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        match self {
            Self::Unreadable { line }
            | Self::UnevenLine { line, .. }
            | Self::ValueTwice { line, .. }
            | Self::BlankLabel { line }
            | Self::NotNested { line, .. } => *line,
            Self::Empty => 1,
        }
    }
}

/// Reads the lines of a hierarchy; the delimiter is the first of `;`, tab and
/// `,` that the first line has: labels may hold the later ones.
///
/// # Errors
/// As [`HierarchyCsvError`] says, with the line.
pub fn read_csv(bytes: &[u8]) -> Result<Vec<Vec<String>>, HierarchyCsvError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let delimiter = *b";\t,".iter().find(|delimiter| first.contains(delimiter)).unwrap_or(&b';');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let mut lines = Vec::<Vec<String>>::new();
    for (at, record) in (1..).zip(reader.records()) {
        let line = record.map_err(|_| HierarchyCsvError::Unreadable { line: at })?;
        lines.push(line.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    table::check(&lines)?;
    Ok(lines)
}

/// The lines of a hierarchy, `;` between the cells: what [`read_csv`] reads.
#[must_use]
pub fn write_csv(hierarchy: &Hierarchy) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for leaf in 0..super::grow::number(hierarchy.height(0).of_leaf.len()) {
        let line = (0..=hierarchy.top()).map(|height| hierarchy.label(height, leaf).text.as_str());
        // Writing into memory cannot fail.
        let _ = writer.write_record(line);
    }
    writer.into_inner().unwrap_or_default()
}
