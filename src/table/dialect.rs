//! How a file is spelled: its delimiter, its encoding, whether it has headings.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde::{Deserialize, Serialize};

use super::date::{self, DateOrder};
use super::load::LoadError;
use super::{Decimal, DecimalMark};

/// How bytes stand for letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// The Western European code page of older Windows programs.
    Windows1252,
}

/// How a file's text is cut into cells. Guessed from its beginning, shown, and
/// corrected by the reader where the guess is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Dialect {
    /// The ASCII character between two cells.
    pub delimiter: char,
    /// How bytes stand for letters.
    pub encoding: Encoding,
    /// Whether the first row holds the headings.
    pub header: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: ',', encoding: Encoding::Utf8, header: true }
    }
}

/// How much of a file's beginning the guess looks at, in bytes.
pub(super) const SAMPLE: usize = 64 * 1024;

const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

impl Dialect {
    /// Guesses the dialect from a file's first bytes, its byte order mark gone.
    #[must_use]
    pub fn guess(sample: &[u8]) -> Self {
        let (delimiter, records) = DELIMITERS
            .into_iter()
            .map(|delimiter| (delimiter, records(sample, delimiter)))
            .rev()
            .max_by(|(_, a), (_, b)| evenness(a).total_cmp(&evenness(b)))
            .unwrap_or((',', Vec::new()));
        let delimiter = if evenness(&records) > 0.0 { delimiter } else { ',' };
        let header = records.split_first().is_none_or(|(first, rest)| are_headings(first, rest));
        Self { delimiter, encoding: guess_encoding(sample), header }
    }

    pub(super) fn reader(self) -> Result<Reader, LoadError> {
        let delimiter = u8::try_from(self.delimiter).ok().filter(u8::is_ascii).ok_or(LoadError::Delimiter)?;
        Ok(ReaderBuilder::new().delimiter(delimiter).build())
    }
}

/// Refuses what is no text at all, by what its first bytes say it is.
pub(super) fn refuse_binary(sample: &[u8]) -> Result<(), LoadError> {
    match sample {
        _ if crate::seal::container::begins(sample) => Err(LoadError::Sealed),
        [b'P', b'K', 3 | 5, ..] => Err(LoadError::Zip),
        [0x1f, 0x8b, ..] | [b'B', b'Z', b'h', ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            Err(LoadError::Compressed)
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(LoadError::Utf16),
        _ if sample.starts_with(b"%PDF") || sample.contains(&0) => Err(LoadError::Binary),
        _ => Ok(()),
    }
}

fn guess_encoding(sample: &[u8]) -> Encoding {
    match std::str::from_utf8(sample) {
        Ok(_) => Encoding::Utf8,
        // A letter may be cut at the end of the sample.
        Err(error) if error.error_len().is_none() => Encoding::Utf8,
        Err(_) => Encoding::Windows1252,
    }
}

/// The complete records of a sample, at most 200.
fn records(sample: &[u8], delimiter: char) -> Vec<Vec<String>> {
    let Ok(mut reader) = (Dialect { delimiter, ..Dialect::default() }).reader() else { return Vec::new() };
    let (mut fields, mut ends) = (vec![0; sample.len() + 1], vec![0; sample.len() + 2]);
    let (mut records, mut input) = (Vec::new(), sample);
    let whole = sample.len() < SAMPLE;
    while records.len() < 200 {
        let (result, read, _, ended) = reader.read_record(input, &mut fields, &mut ends);
        input = &input[read..];
        match result {
            ReadRecordResult::Record => {
                let mut start = 0;
                records.push(
                    ends[..ended]
                        .iter()
                        .map(|&end| {
                            String::from_utf8_lossy(&fields[std::mem::replace(&mut start, end)..end])
                                .trim()
                                .to_owned()
                        })
                        .collect(),
                );
            }
            // The last record of a whole file may lack its line end.
            ReadRecordResult::InputEmpty if whole => {}
            _ => break,
        }
    }
    records
}

/// How evenly a delimiter cuts: the share of records as wide as the first,
/// weighted by that width. Zero where it does not cut at all.
fn evenness(records: &[Vec<String>]) -> f64 {
    let Some(width) = records.first().map(Vec::len).filter(|&width| width > 1) else { return 0.0 };
    let even = records.iter().filter(|record| record.len() == width).count();
    let share = even as f64 / records.len() as f64;
    share * share * (width as f64).sqrt()
}

/// Whether the first row is one of headings. Taking a patient for headings would
/// publish them as names of columns, so a row whose words recur below is data.
fn are_headings(first: &[String], rest: &[Vec<String>]) -> bool {
    let recurs =
        |at: usize, cell: &String| !cell.is_empty() && rest.iter().any(|row| row.get(at) == Some(cell));
    let recurring = first.iter().enumerate().filter(|(at, cell)| recurs(*at, cell)).count();
    recurring * 3 <= first.len() && first.iter().all(|cell| could_be_heading(cell))
}

/// Headings are words: a number, a date or an e-mail address is data.
fn could_be_heading(cell: &str) -> bool {
    Decimal::parse(cell, DecimalMark::Point).is_none()
        && Decimal::parse(cell, DecimalMark::Comma).is_none()
        && date::days(cell, DateOrder::DayFirst).is_none()
        && date::days(cell, DateOrder::MonthFirst).is_none()
        && !cell.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(text: &str) -> Dialect {
        Dialect::guess(text.as_bytes())
    }

    #[test]
    fn finds_the_delimiter() {
        assert_eq!(guess("a,b\n1,2\n").delimiter, ',');
        assert_eq!(guess("a\tb\n1,5\t2,5\n").delimiter, '\t');
        assert_eq!(guess("a|b|c\n1|2|3").delimiter, '|');
        assert_eq!(guess("age;weight\n40;71,5\n41;80,2\n").delimiter, ';');
        assert_eq!(guess("name,note\n\"x\",\"a;b;c\"\n\"y\",\"a;b;c\"\n").delimiter, ',');
        assert_eq!(guess("alone\n1\n").delimiter, ',');
    }

    #[test]
    fn tells_headings_from_patients() {
        assert!(guess("age,sex\n40,M\n").header);
        assert!(!guess("40,M\n41,F\n").header);
        assert!(!guess("John,1980-05-01\nJane,1970-01-02\n").header);
        assert!(guess("age,sex\n").header);
        assert!(!guess("no,left,yes\nno,right,yes\nyes,left,no\n").header);
        assert!(guess("event,side,menopause\nno,left,yes\nno,right,yes\n").header);
    }

    #[test]
    fn tells_the_encoding() {
        assert_eq!(guess("größe,b\n1,2\n").encoding, Encoding::Utf8);
        assert_eq!(Dialect::guess(b"gr\xf6\xdfe,b\n1,2\n").encoding, Encoding::Windows1252);
        assert_eq!(Dialect::guess("a,b\n1,ü".as_bytes().split_last().unwrap().1).encoding, Encoding::Utf8);
    }
}
