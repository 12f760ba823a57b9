//! Somebody who fetches more than anybody reads.

use lazaret::exchange::FileId;
use serde_json::{Value, json};

use super::{Kind, note, write};
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
/// [`Problem::SlowDown`] when the reader fetched too much here within the hour, [`Problem::Unavailable`] when it can't be
/// written down: nothing is served then.
pub async fn note_served(state: &State, reader: &str, file: &FileId, version: u32) -> Result<(), Problem> {
    let noted: Vec<String> = sqlx::query_scalar("SELECT details FROM events WHERE kind = $1 AND at > $2")
        .bind(Kind::ServedByMirror.name())
        .bind(state.clock.now().saturating_sub(HOUR).cast_signed())
        .fetch_all(&state.db.pool)
        .await?;
    let details = json!({ "user": reader, "file": file, "version": version });
    let noted = noted.iter().filter_map(|text| serde_json::from_str::<Value>(text).ok());
    let own: Vec<Value> = noted.filter(|noted| noted["user"] == reader).collect();
    if !own.contains(&details) {
        check(state, reader, own.len()).await?;
        write(state, Kind::ServedByMirror, &details).await?;
    }
    Ok(())
}

async fn check(state: &State, reader: &str, fetched: usize) -> Result<(), Problem> {
    if let Some(reached) = [AT_MOST, NOTICED].into_iter().find(|&many| fetched >= many) {
        note_once(state, json!({ "user": reader, "files": reached })).await?;
    }
    if fetched >= AT_MOST { Err(Problem::SlowDown { seconds: HOUR }) } else { Ok(()) }
}

/// Notes an unusual volume, if it was not noted within the hour: what a reader makes the node write is bounded.
async fn note_once(state: &State, details: Value) -> Result<(), Problem> {
    let query = "SELECT COUNT(*) FROM events WHERE kind = $1 AND at > $2 AND details = $3";
    let noted: i64 = sqlx::query_scalar(query)
        .bind(Kind::UnusualVolume.name())
        .bind(state.clock.now().saturating_sub(HOUR).cast_signed())
        .bind(details.to_string())
        .fetch_one(&state.db.pool)
        .await?;
    if noted == 0 {
        note(state, Kind::UnusualVolume, details).await;
    }
    Ok(())
}
