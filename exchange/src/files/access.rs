//! Who may read what.

use lazaret::exchange::FileId;
use sqlx::AnyConnection;

use crate::{Problem, State};

/// A version, to who may read it.
pub(super) struct Access {
    /// Bytes before the tail.
    pub keep: u64,
    /// The entry with the reader's tail: the grant, or the owner's upload.
    pub leaf: u64,
}

/// What somebody reads of a version, being its owner, or having a grant that is neither revoked nor over. One query: a
/// grant that is revoked meanwhile gives the grant's tail or nothing, and never the owner's.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such version, [`Problem::NotAllowed`].
pub(super) async fn access(
    state: &State,
    database: &mut AnyConnection,
    reader: &str,
    file: &FileId,
    version: u32,
) -> Result<Access, Problem> {
    let Found { owner, keep, upload, granted } = find(state, database, reader, file, version).await?;
    let leaf = granted.or((owner == reader).then_some(upload)).ok_or(Problem::NotAllowed)?;
    Ok(Access { keep: keep.unsigned_abs(), leaf: leaf.unsigned_abs() })
}

/// Whether somebody may read a version.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such version, [`Problem::NotAllowed`].
pub async fn may_read(
    state: &State,
    database: &mut AnyConnection,
    reader: &str,
    file: &FileId,
    version: u32,
) -> Result<(), Problem> {
    access(state, database, reader, file, version).await.map(|_| ())
}

/// The entry with somebody's grant on a version, if it is neither revoked nor over.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such version.
pub(super) async fn grant(
    state: &State,
    database: &mut AnyConnection,
    reader: &str,
    file: &FileId,
    version: u32,
) -> Result<Option<u64>, Problem> {
    Ok(find(state, database, reader, file, version).await?.granted.map(i64::unsigned_abs))
}

/// A version, and what a reader has of it.
#[derive(sqlx::FromRow)]
struct Found {
    owner: String,
    keep: i64,
    /// The owner's entry.
    upload: i64,
    /// The entry with the reader's grant, if it is neither revoked nor over.
    granted: Option<i64>,
}

async fn find(
    state: &State,
    database: &mut AnyConnection,
    reader: &str,
    file: &FileId,
    version: u32,
) -> Result<Found, Problem> {
    let found: Option<Found> = sqlx::query_as(
        "SELECT f.owner, v.keep, v.leaf AS upload, g.leaf AS granted
         FROM files f JOIN versions v ON v.file = f.file
         LEFT JOIN grants g ON g.file = v.file AND g.version = v.version AND g.reader = $3
             AND g.revoked IS NULL AND (g.expires IS NULL OR g.expires >= $4)
         WHERE f.file = $1 AND v.version = $2",
    )
    .bind(file.to_string())
    .bind(i64::from(version))
    .bind(reader)
    .bind(state.clock.today().to_string())
    .fetch_optional(database)
    .await?;
    found.ok_or(Problem::NotFound)
}
