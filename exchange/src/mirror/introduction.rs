//! A mirror's first start: whose log it follows, and under which keys.

use std::time::Duration;

use lazaret::exchange::DirectoryKey;
use lazaret::exchange::log::Policy;

use super::Witness;
use super::primary::{Primary, Silence};
use super::promotion::PROMOTED;
use crate::log::FOLLOWED;
use crate::{Clock, Config, db};

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_secs(1);

/// Makes a mirror ready to be opened: settles its origin and what it holds the other node to. Gives the directory key
/// at the first start, for which it waits until the other node knows this mirror; later starts ask nobody.
///
/// # Errors
/// A sentence for the operator.
pub async fn introduce(db: &db::Database, config: &mut Config) -> Result<Option<DirectoryKey>, String> {
    let said = |error: sqlx::Error| format!("the database: {error}");
    let promoted = db::setting(&db.pool, PROMOTED).await.map_err(said)?.is_some();
    let followed = followed(db).await?;
    let url = match (config.mirror.clone(), promoted) {
        (Some(_), true) => {
            return Err("this node was promoted, and follows no other: start it without --mirror".to_owned());
        }
        (None, false) if followed.is_some() => {
            return Err("this node is a mirror: start it with --mirror, or promote it first".to_owned());
        }
        (None, _) => return Ok(None),
        (Some(url), false) => url,
    };
    let pinned = config.log_key.clone();
    if let Some(mut policy) = followed {
        config.origin.clone_from(&policy.origin);
        policy.key = pinned.unwrap_or(policy.key);
        keep(db, &policy).await?;
        return Ok(None);
    }
    let witness = Witness::open(config)?;
    println!("This mirror's key, for the setting `witnesses` of {url}: {}", witness.public);
    let primary = Primary::new(&url, witness, Clock::default())?;
    let policy = ask(async || primary.keys().await).await?;
    if pinned.as_ref().is_some_and(|pinned| *pinned != policy.key) {
        return Err(format!("{url} signs its log with another key than the setting log-key: {}", policy.key));
    }
    println!("Following the log {}, whose key is {}", policy.origin, policy.key);
    config.origin.clone_from(&policy.origin);
    let page = ask(async || primary.journal(&policy.origin, 1).await).await?;
    keep(db, &policy).await?;
    Ok(Some(page.directory_key))
}

/// What a mirror holds the other node to; nothing on a node that mirrors none.
pub(crate) async fn followed(db: &db::Database) -> Result<Option<Policy>, String> {
    let kept = db::setting(&db.pool, FOLLOWED).await.map_err(|error| format!("the database: {error}"))?;
    kept.map(|kept| serde_json::from_str(&kept)).transpose().map_err(|error| format!("the database: {error}"))
}

pub(super) async fn keep(db: &db::Database, policy: &Policy) -> Result<(), String> {
    let text = serde_json::to_string(policy).map_err(|error| error.to_string())?;
    db::replace_setting(&db.pool, FOLLOWED, &text).await.map_err(|error| format!("the database: {error}"))
}

/// Asks until there is an answer.
async fn ask<T>(question: impl AsyncFn() -> Result<T, Silence>) -> Result<T, String> {
    let mut told = false;
    loop {
        match question().await {
            Ok(answer) => return Ok(answer),
            Err(silence @ Silence::Refused(_)) => return Err(silence.to_string()),
            Err(silence) if !told => {
                tracing::warn!(%silence, "waiting for the node that is mirrored");
                told = true;
            }
            Err(_) => {}
        }
        tokio::time::sleep(PAUSE).await;
    }
}
