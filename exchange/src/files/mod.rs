//! Files: what arrives as one, the catalogue, tails, contents, releases and histories.

use axum::Router;
use lazaret::exchange::{FileId, GrantAttachment, Record, ReleaseAttachment, Upload};

use crate::journal::User;
use crate::{Problem, State};

/// `/v1/files/…`, `/v1/search`, `/v1/releases`, `/v1/history`.
pub fn routes() -> Router<State> {
    Router::new()
}

/// Whether somebody may read a version: its owner, or who has a grant that is neither revoked nor over.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such version, [`Problem::NotAllowed`].
pub async fn may_read(
    state: &State,
    database: &mut sqlx::AnyConnection,
    reader: &str,
    file: &FileId,
    version: u32,
) -> Result<(), Problem> {
    let file = file.to_string();
    let owner: Option<String> = sqlx::query_scalar(
        "SELECT owner FROM files JOIN versions USING (file) WHERE file = $1 AND versions.version = $2",
    )
    .bind(&file)
    .bind(i64::from(version))
    .fetch_optional(&mut *database)
    .await?;
    if owner.ok_or(Problem::NotFound)? == reader {
        return Ok(());
    }
    let grants: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM grants WHERE file = $1 AND version = $2 AND reader = $3
         AND revoked IS NULL AND (expires IS NULL OR expires >= $4)",
    )
    .bind(&file)
    .bind(i64::from(version))
    .bind(reader)
    .bind(state.clock.today().to_string())
    .fetch_one(database)
    .await?;
    (grants > 0).then_some(()).ok_or(Problem::NotAllowed)
}

/// Checks that an upload is a sealed file of its author.
///
/// # Errors
/// [`Problem::NotASealedFile`] and others.
pub async fn check_upload(_: &State, _: &User, _: &Record, _: &Upload) -> Result<(), Problem> {
    Ok(())
}

/// Checks that a grant's tail is what the record says.
///
/// # Errors
/// [`Problem::GrantsDiffer`] and others.
pub async fn check_grant(_: &State, _: &User, _: &Record, _: &GrantAttachment) -> Result<(), Problem> {
    Ok(())
}

/// Checks that a release is one.
///
/// # Errors
/// [`Problem::NotARelease`] and others.
pub fn check_release(_: &Record, _: &ReleaseAttachment) -> Result<(), Problem> {
    Ok(())
}
