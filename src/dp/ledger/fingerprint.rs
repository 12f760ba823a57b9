//! How a ledger knows its table again.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::bytes::Bytes;
use crate::table::{Column, MISSING, Table};

/// What fingerprints are made for; another purpose would have another label.
const PURPOSE: &[u8] = b"lazaret table 1";

/// A table's content as 32 bytes: SHA-256 over its headings and cells in order.
///
/// Whoever has it can test guesses of the whole table, so it is never kept:
/// only [`Content::fingerprint`] is. Made once for a table, however many ledgers
/// there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content(Bytes<32>);

/// HMAC-SHA-256 of a table's content under a ledger's own random key.
pub type Fingerprint = Bytes<32>;

impl Content {
    /// Of a table. What the file looked like (delimiter, quotes, encoding) is no
    /// part of it; the order of rows and columns is.
    ///
    /// Every column is its heading, then a number for each cell: that of its
    /// text in the order of first appearance from 1, or 0 where it is missing.
    /// A number that comes for the first time is followed by its text. Texts
    /// stand behind their length in bytes, so that no two tables are one
    /// message; lengths are `u64`, numbers of texts `u32`, both little-endian.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        let mut hash = Sha256::new();
        hash.update((table.columns.len() as u64).to_le_bytes());
        hash.update((table.rows as u64).to_le_bytes());
        table.columns.iter().for_each(|column| hash_column(&mut hash, column));
        Self(Bytes(hash.finalize().into()))
    }

    /// The fingerprint under a ledger's key.
    ///
    /// # Guarantee
    /// To who lacks the key it is a random number: nobody can test a guess of
    /// the table with it (Bellare 2006: HMAC is a pseudorandom function).
    ///
    /// # Assumptions
    /// Whoever has the key can test a guess of the whole table, and one who
    /// knows all rows but one can so find that one. The key stands in the ledger
    /// itself, which would otherwise not know its table on another computer: a
    /// ledger is to be kept as the data are. What is published, releases and
    /// certificates, holds neither.
    ///
    /// # Citation
    /// RFC 2104; FIPS 180-4.
    #[must_use]
    pub fn fingerprint(&self, key: &Bytes<32>) -> Fingerprint {
        // HMAC takes keys of every length.
        let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(&key.0) else { return Bytes::ZERO };
        hmac.update(PURPOSE);
        hmac.update(&self.0.0);
        Bytes(hmac.finalize().into_bytes().into())
    }
}

/// Bytes that are hashed at a time.
const PIECE: usize = 1 << 16;

fn hash_column(hash: &mut Sha256, column: &Column) {
    let mut piece = Vec::with_capacity(PIECE + PIECE / 4);
    push_text(&mut piece, &column.name);
    let mut numbers = vec![0u32; column.dictionary.len()];
    let mut next = 1;
    for &code in &column.codes {
        let number = &mut numbers[code as usize];
        if *number == 0 && code != MISSING {
            *number = next;
            next += 1;
            piece.extend(number.to_le_bytes());
            push_text(&mut piece, column.dictionary.text(code));
        } else {
            piece.extend(number.to_le_bytes());
        }
        if piece.len() >= PIECE {
            hash.update(&piece);
            piece.clear();
        }
    }
    hash.update(&piece);
}

fn push_text(piece: &mut Vec<u8>, text: &str) {
    piece.extend((text.len() as u64).to_le_bytes());
    piece.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(columns: &[(&str, &[&str])]) -> Table {
        let rows = columns.first().map_or(0, |(_, cells)| cells.len());
        let column = |(name, cells): &(&str, &[&str])| Column::from_texts(name, cells.iter().copied());
        Table { columns: columns.iter().map(column).collect(), rows }
    }

    #[test]
    fn the_bytes_are_those_of_the_documentation() {
        let mut message = Vec::new();
        message.extend([1u64, 4].iter().flat_map(|length| length.to_le_bytes()));
        message.extend(b"\x03\0\0\0\0\0\0\0SEX");
        message
            .extend(b"\x01\0\0\0\x01\0\0\0\0\0\0\0M\0\0\0\0\x02\0\0\0\x02\0\0\0\0\0\0\0\xc3\xa4\x01\0\0\0");
        let expected: [u8; 32] = Sha256::digest(&message).into();
        assert_eq!(Content::of(&table(&[("SEX", &["M", "", "ä", "M"])])), Content(Bytes(expected)));
    }

    #[test]
    fn unused_values_and_the_order_of_a_dictionary_tell_nothing() {
        let plain = table(&[("A", &["x", "y"])]);
        let mut dictionary = crate::table::Dictionary::default();
        let codes = ["z", "y", "x"].map(|text| dictionary.intern(text).unwrap());
        let column = Column { name: "A".into(), codes: vec![codes[2], codes[1]], dictionary };
        assert_eq!(Content::of(&Table { columns: vec![column], rows: 2 }), Content::of(&plain));
    }

    #[test]
    fn keys_part_the_fingerprints_of_one_table() {
        let content = Content::of(&table(&[("A", &["1"])]));
        assert_ne!(content.fingerprint(&Bytes([1; 32])), content.fingerprint(&Bytes([2; 32])));
        assert_eq!(content.fingerprint(&Bytes([1; 32])), content.fingerprint(&Bytes([1; 32])));
    }

    proptest! {
        #[test]
        fn any_other_heading_or_cell_gives_another_content(
            cells in prop::collection::vec("[ab]{0,2}", 4), other in prop::collection::vec("[ab]{0,2}", 4)
        ) {
            let content = |cells: &[String]| {
                let of = |name, part: &[String]| Column::from_texts(name, part.iter().map(String::as_str));
                Content::of(&Table { columns: vec![of(&cells[0], &cells[1..2]), of("b", &cells[2..3])], rows: 1 })
            };
            prop_assert_eq!(content(&cells) == content(&other), cells[..3] == other[..3]);
        }
    }
}
