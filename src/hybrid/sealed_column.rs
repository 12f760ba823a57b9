//! A column as the paper stores it: JSON, encrypted, beside its nonce.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use zeroize::Zeroize;

use super::column::NumericColumn;
use super::error::HybridError;
use crate::seal::aead::{Aead, KEY, NONCE, SecretKey};

/// The paper's `{ciphertext, nonce}`.
#[derive(Clone, Debug)]
pub struct SealedColumn {
    /// Of the column's JSON, with the tag behind it.
    pub ciphertext: Vec<u8>,
    /// Not secret, and used once.
    pub nonce: [u8; NONCE],
}

/// Encrypts the columns of one table with one key, and opens them again.
///
/// AES-256-GCM over the column in JSON by row number (pandas' `orient="index"`),
/// `{"0":51,"1":60}`. The paper does not say which mode it uses; ours also
/// binds the ciphertext to the column's name and to the headings of the table.
///
/// # Guarantee
/// Without the key a sealed column shows the length of its JSON, and opens
/// under no other name and in no other table. Once it is open, encryption
/// protects nothing more.
///
/// # Assumptions
/// The key is random and stays in memory; nonces are 96 random bits.
///
/// # Utility
/// What is opened is what was sealed, to the bit: encryption moves no mean.
///
/// # Errors
/// [`HybridError`] without random bytes, or for what was not sealed here.
///
/// # Citation
/// As for [`Aead`]; the paper's `decrypt_data(data['ciphertext'],
/// data['nonce'], key)`.
pub struct Vault {
    cipher: Aead,
    schema: [u8; 32],
}

impl Vault {
    /// A vault with a new key for a table of these columns.
    ///
    /// # Errors
    /// [`HybridError::RandomSourceFailed`].
    pub fn new(columns: &[NumericColumn]) -> Result<Self, HybridError> {
        let mut key = [0; KEY];
        getrandom::fill(&mut key).map_err(|_| HybridError::RandomSourceFailed)?;
        let cipher = Aead::new(&SecretKey::new(key));
        key.zeroize();
        let mut schema = Sha256::new();
        for column in columns {
            // The length before each name: ["ab", "c"] is not ["a", "bc"].
            schema.update((column.name.len() as u64).to_le_bytes());
            schema.update(&column.name);
        }
        Ok(Self { cipher, schema: schema.finalize().into() })
    }

    /// Serializes and encrypts a column.
    ///
    /// # Errors
    /// [`HybridError::RandomSourceFailed`].
    pub fn seal(&self, name: &str, values: &[f64]) -> Result<SealedColumn, HybridError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| HybridError::RandomSourceFailed)?;
        let mut ciphertext = Vec::new();
        self.cipher.seal(&nonce, &self.associated(name), to_json(values).as_bytes(), &mut ciphertext);
        Ok(SealedColumn { ciphertext, nonce })
    }

    /// Decrypts and reads a column.
    ///
    /// # Errors
    /// [`HybridError::ColumnForged`] and [`HybridError::ColumnUnreadable`].
    pub fn open(&self, name: &str, sealed: &SealedColumn) -> Result<Vec<f64>, HybridError> {
        let mut json = Vec::new();
        self.cipher
            .open(&sealed.nonce, &self.associated(name), &sealed.ciphertext, &mut json)
            .map_err(|_| HybridError::ColumnForged { column: name.to_owned() })?;
        from_json(&json)
    }

    /// The schema's hash, then the column's name.
    fn associated(&self, name: &str) -> Vec<u8> {
        [&self.schema, name.as_bytes()].concat()
    }
}

/// `{"0":51,"1":60}`, each number in the fewest digits that read back to the same bits.
fn to_json(values: &[f64]) -> String {
    // Room for most columns: a row of seven digits and a value of two.
    let mut json = String::with_capacity(2 + 13 * values.len());
    json.push('{');
    for (row, value) in values.iter().enumerate() {
        let comma = if row == 0 { "" } else { "," };
        // Writing to a text cannot fail.
        let _ = write!(json, "{comma}\"{row}\":{value}");
    }
    json + "}"
}

/// Reads what [`to_json`] wrote; rows are in their order.
fn from_json(json: &[u8]) -> Result<Vec<f64>, HybridError> {
    let unreadable = |row: usize| HybridError::ColumnUnreadable { row: row + 1 };
    let text = std::str::from_utf8(json).map_err(|_| unreadable(0))?;
    let fields = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).ok_or(unreadable(0))?;
    let fields = fields.split_terminator(',').enumerate();
    let read = |(row, field): (usize, &str)| {
        let (_, number) = field.split_once(':').ok_or(unreadable(row))?;
        number.parse().map_err(|_| unreadable(row))
    };
    fields.map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(name: &str) -> NumericColumn {
        NumericColumn { name: name.to_owned(), values: Vec::new(), bounds: (0.0, 1.0) }
    }

    #[test]
    fn json_is_that_of_pandas() {
        assert_eq!(to_json(&[51.0, 60.0, -0.5]), r#"{"0":51,"1":60,"2":-0.5}"#);
        let read: serde_json::Value = serde_json::from_str(&to_json(&[51.0, 0.1])).unwrap();
        assert_eq!(read["1"], 0.1);
        assert_eq!(to_json(&[]), "{}");
    }

    proptest! {
        #[test]
        fn a_column_comes_back_to_the_bit(values in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 0..50)) {
            let vault = Vault::new(&[column("AGE")]).unwrap();
            let opened = vault.open("AGE", &vault.seal("AGE", &values).unwrap()).unwrap();
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(&opened), bits(&values));
        }
    }

    #[test]
    fn a_column_opens_under_its_name_in_its_table_only() {
        let columns = [column("AGE"), column("STAY")];
        let vault = Vault::new(&columns).unwrap();
        let mut sealed = vault.seal("AGE", &[51.0, 60.0]).unwrap();
        let forged = |name: &str| Err(HybridError::ColumnForged { column: name.to_owned() });
        assert_eq!(vault.open("STAY", &sealed), forged("STAY"));
        // The same key, other headings.
        let other = Vault { schema: Vault::new(&columns[..1]).unwrap().schema, ..vault };
        assert_eq!(other.open("AGE", &sealed), forged("AGE"));
        let vault = Vault::new(&columns).unwrap();
        assert_eq!(vault.open("AGE", &sealed), forged("AGE"), "another key");
        sealed.ciphertext.clear();
        assert_eq!(other.open("AGE", &sealed), forged("AGE"));
    }

    #[test]
    fn the_same_column_never_looks_the_same() {
        let vault = Vault::new(&[column("AGE")]).unwrap();
        let [one, two] = [(); 2].map(|()| vault.seal("AGE", &[51.0]).unwrap());
        assert_ne!(one.nonce, two.nonce);
        assert_ne!(one.ciphertext, two.ciphertext);
    }

    #[test]
    fn what_is_no_column_is_refused_with_its_row() {
        for (json, row) in [("", 1), ("[1]", 1), (r#"{"0":1,"1":x}"#, 2), (r#"{"0":1,2}"#, 2)] {
            assert_eq!(from_json(json.as_bytes()), Err(HybridError::ColumnUnreadable { row }), "{json}");
        }
    }
}
