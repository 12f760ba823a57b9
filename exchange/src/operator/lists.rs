//! Users, files, grants and security events.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Of};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::{IntoParams, ToSchema};

use super::Operator;
use crate::{Problem, State};

/// So many at once.
const PAGE: i64 = 500;

#[derive(Serialize, FromRow, ToSchema)]
pub(crate) struct ListedUser {
    name: String,
    role: String,
    state: String,
    leaf: i64,
    /// Bytes of the parts that they sent.
    bytes: i64,
    /// Bytes that they may send; missing where nobody set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    quota: Option<i64>,
}

#[derive(Serialize, FromRow, ToSchema)]
pub(crate) struct ListedVersion {
    file: String,
    owner: String,
    version: i64,
    bytes: i64,
    columns: i64,
    leaf: i64,
}

#[derive(Serialize, FromRow, ToSchema)]
pub(crate) struct ListedGrant {
    file: String,
    version: i64,
    owner: String,
    reader: String,
    leaf: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    /// The entry that revoked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked: Option<i64>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ListedEvent {
    at: i64,
    kind: String,
    #[schema(value_type = Object)]
    details: serde_json::Value,
}

/// What comes after an entry.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct After {
    /// Its number; from the beginning without it.
    #[serde(default)]
    after: u32,
}

/// What came before a time.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Before {
    /// In seconds since 1970; the newest without it.
    before: Option<u32>,
}

type Asked<T> = Result<Query<T>, QueryRejection>;

/// All users, with what they store.
#[utoipa::path(get, path = "/v1/operator/users", params(After), responses((status = 200, body = [ListedUser])))]
pub(crate) async fn users(
    Of(state): Of<State>,
    _: Operator,
    asked: Asked<After>,
) -> Result<Json<Vec<ListedUser>>, Problem> {
    let rows = sqlx::query_as(
        "SELECT users.name, role, state, leaf, quotas.bytes AS quota,
                CAST(COALESCE((SELECT SUM(bytes) FROM parts WHERE sender = users.name), 0) AS BIGINT) AS bytes
         FROM users LEFT JOIN quotas ON quotas.name = users.name WHERE leaf > $1 ORDER BY leaf LIMIT $2",
    );
    Ok(Json(rows.bind(after(asked)?).bind(PAGE).fetch_all(&state.db.pool).await?))
}

/// All versions of all files, by number and size.
#[utoipa::path(get, path = "/v1/operator/files", params(After), responses((status = 200, body = [ListedVersion])))]
pub(crate) async fn files(
    Of(state): Of<State>,
    _: Operator,
    asked: Asked<After>,
) -> Result<Json<Vec<ListedVersion>>, Problem> {
    let rows = sqlx::query_as(
        "SELECT versions.file, owner, versions.version, bytes, columns, leaf
         FROM versions JOIN files ON files.file = versions.file WHERE leaf > $1 ORDER BY leaf LIMIT $2",
    );
    Ok(Json(rows.bind(after(asked)?).bind(PAGE).fetch_all(&state.db.pool).await?))
}

/// Who granted what to whom.
#[utoipa::path(get, path = "/v1/operator/grants", params(After), responses((status = 200, body = [ListedGrant])))]
pub(crate) async fn grants(
    Of(state): Of<State>,
    _: Operator,
    asked: Asked<After>,
) -> Result<Json<Vec<ListedGrant>>, Problem> {
    let rows = sqlx::query_as(
        "SELECT grants.file, grants.version, owner, reader, leaf, expires, revoked
         FROM grants JOIN files ON files.file = grants.file WHERE leaf > $1 ORDER BY leaf LIMIT $2",
    );
    Ok(Json(rows.bind(after(asked)?).bind(PAGE).fetch_all(&state.db.pool).await?))
}

/// Security events, the newest first.
#[utoipa::path(get, path = "/v1/operator/events", params(Before), responses((status = 200, body = [ListedEvent])))]
pub(crate) async fn events(
    Of(state): Of<State>,
    _: Operator,
    asked: Asked<Before>,
) -> Result<Json<Vec<ListedEvent>>, Problem> {
    let before = asked.map_err(|_| Problem::BadRequest)?.before.map_or(i64::MAX, i64::from);
    let rows: Vec<(i64, String, String)> =
        sqlx::query_as("SELECT at, kind, details FROM events WHERE at < $1 ORDER BY at DESC LIMIT $2")
            .bind(before)
            .bind(PAGE)
            .fetch_all(&state.db.pool)
            .await?;
    let listed = |(at, kind, details): (i64, String, String)| {
        let details = serde_json::from_str(&details).unwrap_or_default();
        ListedEvent { at, kind, details }
    };
    Ok(Json(rows.into_iter().map(listed).collect()))
}

fn after(asked: Asked<After>) -> Result<i64, Problem> {
    Ok(i64::from(asked.map_err(|_| Problem::BadRequest)?.after))
}
