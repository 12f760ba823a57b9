//! `/log/…`: what anyone may read, and what witnesses send.

use axum::extract::{Path, State as Of};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use lazaret::exchange::log::Policy;
use lazaret::exchange::log::tiles::TilePath;
use serde::Serialize;

use super::{checkpoint, cosignature, policy, read, size};
use crate::{Problem, State};

/// `/log/…`.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/keys", get(keys))
        .route("/log/tile/{*path}", get(tile))
        .route("/log/cosignature", post(cosignature))
}

/// The log's size and root, signed and cosigned.
#[utoipa::path(get, path = "/log/checkpoint", responses((status = 200, description = "a signed note")))]
pub(crate) async fn checkpoint(Of(state): Of<State>) -> Result<Response, Problem> {
    let note = checkpoint::vouched(&state).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], note)
        .into_response())
}

/// Whose signatures count, and whether this node only serves what another writes.
#[derive(Serialize)]
pub(crate) struct Keys {
    #[serde(flatten)]
    policy: Policy,
    mirror: bool,
}

/// Whose signatures count.
#[utoipa::path(get, path = "/log/keys", responses((status = 200, description = "note keys")))]
pub(crate) async fn keys(Of(state): Of<State>) -> Json<Keys> {
    let mirror = state.config.mirror.is_some();
    Json(Keys { policy: policy(&state).as_ref().clone(), mirror })
}

/// Hashes or leaves of the log.
#[utoipa::path(get, path = "/log/tile/{path}", params(("path" = String, Path)),
    responses((status = 200, description = "a tile")))]
pub(crate) async fn tile(Of(state): Of<State>, Path(path): Path<String>) -> Result<Response, Problem> {
    let path = TilePath::parse(&format!("tile/{path}")).ok_or(Problem::NotFound)?;
    let mut connection = state.db.pool.acquire().await?;
    let size = size(&mut connection).await?;
    let tile = read::tile(&mut connection, &path, size).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        // What a tile of some width holds never changes.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, tile).into_response())
}

/// Takes a checkpoint that a witness cosigned.
#[utoipa::path(post, path = "/log/cosignature", request_body(content = String, content_type = "text/plain"),
    responses((status = 204, description = "it is kept")))]
pub(crate) async fn cosignature(Of(state): Of<State>, note: String) -> Result<StatusCode, Problem> {
    cosignature::take(&state, &note).await?;
    Ok(StatusCode::NO_CONTENT)
}
