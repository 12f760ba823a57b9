//! `POST /log/cosignature`: a mirror vouches for a checkpoint, or shows that it has seen another.

use lazaret::exchange::log::SignedCheckpoint;
use serde_json::json;

use super::{policy, read, size};
use crate::events::{self, Kind};
use crate::{Problem, State};

/// A witness's clock may be ahead by so many seconds.
const CLOCK: u64 = 10 * 60;

/// Takes the cosignature of a configured witness on a checkpoint of this log. Of several on one checkpoint the newest is
/// kept: who sends an old line again, as anybody can, does not make the witness look silent.
///
/// # Errors
/// [`Problem::MirrorOnly`], [`Problem::BadRequest`], [`Problem::AnotherOrigin`], [`Problem::NotAllowed`] when no
/// witness signed, and [`Problem::Conflict`] when one signed another tree, which is written down as an event.
pub async fn take(state: &State, note: &str) -> Result<(), Problem> {
    if state.config.mirror.is_some() {
        return Err(Problem::MirrorOnly);
    }
    let signed = SignedCheckpoint::parse(note).map_err(|_| Problem::BadRequest)?;
    let checkpoint = signed.checkpoint();
    if checkpoint.origin != state.config.origin {
        return Err(Problem::AnotherOrigin);
    }
    let policy = policy(state);
    let witness =
        policy.witnesses.iter().find_map(|key| Some((key, signed.vouched(key)?, signed.line_of(key)?)));
    let (witness, at, line) = witness.ok_or(Problem::NotAllowed)?;
    if at > state.clock.now() + CLOCK {
        return Err(Problem::ClockDiffers { seconds: (at - state.clock.now()).cast_signed(), limit: CLOCK });
    }
    let mut connection = state.db.pool.acquire().await?;
    let size = size(&mut connection).await?;
    let own = if checkpoint.size <= size {
        Some(read::root(&mut connection, checkpoint.size).await?)
    } else {
        None
    };
    if own != Some(checkpoint.root) {
        let seen = json!({ "witness": witness.name(), "vouches_for": checkpoint.size, "entries": size });
        events::note(state, Kind::LogDisagrees, seen).await;
        return Err(Problem::Conflict);
    }
    sqlx::query(
        "INSERT INTO cosignatures (size, witness, line, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (size, witness) DO UPDATE SET line = excluded.line, at = excluded.at
         WHERE excluded.at > cosignatures.at",
    )
    .bind(checkpoint.size.cast_signed())
    .bind(witness.key().to_string())
    .bind(line)
    .bind(at.cast_signed())
    .execute(&mut *connection)
    .await?;
    forget(state, &mut connection).await
}

/// Takes away what readers are no longer given: lengths before the last that a quorum vouches for.
async fn forget(state: &State, database: &mut sqlx::AnyConnection) -> Result<(), Problem> {
    sqlx::query(
        "DELETE FROM cosignatures WHERE size < (SELECT COALESCE(MAX(size), 0) FROM
         (SELECT size FROM cosignatures GROUP BY size HAVING COUNT(*) >= $1) AS vouched)",
    )
    .bind(i64::try_from(state.config.quorum.max(1)).unwrap_or(i64::MAX))
    .execute(database)
    .await?;
    Ok(())
}
