//! Entries of the journal as answers show them: without attachments.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use crate::Problem;

/// An entry, and its place in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub leaf: u64,
    /// What its leaf is salted with.
    pub salt: String,
    /// JSON, as it was signed.
    pub record: String,
    /// Its author's.
    pub signature: String,
}

/// As rows have it: leaf, salt, record, signature.
pub(super) type Row = (i64, String, String, String);

impl From<Row> for Entry {
    fn from((leaf, salt, record, signature): Row) -> Self {
        Self { leaf: leaf.unsigned_abs(), salt, record, signature }
    }
}

impl Entry {
    /// From a row with columns of these names.
    pub(crate) fn of_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let leaf: i64 = row.try_get("leaf")?;
        let [salt, record, signature] = ["salt", "record", "signature"].map(|column| row.try_get(column));
        Ok(Self { leaf: leaf.unsigned_abs(), salt: salt?, record: record?, signature: signature? })
    }

    /// The entry of that number.
    ///
    /// # Errors
    /// [`Problem::NotFound`].
    pub async fn find(database: &mut AnyConnection, leaf: u64) -> Result<Self, Problem> {
        let row: Option<Row> =
            sqlx::query_as("SELECT leaf, salt, record, signature FROM journal WHERE leaf = $1")
                .bind(leaf.cast_signed())
                .fetch_optional(database)
                .await?;
        row.map(Self::from).ok_or(Problem::NotFound)
    }
}
