//! Parts that no file refers to: of uploads that were given up.

use std::time::Duration;

use futures_util::{StreamExt, stream};

use super::{PartHash, path};
use crate::{Problem, State};

/// A part may wait for its file for so many seconds.
const PATIENCE: u64 = 24 * 3600;
/// Parts that are taken away in one transaction.
const AT_ONCE: i64 = 100;

/// Takes parts away that nothing refers to, once an hour, as long as the process runs.
pub async fn collect_garbage(state: State) {
    if state.config.mirror.is_some() {
        return;
    }
    loop {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        match collect(&state).await {
            Ok(parts) => tracing::info!(parts, "unused parts were taken away"),
            Err(error) => tracing::error!(%error, "unused parts could not be taken away"),
        }
    }
}

/// Takes parts away that nothing has referred to for a day; gives how many.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn collect(state: &State) -> Result<usize, Problem> {
    let mut collected = 0;
    loop {
        // Alone with the journal: no upload can refer to a part while it goes.
        let _turn = state.appending.lock().await;
        let mut transaction = state.db.begin_append().await?;
        let unused: Vec<String> = sqlx::query_scalar(
            "DELETE FROM parts WHERE hash IN (
                SELECT hash FROM parts WHERE at < $1
                AND NOT EXISTS (SELECT 1 FROM version_parts WHERE version_parts.hash = parts.hash)
                LIMIT $2) RETURNING hash",
        )
        .bind(state.clock.now().saturating_sub(PATIENCE).cast_signed())
        .bind(AT_ONCE)
        .fetch_all(&mut *transaction)
        .await?;
        delete(state, &unused).await?;
        transaction.commit().await?;
        collected += unused.len();
        if unused.is_empty() {
            return Ok(collected);
        }
    }
}

/// Several at a time, as the store can: the journal waits meanwhile. A part that is gone already will do.
async fn delete(state: &State, unused: &[String]) -> Result<(), Problem> {
    let parts = unused.iter().map(|hash| hash.parse::<PartHash>().map_err(|_| Problem::Unavailable));
    let paths = parts.map(|hash| hash.map(|hash| Ok(path(&hash)))).collect::<Result<Vec<_>, _>>()?;
    let mut deleted = state.store.delete_stream(stream::iter(paths).boxed());
    while let Some(part) = deleted.next().await {
        match part {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
