//! Somebody who fetches more than anybody reads.

use serde_json::json;

use super::{Kind, note};
use crate::{Problem, State};

const HOUR: u64 = 3600;
/// So many files within an hour are noticed.
const NOTICED: i64 = 20;
/// So many are the most.
const AT_MOST: i64 = 100;

/// Looks at what a reader fetched within the hour, before one more.
///
/// # Errors
/// [`Problem::SlowDown`] when it is too much.
pub async fn check_volume(state: &State, reader: &str) -> Result<(), Problem> {
    let since = state.clock.now().saturating_sub(HOUR).cast_signed();
    let fetched: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM downloads WHERE reader = $1 AND at > $2")
        .bind(reader)
        .bind(since)
        .fetch_one(&state.db.pool)
        .await?;
    if fetched == NOTICED || fetched == AT_MOST {
        note(state, Kind::UnusualVolume, json!({ "user": reader, "files": fetched })).await;
    }
    if fetched >= AT_MOST { Err(Problem::SlowDown { seconds: HOUR }) } else { Ok(()) }
}
