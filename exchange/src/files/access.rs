//! Who may read what.

use lazaret::exchange::FileId;
use sqlx::AnyConnection;

use crate::{Problem, State};

/// Whether somebody may read a version: its owner, or who has a grant that is neither revoked nor over.
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
    let owner: Option<String> = sqlx::query_scalar(
        "SELECT owner FROM files JOIN versions ON versions.file = files.file
         WHERE files.file = $1 AND versions.version = $2",
    )
    .bind(file.to_string())
    .bind(i64::from(version))
    .fetch_optional(&mut *database)
    .await?;
    if owner.ok_or(Problem::NotFound)? == reader {
        return Ok(());
    }
    let grant = grant(state, database, reader, file, version).await?;
    grant.map(|_| ()).ok_or(Problem::NotAllowed)
}

/// The entry that gives somebody access, if it is neither revoked nor over.
pub(super) async fn grant(
    state: &State,
    database: &mut AnyConnection,
    reader: &str,
    file: &FileId,
    version: u32,
) -> Result<Option<u64>, Problem> {
    let leaf: Option<i64> = sqlx::query_scalar(
        "SELECT leaf FROM grants WHERE file = $1 AND version = $2 AND reader = $3
         AND revoked IS NULL AND (expires IS NULL OR expires >= $4)",
    )
    .bind(file.to_string())
    .bind(i64::from(version))
    .bind(reader)
    .bind(state.clock.today().to_string())
    .fetch_optional(database)
    .await?;
    Ok(leaf.map(i64::unsigned_abs))
}
