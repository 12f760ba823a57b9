//! How much one user may store.

use crate::{Problem, State};

/// Refuses what is more than a user may store.
///
/// # Errors
/// [`Problem::QuotaExceeded`].
pub(super) async fn check(state: &State, user: &str, bytes: u64) -> Result<(), Problem> {
    let limit = limit(state, user).await?;
    let there = stored(state, user).await?;
    if there.saturating_add(bytes) <= limit { Ok(()) } else { Err(Problem::QuotaExceeded { limit }) }
}

/// Bytes that a user may store.
///
/// # Errors
/// When the database fails.
pub async fn limit(state: &State, user: &str) -> Result<u64, Problem> {
    let own: Option<i64> = sqlx::query_scalar("SELECT bytes FROM quotas WHERE name = $1")
        .bind(user)
        .fetch_optional(&state.db.pool)
        .await?;
    Ok(own.map_or(state.config.quota, i64::unsigned_abs))
}

/// Bytes of the parts that a user sent, each counted once.
///
/// # Errors
/// When the database fails.
pub async fn stored(state: &State, user: &str) -> Result<u64, Problem> {
    let bytes: i64 =
        sqlx::query_scalar("SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM parts WHERE sender = $1")
            .bind(user)
            .fetch_one(&state.db.pool)
            .await?;
    Ok(bytes.unsigned_abs())
}
