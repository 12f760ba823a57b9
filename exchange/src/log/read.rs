//! The tree and its leaves, as they are stored.

use lazaret::bytes::Bytes;
use lazaret::exchange::log::TreeHash;
use lazaret::exchange::log::tiles::{TilePath, WIDTH, bundle};
use sqlx::AnyConnection;
use tlog_tiles::tlog::{HashReader, stored_hash_index, sub_tree_index, tree_hash};

use super::hashes::hashes;
use crate::Problem;

/// The root of the first `size` leaves.
///
/// # Errors
/// [`Problem::NotFound`] if there are fewer, [`Problem::Unavailable`].
pub async fn root(database: &mut AnyConnection, size: u64) -> Result<TreeHash, Problem> {
    let positions = if size == 0 { Vec::new() } else { sub_tree_index(0, size, Vec::new()) };
    let root = tree_hash(size, &hashes(database, &positions).await?).map_err(|_| Problem::Unavailable)?;
    Ok(Bytes(root.0))
}

/// The bytes of a tile or of a bundle of entries, of a log of `size` leaves.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Unavailable`].
pub(super) async fn tile(
    database: &mut AnyConnection,
    path: &TilePath,
    size: u64,
) -> Result<Vec<u8>, Problem> {
    path.needs().filter(|needs| *needs <= size).ok_or(Problem::NotFound)?;
    let first = path.index * WIDTH;
    let range = first..first + u64::from(path.width);
    let Some(level) = path.level else { return entries(database, range).await };
    let positions: Vec<u64> = range.map(|index| stored_hash_index(level * 8, index)).collect();
    let tile = hashes(database, &positions).await?.read_hashes(&positions);
    Ok(tile.map_err(|_| Problem::NotFound)?.into_iter().flat_map(|hash| hash.0).collect())
}

async fn entries(database: &mut AnyConnection, range: std::ops::Range<u64>) -> Result<Vec<u8>, Problem> {
    let leaves: Vec<String> =
        sqlx::query_scalar("SELECT text FROM leaves WHERE leaf >= $1 AND leaf < $2 ORDER BY leaf")
            .bind(range.start.cast_signed())
            .bind(range.end.cast_signed())
            .fetch_all(database)
            .await?;
    Ok(bundle(leaves.iter().map(String::as_bytes)))
}
