//! Hierarchies in ARX's form: `value;level 1;level 2;…;*`, one line a value, no heading.

use serde::{Deserialize, Serialize};

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
    #[error("no line")]
    Empty,
}

/// Reads the lines of a hierarchy; the delimiter is the one of `;`, `,` and
/// tab that the first line has most of.
///
/// # Errors
/// As [`HierarchyCsvError`] says, with the line.
pub fn read_csv(bytes: &[u8]) -> Result<Vec<Vec<String>>, HierarchyCsvError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| first.iter().filter(|&&byte| byte == delimiter).count();
    // Of equals the first that is listed last wins: `;`.
    let delimiter = *b"\t,;".iter().max_by_key(|&&delimiter| count(delimiter)).unwrap_or(&b';');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let (mut lines, mut seen) = (Vec::<Vec<String>>::new(), std::collections::HashMap::new());
    for (at, record) in (1..).zip(reader.records()) {
        let line = record.map_err(|_| HierarchyCsvError::Unreadable { line: at })?;
        let line: Vec<String> = line.iter().map(|cell| cell.trim().to_owned()).collect();
        let expected = lines.first().map_or(line.len(), Vec::len);
        if line.len() != expected {
            return Err(HierarchyCsvError::UnevenLine { line: at, cells: line.len(), expected });
        }
        if let Some(first) = seen.insert(line[0].clone(), at) {
            return Err(HierarchyCsvError::ValueTwice { line: at, first });
        }
        lines.push(line);
    }
    if lines.is_empty() { Err(HierarchyCsvError::Empty) } else { Ok(lines) }
}
