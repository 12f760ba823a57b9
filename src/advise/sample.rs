//! A part of a table that does not depend on the order of its rows.

use crate::table::{Column, Table};

/// About `rows_at_most` rows, all of a patient's or none: those whose
/// fingerprints are the least. The whole table where it is no larger.
pub(super) fn sample(table: &Table, patient: Option<&str>, rows_at_most: usize) -> Table {
    if table.rows <= rows_at_most {
        return table.clone();
    }
    let told_by: Vec<&Column> = match patient.and_then(|name| table.column(name)) {
        Some(column) => vec![column],
        None => table.columns.iter().collect(),
    };
    let mut marked: Vec<(u64, usize)> = fingerprints(&told_by, table.rows).into_iter().zip(0..).collect();
    marked.sort_unstable();
    // All rows of one fingerprint, or none, so that equal rows cannot be told by their order.
    let last = marked[rows_at_most - 1].0;
    let kept: Vec<usize> = marked.into_iter().filter(|(mark, _)| *mark <= last).map(|(_, row)| row).collect();
    let column = |column: &Column| Column::from_texts(&column.name, kept.iter().map(|&row| column.text(row)));
    Table { columns: table.columns.iter().map(column).collect(), rows: kept.len() }
}

/// A number for each row that depends on its texts alone.
fn fingerprints(columns: &[&Column], rows: usize) -> Vec<u64> {
    let mut marks = vec![0u64; rows];
    for column in columns {
        let codes = (0..column.dictionary.len()).filter_map(|code| u32::try_from(code).ok());
        let of_code: Vec<u64> = codes.map(|code| fnv(column.dictionary.text(code).as_bytes())).collect();
        for (mark, &code) in marks.iter_mut().zip(&column.codes) {
            *mark = scatter(*mark ^ of_code[code as usize]);
        }
    }
    marks
}

/// Fowler-Noll-Vo 1a, 64 bits.
fn fnv(text: &[u8]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Spreads near numbers over the whole range (the last step of `SplitMix64`).
fn scatter(mark: u64) -> u64 {
    let mark = (mark ^ (mark >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mark = (mark ^ (mark >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mark ^ (mark >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rows_whatever_their_order() {
        let numbers: Vec<String> = (0..1000).map(|row| row.to_string()).collect();
        let column = |texts: &mut dyn Iterator<Item = &String>| {
            let texts: Vec<&str> = texts.map(String::as_str).collect();
            Table { rows: texts.len(), columns: vec![Column::from_texts("n", texts)] }
        };
        let sorted = |table: Table| {
            let mut texts: Vec<String> =
                (0..table.rows).map(|row| table.columns[0].text(row).to_owned()).collect();
            texts.sort();
            texts
        };
        let forth = sorted(sample(&column(&mut numbers.iter()), None, 100));
        assert_eq!(forth, sorted(sample(&column(&mut numbers.iter().rev()), None, 100)));
        assert_eq!(forth.len(), 100);
        // Drawn evenly: about half lie in either half.
        let low = forth.iter().filter(|text| text.parse::<u32>().unwrap() < 500).count();
        assert!((30..70).contains(&low), "{low}");
        assert_eq!(sample(&column(&mut numbers.iter()), None, 1000).rows, 1000);
    }

    #[test]
    fn patients_stay_whole() {
        let (patients, visits): (Vec<String>, Vec<String>) =
            (0..400).map(|row| ((row / 4).to_string(), row.to_string())).unzip();
        let columns = [("patient", &patients), ("visit", &visits)]
            .map(|(name, texts)| Column::from_texts(name, texts.iter().map(String::as_str)));
        let part = sample(&Table { columns: columns.to_vec(), rows: 400 }, Some("patient"), 40);
        assert_eq!((part.rows, part.columns[0].distinct()), (40, 10));
    }
}
