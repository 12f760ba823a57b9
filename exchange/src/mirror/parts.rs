//! The parts of what was uploaded, on disk before the entry is.

use lazaret::bytes::Bytes;
use lazaret::exchange::Upload;
use object_store::{ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

use super::primary::Primary;
use super::round::Setback;
use crate::journal::Entry;
use crate::store::{self, PartHash};
use crate::{Problem, State};

/// Fetches what is missing of an entry's parts.
pub(super) async fn fetch(state: &State, primary: &Primary, entry: &Entry) -> Result<(), Setback> {
    let Ok(upload) = entry.submission.attachment::<Upload>() else { return Ok(()) };
    let missing = store::missing(&mut *state.db.pool.acquire().await?, &upload.parts).await?;
    for hash in missing {
        let part = primary.part(&state.config.origin, &hash).await?;
        if Bytes(Sha256::digest(&part).into()) != hash {
            return Err(Setback::Later(format!("the part {hash} came with another hash")));
        }
        keep(state, &hash, part).await?;
    }
    Ok(())
}

/// Puts a part, which is nobody's: a mirror counts no quotas.
async fn keep(state: &State, hash: &PartHash, part: Vec<u8>) -> Result<(), Problem> {
    let length = part.len() as u64;
    state.store.put(&store::path(hash), PutPayload::from(part)).await?;
    sqlx::query(
        "INSERT INTO parts (hash, bytes, sender, at) VALUES ($1, $2, '', $3) ON CONFLICT (hash) DO NOTHING",
    )
    .bind(hash.to_string())
    .bind(length.cast_signed())
    .bind(state.clock.now().cast_signed())
    .execute(&state.db.pool)
    .await?;
    Ok(())
}
