//! The parts of what was uploaded, on disk before the entry is.

use lazaret::exchange::Upload;

use super::primary::Primary;
use super::round::Setback;
use crate::journal::Entry;
use crate::{State, store};

/// Fetches what is missing of an entry's parts.
pub(super) async fn fetch(state: &State, primary: &Primary, entry: &Entry) -> Result<(), Setback> {
    let Ok(upload) = entry.submission.attachment::<Upload>() else { return Ok(()) };
    let missing = store::missing(&mut *state.db.pool.acquire().await?, &upload.parts).await?;
    for hash in missing {
        let part = primary.part(&state.config.origin, &hash).await?;
        if store::hash(&part) != hash {
            return Err(Setback::Later(format!("the part {hash} came with another hash")));
        }
        // Nobody's: a mirror counts no quotas.
        store::keep(state, &hash, part, "").await?;
    }
    Ok(())
}
