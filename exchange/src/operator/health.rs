//! Whether the node works.

use axum::Json;
use axum::extract::State as Of;
use object_store::ObjectStoreExt;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Operator;
use crate::{Problem, State, db};

#[derive(Serialize, ToSchema)]
pub(crate) struct Figures {
    version: &'static str,
    database: &'static str,
    users: i64,
    /// The log's size, leaf 0 among them, as everywhere else.
    entries: i64,
    parts: i64,
    /// Bytes of all parts.
    bytes: i64,
    sessions: i64,
    /// Whether the store answers.
    store: bool,
    mirror: bool,
}

/// For load balancers: whether the database and the store answer.
#[utoipa::path(get, path = "/health", responses((status = 200), (status = 503)))]
pub(crate) async fn up(Of(state): Of<State>) -> Result<Json<Value>, Problem> {
    count(&state, "SELECT COUNT(*) FROM settings").await?;
    if !store_answers(&state).await {
        return Err(Problem::Unavailable);
    }
    Ok(Json(json!({ "works": true })))
}

/// The same, with figures.
#[utoipa::path(get, path = "/v1/operator/health", responses((status = 200, body = Figures)))]
pub(crate) async fn figures(Of(state): Of<State>, _: Operator) -> Result<Json<Figures>, Problem> {
    Ok(Json(Figures {
        version: env!("CARGO_PKG_VERSION"),
        database: match state.db.kind {
            db::Kind::Sqlite => "sqlite",
            db::Kind::Postgres => "postgres",
        },
        users: count(&state, "SELECT COUNT(*) FROM users").await?,
        entries: count(&state, "SELECT COUNT(*) FROM leaves").await?,
        parts: count(&state, "SELECT COUNT(*) FROM parts").await?,
        bytes: count(&state, "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM parts").await?,
        sessions: count(&state, "SELECT COUNT(*) FROM sessions").await?,
        store: store_answers(&state).await,
        mirror: state.config.mirror.is_some(),
    }))
}

async fn count(state: &State, query: &'static str) -> Result<i64, Problem> {
    Ok(sqlx::query_scalar(query).fetch_one(&state.db.pool).await?)
}

/// "There is no such part" is an answer.
async fn store_answers(state: &State) -> bool {
    let asked = state.store.head(&"health".into()).await;
    matches!(asked, Ok(_) | Err(object_store::Error::NotFound { .. }))
}
