//! Log-ins that were begun, in the database: any replica may end what another began.

use serde_json::json;

use super::hash;
use crate::events::{self, Kind};
use crate::{Problem, State};

/// An attempt ends after so many seconds.
const LASTS: u64 = 2 * 60;
/// Attempts of so many seconds are counted together.
const COUNTED: u64 = 15 * 60;
/// So many passwords may be tried for one name.
const AT_MOST: i64 = 20;

/// Whose attempts a challenge counts among: a signature can't be guessed, and who makes a name rest by trying passwords
/// must not keep its owner's identity out.
const NOBODY: &str = "";

/// Begins an attempt at a name's password, or refuses it when too many were begun and not won.
///
/// # Errors
/// [`Problem::SlowDown`].
pub(super) async fn begin(state: &State, name: &str, attempt: &str, secret: &str) -> Result<(), Problem> {
    let since = state.clock.now().saturating_sub(COUNTED).cast_signed();
    let begun: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM attempts WHERE name = $1 AND at >= $2")
        .bind(name)
        .bind(since)
        .fetch_one(&state.db.pool)
        .await?;
    if begun >= AT_MOST {
        events::note(state, Kind::Throttled, json!({ "limit": "attempts", "user": name })).await;
        return Err(Problem::SlowDown { seconds: COUNTED });
    }
    keep(state, name, attempt, secret).await
}

/// Begins an attempt of a name's identity.
pub(super) async fn challenge(state: &State, name: &str, challenge: &str) -> Result<(), Problem> {
    keep(state, NOBODY, challenge, name).await
}

/// Uses a challenge up; gives whose it is.
///
/// # Errors
/// [`Problem::LogInFailed`] when there is none, or it is over.
pub(super) async fn challenged(state: &State, challenge: &str) -> Result<String, Problem> {
    let (counted, name) = take(state, challenge).await?;
    (counted == NOBODY).then_some(name).ok_or(Problem::LogInFailed)
}

async fn keep(state: &State, name: &str, attempt: &str, secret: &str) -> Result<(), Problem> {
    let now = state.clock.now();
    sqlx::query("DELETE FROM attempts WHERE at < $1")
        .bind(now.saturating_sub(COUNTED).cast_signed())
        .execute(&state.db.pool)
        .await?;
    sqlx::query("INSERT INTO attempts (attempt, name, at, secret) VALUES ($1, $2, $3, $4)")
        .bind(hash(attempt))
        .bind(name)
        .bind(now.cast_signed())
        .bind(secret)
        .execute(&state.db.pool)
        .await?;
    Ok(())
}

/// Uses an attempt up; gives its name and secret.
///
/// # Errors
/// [`Problem::LogInFailed`] when there is none, or it is over.
pub(super) async fn take(state: &State, attempt: &str) -> Result<(String, String), Problem> {
    let since = state.clock.now().saturating_sub(LASTS).cast_signed();
    let attempt = hash(attempt);
    let found: Option<(String, String)> =
        sqlx::query_as("SELECT name, secret FROM attempts WHERE attempt = $1 AND at >= $2 AND secret <> ''")
            .bind(&attempt)
            .bind(since)
            .fetch_optional(&state.db.pool)
            .await?;
    // Whoever empties it has it: two requests with one attempt get one session.
    let emptied = sqlx::query("UPDATE attempts SET secret = '' WHERE attempt = $1 AND secret <> ''")
        .bind(&attempt)
        .execute(&state.db.pool)
        .await?;
    found.filter(|_| emptied.rows_affected() == 1).ok_or(Problem::LogInFailed)
}

/// Forgets what failed, now that somebody logged in.
pub(super) async fn won(state: &State, name: &str) -> Result<(), Problem> {
    sqlx::query("DELETE FROM attempts WHERE name = $1").bind(name).execute(&state.db.pool).await?;
    Ok(())
}
