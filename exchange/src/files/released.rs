//! `GET /v1/releases`: noisy numbers that were published.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Of};
use lazaret::exchange::ReleaseAttachment;
use serde::{Deserialize, Serialize};

use super::Entry;
use crate::accounts::Member;
use crate::{Problem, State, journal};

/// Releases in one answer.
const MOST: i64 = 500;

#[derive(Deserialize)]
pub(crate) struct Page {
    before: Option<u64>,
}

/// Noisy numbers, and the record that published them.
#[derive(Serialize)]
pub(crate) struct Published {
    numbers: String,
    entry: Entry,
}

/// The last releases, those before an entry if it is given: the newest first.
#[utoipa::path(get, path = "/v1/releases", operation_id = "releases", params(("before" = Option<u64>, Query)),
    responses((status = 200, description = "releases")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    _member: Member,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Vec<Published>>, Problem> {
    let Query(Page { before }) = page.map_err(|_| Problem::BadRequest)?;
    let before = i64::try_from(before.unwrap_or(i64::MAX.unsigned_abs())).map_err(|_| Problem::BadRequest)?;
    let lengths: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT leaf, CAST(OCTET_LENGTH(attachment) AS BIGINT) FROM journal
         WHERE act = 'release' AND leaf < $1 ORDER BY leaf DESC LIMIT $2",
    )
    .bind(before)
    .bind(MOST)
    .fetch_all(&state.db.pool)
    .await?;
    let fitting = journal::fitting(lengths.iter().map(|&(_, length)| length));
    let Some(&(first, _)) = lengths[..fitting].last() else { return Ok(Json(Vec::new())) };
    let rows: Vec<(i64, String, String, String, String)> = sqlx::query_as(
        "SELECT leaf, salt, record, signature, attachment FROM journal
         WHERE act = 'release' AND leaf >= $1 AND leaf < $2 ORDER BY leaf DESC",
    )
    .bind(first)
    .bind(before)
    .fetch_all(&state.db.pool)
    .await?;
    let published = |(leaf, salt, record, signature, attachment): (i64, String, String, String, String)| {
        let attachment: ReleaseAttachment = serde_json::from_str(&attachment).ok()?;
        Some(Published { numbers: attachment.numbers, entry: (leaf, salt, record, signature).into() })
    };
    rows.into_iter().map(|row| published(row).ok_or(Problem::Unavailable)).collect::<Result<_, _>>().map(Json)
}
