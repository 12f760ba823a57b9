//! A mirror becomes the node that keeps the log, should the first one be lost.

use lazaret::exchange::log::NoteKey;

use super::{Witness, introduction};
use crate::{Clock, Config, db, log, state};

/// The name of the setting that says so.
pub(super) const PROMOTED: &str = "promoted";

/// The keys of a node, which are made when there are none: as a witness of another's log, and for a log of its own.
///
/// # Errors
/// A sentence for the operator.
pub fn keys(config: &Config) -> Result<(NoteKey, NoteKey), String> {
    std::fs::create_dir_all(&config.data).map_err(|error| format!("{}: {error}", config.data.display()))?;
    let log_key = state::signing_key(&config.data.join("log.key"))?.public();
    Ok((Witness::open(config)?.public, log::note_key(&config.origin, log_key)?))
}

/// Ends following for good: from its next start on, the node takes records and signs the log with its own key. Gives
/// what the operator must know.
///
/// # Errors
/// A sentence for the operator.
pub async fn promote(mut config: Config) -> Result<String, String> {
    let said = |error: sqlx::Error| format!("the database: {error}");
    let db = db::Database::of(&config).await?;
    let Some(policy) = introduction::followed(&db).await? else {
        return Err("this node mirrors no other, so there is nothing to promote".to_owned());
    };
    config.origin = policy.origin;
    let now = Clock::default().now().to_string();
    let mut connection = db.pool.acquire().await.map_err(said)?;
    db::first_setting(&mut connection, PROMOTED, &now).await.map_err(said)?;
    let entries = log::size(&mut connection).await;
    let entries = entries.map_err(|error| error.to_string())?;
    let (_, key) = keys(&config)?;
    Ok(format!(
        "This node now keeps the log {origin}, which has {entries} entries here. Start it without --mirror, and with \
         --origin {origin}\n\
         It signs the log with its own key: {key}\n\
         Readers believe it if their settings name that key as a successor. Other mirrors follow it with --mirror and \
         this node's address, and with --log-key and this key if they don't know it yet.\n\
         Entries that only the lost node had are gone, and its passwords with it: users log in with their identity.",
        origin = config.origin,
    ))
}
