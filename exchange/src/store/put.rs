//! `PUT /v1/parts/{hash}`.

use axum::body::Body;
use axum::extract::{Path, State as Of};
use axum::http::StatusCode;
use futures_util::StreamExt;
use lazaret::bytes::Bytes;
use lazaret::exchange::Role;
use object_store::{ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

use super::{PART, PartHash, path, quota};
use crate::accounts::Member;
use crate::journal::User;
use crate::{Problem, State, db};

/// Takes a part.
#[utoipa::path(put, path = "/v1/parts/{hash}", operation_id = "put_part", params(("hash" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 204, description = "it is there")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    member: Member,
    Path(hash): Path<String>,
    body: Body,
) -> Result<StatusCode, Problem> {
    let hash = hash.parse().map_err(|_| Problem::NotFound)?;
    if member.user.role != Role::Owner {
        return Err(Problem::NotAllowed);
    }
    put(&state, &member.user, &hash, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a part as it streams in. One that is there already is taken again for nothing.
///
/// # Errors
/// [`Problem::TooLarge`], [`Problem::HashDiffers`], [`Problem::QuotaExceeded`], [`Problem::Unavailable`].
pub async fn put(state: &State, sender: &User, hash: &PartHash, body: Body) -> Result<(), Problem> {
    if db::in_time(renew(state, hash)).await? {
        return Ok(());
    }
    let bytes = receive(hash, body).await?;
    db::in_time(quota::check(state, &sender.name, bytes.len() as u64)).await?;
    keep(state, hash, bytes, &sender.name).await
}

/// Puts a part into the store, and then writes down who sent it, if nobody did before.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn keep(state: &State, hash: &PartHash, part: Vec<u8>, sender: &str) -> Result<(), Problem> {
    let length = part.len() as u64;
    state.store.put(&path(hash), PutPayload::from(part)).await?;
    let query = sqlx::query(
        "INSERT INTO parts (hash, bytes, sender, at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING",
    )
    .bind(hash.to_string())
    .bind(length.cast_signed())
    .bind(sender)
    .bind(state.clock.now().cast_signed());
    db::in_time(async { Ok(query.execute(&state.db.pool).await.map(|_| ())?) }).await
}

/// Whether the part is there; if so, it is kept a day more.
async fn renew(state: &State, hash: &PartHash) -> Result<bool, Problem> {
    let renewed = sqlx::query("UPDATE parts SET at = $2 WHERE hash = $1")
        .bind(hash.to_string())
        .bind(state.clock.now().cast_signed())
        .execute(&state.db.pool)
        .await?;
    Ok(renewed.rows_affected() > 0)
}

async fn receive(hash: &PartHash, body: Body) -> Result<Vec<u8>, Problem> {
    let mut stream = body.into_data_stream();
    let (mut bytes, mut sha) = (Vec::new(), Sha256::new());
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|_| Problem::BadRequest)?;
        if bytes.len() + piece.len() > PART {
            return Err(Problem::TooLarge { limit: PART as u64 });
        }
        sha.update(&piece);
        bytes.extend_from_slice(&piece);
    }
    let found = Bytes(sha.finalize().into());
    if found == *hash && !bytes.is_empty() { Ok(bytes) } else { Err(Problem::HashDiffers) }
}
