//! The tree's hashes, as they are stored.

use std::collections::HashMap;

use lazaret::exchange::log::TreeHash;
use sqlx::AnyConnection;
use tlog_tiles::tlog::{Error, Hash, HashReader};

use crate::{Problem, db};

/// Hashes by their place.
pub(super) struct Hashes(HashMap<u64, Hash>);

impl HashReader for Hashes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let hash = |index| self.0.get(index).copied().ok_or(Error::InvalidTile);
        indexes.iter().map(hash).collect()
    }
}

/// The hashes at these places, each named once.
///
/// # Errors
/// [`Problem::NotFound`] when one is not there, [`Problem::Unavailable`].
pub(super) async fn hashes(database: &mut AnyConnection, positions: &[u64]) -> Result<Hashes, Problem> {
    let mut hashes = HashMap::new();
    for some in positions.chunks(db::AT_ONCE) {
        let text =
            format!("SELECT position, hash FROM hashes WHERE position IN ({})", db::places(some.len()));
        let query = sqlx::query_as::<_, (i64, String)>(sqlx::AssertSqlSafe(text));
        let query = some.iter().fold(query, |query, position| query.bind(position.cast_signed()));
        for (position, hash) in query.fetch_all(&mut *database).await? {
            let hash: TreeHash = hash.parse().map_err(|_| Problem::Unavailable)?;
            hashes.insert(position.unsigned_abs(), Hash(hash.0));
        }
    }
    if hashes.len() == positions.len() { Ok(Hashes(hashes)) } else { Err(Problem::NotFound) }
}
