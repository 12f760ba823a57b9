//! Checkpoints: signed for any length of the log, and served for the last one that enough hospitals vouch for.

use lazaret::exchange::log::{Checkpoint, SignedCheckpoint};

use super::{read, size};
use crate::{Problem, State};

/// The name of the setting in which a mirror keeps the last checkpoint that it took.
pub(crate) const TAKEN: &str = "checkpoint";

/// The checkpoint of the first `size` leaves, signed by this node.
///
/// # Errors
/// [`Problem::NotFound`] if there are fewer, [`Problem::Unavailable`].
pub async fn at(state: &State, size: u64) -> Result<SignedCheckpoint, Problem> {
    let root = read::root(&mut *state.db.pool.acquire().await?, size).await?;
    let checkpoint = Checkpoint { origin: state.config.origin.clone(), size, root };
    checkpoint.sign(&state.log_key).map_err(|_| Problem::Unavailable)
}

/// The checkpoint of the whole log.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn newest(state: &State) -> Result<SignedCheckpoint, Problem> {
    let size = size(&mut *state.db.pool.acquire().await?).await?;
    at(state, size).await
}

/// The last checkpoint that a quorum vouches for, or the newest if there is none, with its cosignatures. On a mirror,
/// the last one that it took.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn vouched(state: &State) -> Result<String, Problem> {
    if state.config.mirror.is_some() {
        return crate::db::setting(&state.db.pool, TAKEN).await?.ok_or(Problem::Unavailable);
    }
    let signed = match last(state).await? {
        Some(last) => at(state, last).await?,
        None => newest(state).await?,
    };
    Ok(format!("{}{}", signed.note(), lines(state, signed.checkpoint().size).await?))
}

/// The longest log that a quorum vouches for, where one is asked for.
async fn last(state: &State) -> Result<Option<u64>, Problem> {
    if state.config.quorum == 0 {
        return Ok(None);
    }
    let last: Option<i64> = sqlx::query_scalar(
        "SELECT size FROM cosignatures GROUP BY size HAVING COUNT(*) >= $1 ORDER BY size DESC LIMIT 1",
    )
    .bind(i64::try_from(state.config.quorum).unwrap_or(i64::MAX))
    .fetch_optional(&state.db.pool)
    .await?;
    Ok(last.map(i64::unsigned_abs))
}

async fn lines(state: &State, size: u64) -> Result<String, Problem> {
    let lines: Vec<String> =
        sqlx::query_scalar("SELECT line FROM cosignatures WHERE size = $1 ORDER BY witness")
            .bind(size.cast_signed())
            .fetch_all(&state.db.pool)
            .await?;
    Ok(lines.concat())
}
