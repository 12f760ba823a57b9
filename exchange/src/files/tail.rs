//! `GET /v1/files/{file}/{version}/tail`: the asker's own grants and directory.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State as Of};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64ct::{Base64, Encoding};
use lazaret::exchange::FileId;
use serde::Deserialize;

use super::access::{Access, access};
use crate::accounts::Member;
use crate::journal::User;
use crate::{Problem, State};

/// A version as one reader has it.
pub(super) struct Reading {
    /// Bytes before the tail.
    pub keep: u64,
    /// What follows them.
    pub tail: Vec<u8>,
    /// The entry that the tail came with.
    pub leaf: u64,
}

/// The asker's tail.
#[utoipa::path(get, path = "/v1/files/{file}/{version}/tail", operation_id = "tail",
    params(("file" = String, Path), ("version" = u32, Path)), responses((status = 200, description = "the tail")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    Member { user }: Member,
    path: Result<Path<(String, u32)>, PathRejection>,
) -> Result<Response, Problem> {
    let Path((file, version)) = path.map_err(|_| Problem::NotFound)?;
    let file = file.parse().map_err(|_| Problem::NotFound)?;
    let Reading { keep, tail, .. } = reading(&state, &user, &file, version).await?;
    let headers = [
        ("lazaret-bytes", (keep + tail.len() as u64).to_string()),
        ("lazaret-keep", keep.to_string()),
        (header::CONTENT_TYPE.as_str(), "application/octet-stream".to_owned()),
    ];
    Ok((headers, Body::from(tail)).into_response())
}

/// What a user reads of a version.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::NotAllowed`].
pub(super) async fn reading(
    state: &State,
    user: &User,
    file: &FileId,
    version: u32,
) -> Result<Reading, Problem> {
    #[derive(Deserialize)]
    struct Attachment {
        tail: String,
    }
    let mut connection = state.db.pool.acquire().await?;
    let Access { keep, leaf } = access(state, &mut connection, &user.name, file, version).await?;
    let attachment: String = sqlx::query_scalar("SELECT attachment FROM journal WHERE leaf = $1")
        .bind(leaf.cast_signed())
        .fetch_one(&mut *connection)
        .await?;
    let attachment: Attachment = serde_json::from_str(&attachment).map_err(|_| Problem::Unavailable)?;
    let tail = Base64::decode_vec(&attachment.tail).map_err(|_| Problem::Unavailable)?;
    Ok(Reading { keep, tail, leaf })
}
