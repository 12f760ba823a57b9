//! Somebody who fetches more than anybody reads.

use lazaret::exchange::FileId;
use serde_json::{Value, json};

use super::{Kind, note};
use crate::{Problem, State};

const HOUR: u64 = 3600;
/// So many files within an hour are noticed.
const NOTICED: usize = 20;
/// So many are the most.
const AT_MOST: usize = 100;

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
    check(state, reader, usize::try_from(fetched).unwrap_or(usize::MAX)).await
}

/// Notes what a mirror serves, which can't take a record of it: once an hour for each file, in as many ranges as it is
/// fetched.
///
/// # Errors
/// [`Problem::SlowDown`] when the reader fetched too much here within the hour.
pub async fn note_served(state: &State, reader: &str, file: &FileId, version: u32) -> Result<(), Problem> {
    let kind = serde_json::to_value(Kind::ServedByMirror).unwrap_or_default();
    let noted: Vec<String> = sqlx::query_scalar("SELECT details FROM events WHERE kind = $1 AND at > $2")
        .bind(kind.as_str().unwrap_or_default())
        .bind(state.clock.now().saturating_sub(HOUR).cast_signed())
        .fetch_all(&state.db.pool)
        .await?;
    let details = json!({ "user": reader, "file": file, "version": version });
    let noted = noted.iter().filter_map(|text| serde_json::from_str::<Value>(text).ok());
    let own: Vec<Value> = noted.filter(|noted| noted["user"] == reader).collect();
    if !own.contains(&details) {
        check(state, reader, own.len()).await?;
        note(state, Kind::ServedByMirror, details).await;
    }
    Ok(())
}

async fn check(state: &State, reader: &str, fetched: usize) -> Result<(), Problem> {
    if fetched == NOTICED || fetched == AT_MOST {
        note(state, Kind::UnusualVolume, json!({ "user": reader, "files": fetched })).await;
    }
    if fetched >= AT_MOST { Err(Problem::SlowDown { seconds: HOUR }) } else { Ok(()) }
}
