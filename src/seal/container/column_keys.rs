//! What a reader has the keys of, also on its way from who unlocks to who opens.

use zeroize::Zeroizing;

use super::{DataSetId, DataSetKey};
use crate::seal::aead::{KEY, SecretKey};

const ALL: u8 = 0;
const SOME: u8 = 1;
/// Bytes of a column's number.
const NUMBER: usize = 4;

/// What a reader has the keys of.
#[derive(Clone)]
pub enum ColumnKeys {
    /// All columns; grants can be made with it.
    All(DataSetKey),
    /// Some, in ascending order.
    Some(Vec<(u32, SecretKey)>),
}

impl ColumnKeys {
    /// The columns that it opens, of as many as there are.
    #[must_use]
    pub fn columns(&self, of: usize) -> Vec<u32> {
        match self {
            Self::All(_) => (0..).take(of).collect(),
            Self::Some(keys) => keys.iter().map(|(column, _)| *column).collect(),
        }
    }

    /// The keys as bytes, for a reader who has no identity: `0 ‖ key` of the data set, or `1` and for each column
    /// `u32(number) ‖ key`.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        // Room for all at once: a vector that grows leaves copies behind.
        let count = if let Self::Some(keys) = self { keys.len() } else { 1 };
        let mut bytes = Zeroizing::new(Vec::with_capacity(1 + count * (NUMBER + KEY)));
        match self {
            Self::All(key) => {
                bytes.push(ALL);
                bytes.extend_from_slice(key.secret().expose());
            }
            Self::Some(keys) => {
                bytes.push(SOME);
                for (column, key) in keys {
                    bytes.extend_from_slice(&column.to_be_bytes());
                    bytes.extend_from_slice(key.expose());
                }
            }
        }
        bytes
    }

    /// Reads what [`ColumnKeys::to_bytes`] gave for this data set; `None` when it is no such thing.
    #[must_use]
    pub fn from_bytes(id: DataSetId, bytes: &[u8]) -> Option<Self> {
        let (kind, keys) = bytes.split_first()?;
        match *kind {
            ALL => keys.try_into().ok().map(|key| Self::All(DataSetKey::new(id, SecretKey::new(key)))),
            SOME => {
                let (keys, []) = keys.as_chunks::<{ NUMBER + KEY }>() else { return None };
                let key = |bytes: &[u8; NUMBER + KEY]| {
                    let (number, key) = bytes.split_first_chunk::<NUMBER>()?;
                    Some((u32::from_be_bytes(*number), SecretKey::new(key.try_into().ok()?)))
                };
                let keys = keys.iter().map(key).collect::<Option<Vec<_>>>()?;
                keys.is_sorted_by(|(a, _), (b, _)| a < b).then_some(Self::Some(keys))
            }
            _ => None,
        }
    }

    pub(super) fn key(&self, column: u32) -> Option<SecretKey> {
        match self {
            Self::All(key) => Some(key.column(column)),
            Self::Some(keys) => keys.iter().find(|(it, _)| *it == column).map(|(_, key)| key.clone()),
        }
    }

    pub(super) fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::All(key), _) | (_, Self::All(key)) => Self::All(key),
            (Self::Some(mut keys), Self::Some(more)) => {
                keys.extend(more);
                keys.sort_by_key(|(column, _)| *column);
                keys.dedup_by_key(|(column, _)| *column);
                Self::Some(keys)
            }
        }
    }
}
