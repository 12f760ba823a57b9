//! `POST /v1/parts/missing`: what is left to send after the line was dropped.

use std::collections::HashSet;

use axum::Json;
use axum::extract::State as Of;
use axum::extract::rejection::JsonRejection;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use utoipa::ToSchema;

use super::{PART, PartHash};
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

/// Which parts are not there. Who asks for those of a file that is too large learns it before sending any.
#[utoipa::path(post, path = "/v1/parts/missing", operation_id = "missing_parts", request_body = Asked,
    responses((status = 200, description = "those that are not there")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    _member: Member,
    asked: Result<Json<Asked>, JsonRejection>,
) -> Result<Json<Answer>, Problem> {
    let Json(Asked { parts }) = asked?;
    let limit = state.config.largest_file;
    if parts.len() as u64 > limit.div_ceil(PART as u64) {
        return Err(Problem::TooLarge { limit });
    }
    let missing = async { missing(&mut *state.db.pool.acquire().await?, &parts).await };
    Ok(Json(Answer { missing: db::in_time(missing).await? }))
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
