//! `GET /v1/releases`: noisy numbers that were published.

use axum::Json;
use axum::extract::State as Of;
use lazaret::exchange::ReleaseAttachment;
use serde::Serialize;

use super::Entry;
use crate::accounts::Member;
use crate::{Problem, State};

/// The last so many.
const MOST: i64 = 500;

/// Noisy numbers, and the record that published them.
#[derive(Serialize)]
pub(crate) struct Published {
    numbers: String,
    entry: Entry,
}

/// The last releases.
#[utoipa::path(get, path = "/v1/releases", operation_id = "releases", responses((status = 200, description = "releases")))]
pub(crate) async fn route(Of(state): Of<State>, _member: Member) -> Result<Json<Vec<Published>>, Problem> {
    let rows: Vec<(i64, String, String, String, String)> = sqlx::query_as(
        "SELECT leaf, salt, record, signature, attachment FROM journal
         WHERE act = 'release' ORDER BY leaf DESC LIMIT $1",
    )
    .bind(MOST)
    .fetch_all(&state.db.pool)
    .await?;
    let published = |(leaf, salt, record, signature, attachment): (i64, String, String, String, String)| {
        let attachment: ReleaseAttachment = serde_json::from_str(&attachment).ok()?;
        Some(Published { numbers: attachment.numbers, entry: (leaf, salt, record, signature).into() })
    };
    rows.into_iter().map(|row| published(row).ok_or(Problem::Unavailable)).collect::<Result<_, _>>().map(Json)
}
