//! `POST /v1/parts/missing`: what is left to send after the line was dropped.

use std::collections::HashSet;

use axum::Json;
use axum::extract::State as Of;
use axum::extract::rejection::JsonRejection;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use utoipa::ToSchema;

use super::PartHash;
use crate::accounts::Member;
use crate::{Problem, State, db};

#[derive(Deserialize, ToSchema)]
pub(crate) struct Asked {
    #[schema(value_type = Vec<String>)]
    parts: Vec<PartHash>,
}

#[derive(Serialize)]
pub(crate) struct Answer {
    missing: Vec<PartHash>,
}

/// Which parts are not there.
#[utoipa::path(post, path = "/v1/parts/missing", operation_id = "missing_parts", request_body = Asked,
    responses((status = 200, description = "those that are not there")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    _member: Member,
    asked: Result<Json<Asked>, JsonRejection>,
) -> Result<Json<Answer>, Problem> {
    let mut connection = state.db.pool.acquire().await?;
    let missing = missing(&mut connection, &asked?.parts).await?;
    Ok(Json(Answer { missing }))
}

/// Those of the parts that are not there.
///
/// # Errors
/// When the database fails.
pub async fn missing(database: &mut AnyConnection, parts: &[PartHash]) -> Result<Vec<PartHash>, Problem> {
    let mut there: HashSet<String> = HashSet::new();
    for some in parts.chunks(db::AT_ONCE) {
        let text = format!("SELECT hash FROM parts WHERE hash IN ({})", db::places(some.len()));
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(text));
        let query = some.iter().fold(query, |query, hash| query.bind(hash.to_string()));
        there.extend(query.fetch_all(&mut *database).await?);
    }
    Ok(parts.iter().filter(|hash| !there.contains(&hash.to_string())).copied().collect())
}
