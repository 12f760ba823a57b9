//! Security events: what a node noticed and answered.

mod volume;

use lazaret::bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{Problem, State, db};

pub use volume::{check_volume, note_served};

/// Events are kept for 90 days.
const KEPT: u64 = 90 * 24 * 3600;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A log-in with another password or key.
    FailedLogIn,
    /// More requests than the limits allow.
    Throttled,
    /// Many files fetched in little time.
    UnusualVolume,
    /// Somebody registered a key.
    KeyChange,
    /// A record with a nonce that was used.
    Replay,
    /// An upload that is no sealed file, or a release that is none.
    Malformed,
    /// A record that its author did not sign.
    Forged,
    /// An operator's demand for keys.
    KeysDemanded,
    /// A log that does not agree with its witnesses.
    LogDisagrees,
    /// A file fetched from a mirror, which has no record of it.
    ServedByMirror,
}

impl Kind {
    /// As it is written down.
    fn name(self) -> String {
        let name = serde_json::to_value(self).ok();
        name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// Writes an event down. `details` names users, counts and positions, and nothing of a file. A failure is only logged:
/// what was noticed is answered all the same.
pub async fn note(state: &State, kind: Kind, details: serde_json::Value) {
    let _ = write(state, kind, &details).await;
}

/// Writes an event down, or says that it could not.
///
/// # Errors
/// [`Problem::Unavailable`], which is logged.
async fn write(state: &State, kind: Kind, details: &serde_json::Value) -> Result<(), Problem> {
    let name = kind.name();
    tracing::warn!(event = name, %details, "security event");
    let written = db::in_time(insert(state, &name, &details.to_string())).await;
    written.inspect_err(|error| tracing::error!(%error, "a security event could not be written down"))
}

async fn insert(state: &State, name: &str, details: &str) -> Result<(), Problem> {
    let now = state.clock.now();
    sqlx::query("DELETE FROM events WHERE at < $1")
        .bind(now.saturating_sub(KEPT).cast_signed())
        .execute(&state.db.pool)
        .await?;
    sqlx::query("INSERT INTO events (event, at, kind, details) VALUES ($1, $2, $3, $4)")
        .bind(Bytes::<16>::random()?.to_string())
        .bind(now.cast_signed())
        .bind(name)
        .bind(details)
        .execute(&state.db.pool)
        .await?;
    Ok(())
}
