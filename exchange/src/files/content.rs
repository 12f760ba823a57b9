//! `GET /v1/files/{file}/{version}/content`: the sealed file as the asker has it.

use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State as Of};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, TryStreamExt, stream};
use lazaret::exchange::FileId;
use object_store::ObjectStoreExt;

use super::tail::{Reading, reading};
use super::{range, upload};
use crate::accounts::Member;
use crate::events;
use crate::store::{PART, PartHash, path};
use crate::{Problem, State};

/// A record of the download serves for so many seconds.
const HOUR: u64 = 3600;
/// Pieces that are fetched before they are sent.
const AHEAD: usize = 2;
/// Bytes of a piece from a folder: the processor's caches hold a few. A distant store is asked for parts.
const PIECE: u64 = 1 << 20;

/// The sealed file as the asker has it, by ranges too.
#[utoipa::path(get, path = "/v1/files/{file}/{version}/content", operation_id = "content",
    params(("file" = String, Path), ("version" = u32, Path)),
    responses((status = 200, description = "all of it"), (status = 206, description = "a range")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    Member { user }: Member,
    address: Result<Path<(String, u32)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Path((file, version)) = address.map_err(|_| Problem::NotFound)?;
    let file: FileId = file.parse().map_err(|_| Problem::NotFound)?;
    let Reading { keep, tail, leaf } = reading(&state, &user, &file, version).await?;
    recorded(&state, &user.name, &file, version).await?;
    let length = keep + tail.len() as u64;
    let asked = range::asked(&headers, length)?;
    let range = asked.clone().unwrap_or(0..length);
    let parts = upload::parts(&state, &file.to_string(), version).await?;
    let mut answer =
        Body::from_stream(content(state, parts, keep, tail.into(), range.clone())).into_response();
    let set = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, format!("\"{file}-{version}-{leaf}\"")),
        (header::CONTENT_LENGTH, (range.end - range.start).to_string()),
    ];
    for (name, value) in set {
        answer.headers_mut().extend(value.parse().ok().map(|value| (name, value)));
    }
    if asked.is_some() {
        let value = format!("bytes {}-{}/{length}", range.start, range.end - 1);
        answer.headers_mut().extend(value.parse().ok().map(|value| (header::CONTENT_RANGE, value)));
        *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(answer)
}

/// Whether the download was written down within the hour. A mirror can't take a record: it notes the download itself.
async fn recorded(state: &State, reader: &str, file: &FileId, version: u32) -> Result<(), Problem> {
    if state.config.mirror.is_some() {
        return events::note_served(state, reader, file, version).await;
    }
    let at: Option<i64> =
        sqlx::query_scalar("SELECT at FROM downloads WHERE file = $1 AND version = $2 AND reader = $3")
            .bind(file.to_string())
            .bind(i64::from(version))
            .bind(reader)
            .fetch_optional(&state.db.pool)
            .await?;
    let served = at.is_some_and(|at| at.unsigned_abs() + HOUR >= state.clock.now());
    served.then_some(()).ok_or(Problem::NoDownloadRecord)
}

/// The bytes of a range, part by part, and then of the tail.
fn content(
    state: State,
    parts: Vec<PartHash>,
    keep: u64,
    tail: Bytes,
    range: Range<u64>,
) -> impl stream::Stream<Item = object_store::Result<Bytes>> {
    let part = PART as u64;
    let piece = if state.config.s3.is_some() { part } else { PIECE };
    let before = range.start.min(keep)..range.end.min(keep);
    let behind = range.start.max(keep) - keep..range.end.max(keep) - keep;
    let numbers = if before.is_empty() { 0..0 } else { before.start / piece..before.end.div_ceil(piece) };
    let pieces = numbers.filter_map(move |number| {
        let (first, last) = (before.start.max(number * piece), before.end.min((number + 1) * piece));
        let hash = usize::try_from(first / part).ok().and_then(|number| parts.get(number).copied())?;
        Some((hash, first % part..first % part + last - first))
    });
    let fetched = stream::iter(pieces).map(move |(hash, range)| {
        let store = state.store.clone();
        async move { store.get_range(&path(&hash), range).await }
    });
    let bounds = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(tail.len());
    let rest = tail.slice(bounds(behind.start)..bounds(behind.end));
    fetched
        .buffered(AHEAD)
        .chain(stream::iter([Ok(rest)]))
        .inspect_err(|error| tracing::error!(%error, "the store"))
}
