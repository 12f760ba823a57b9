//! What mirrors are given: the journal with checkpoints, and parts.

use axum::Json;
use axum::extract::{Path, Query, State as Of};
use axum::response::IntoResponse;
use lazaret::exchange::DirectoryKey;
use object_store::ObjectStoreExt;
use serde::{Deserialize, Serialize};

use super::authority::Mirror;
use crate::journal::Entry;
use crate::{Problem, State, journal, log, store};

/// The most entries of a page.
const ENTRIES: i64 = 256;

#[derive(Deserialize)]
pub(crate) struct From {
    /// The first entry that is wanted.
    from: u64,
}

/// Some entries, and the checkpoint of the log that ends with them.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(super) directory_key: DirectoryKey,
    pub(super) entries: Vec<Entry>,
    pub(super) checkpoint: String,
    /// How many entries there are in all.
    pub(super) size: u64,
}

/// Entries for a mirror.
#[utoipa::path(get, path = "/v1/mirror/journal", params(("from" = u64, Query)),
    responses((status = 200, description = "some entries")))]
pub(crate) async fn journal(
    Of(state): Of<State>,
    _mirror: Mirror,
    from: Result<Query<From>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Page>, Problem> {
    let Query(From { from }) = from.map_err(|_| Problem::BadRequest)?;
    let size = log::size(&mut *state.db.pool.acquire().await?).await?;
    let lengths: Vec<i64> = sqlx::query_scalar(
        "SELECT CAST(OCTET_LENGTH(attachment) AS BIGINT) FROM journal WHERE leaf >= $1 AND leaf < $2
         ORDER BY leaf LIMIT $3",
    )
    .bind(from.cast_signed())
    .bind(size.cast_signed())
    .bind(ENTRIES)
    .fetch_all(&state.db.pool)
    .await?;
    let many = u32::try_from(journal::fitting(lengths)).unwrap_or_default();
    let entries = Entry::read(&state, from, many).await?;
    let end = entries.last().map_or(size, |entry| entry.leaf + 1);
    let checkpoint = log::at(&state, end).await?.note().to_owned();
    Ok(Json(Page { directory_key: state.directory, entries, checkpoint, size }))
}

/// A part for a mirror.
#[utoipa::path(get, path = "/v1/mirror/parts/{hash}", operation_id = "mirrored_part", params(("hash" = String, Path)),
    responses((status = 200, description = "the part")))]
pub(crate) async fn part(
    Of(state): Of<State>,
    _mirror: Mirror,
    Path(hash): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let hash = hash.parse().map_err(|_| Problem::NotFound)?;
    match state.store.get(&store::path(&hash)).await {
        Ok(part) => Ok(axum::body::Body::from_stream(part.into_stream())),
        Err(object_store::Error::NotFound { .. }) => Err(Problem::NotFound),
        Err(error) => Err(error.into()),
    }
}
