//! `GET /v1/history`: entries by the asker, for the asker, or on the asker's files.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Of};
use serde::Deserialize;

use super::Entry;
use super::entries::Row;
use crate::accounts::Session;
use crate::{Problem, State};

/// Entries in one answer.
const MOST: i64 = 500;

#[derive(Deserialize)]
pub(crate) struct Page {
    #[serde(default)]
    after: u64,
}

/// Entries that concern the asker.
#[utoipa::path(get, path = "/v1/history", operation_id = "history", params(("after" = Option<u64>, Query)),
    responses((status = 200, description = "entries")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    Session { user, .. }: Session,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Vec<Entry>>, Problem> {
    let Query(page) = page.map_err(|_| Problem::BadRequest)?;
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT leaf, salt, record, signature FROM journal
         WHERE leaf > $2 AND (author = $1 OR subject = $1 OR file IN (SELECT file FROM files WHERE owner = $1))
         ORDER BY leaf LIMIT $3",
    )
    .bind(&user.name)
    .bind(i64::try_from(page.after).map_err(|_| Problem::BadRequest)?)
    .bind(MOST)
    .fetch_all(&state.db.pool)
    .await?;
    Ok(Json(rows.into_iter().map(Entry::from).collect()))
}
