//! One leaf more.

use lazaret::bytes::Bytes;
use sqlx::AssertSqlSafe;
use tlog_tiles::tlog::{stored_hash_index, stored_hashes};

use super::hashes::hashes;
use crate::{Problem, db};

/// How many leaves there are.
///
/// # Errors
/// When the database fails.
pub async fn size(database: &mut sqlx::AnyConnection) -> Result<u64, Problem> {
    let size: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(leaf) + 1, 0) FROM leaves").fetch_one(database).await?;
    Ok(size.unsigned_abs())
}

/// Puts leaf `leaf`, which is the next one, and the hashes of the subtrees that it completes.
///
/// # Errors
/// When the database fails.
pub async fn append(transaction: &mut db::Transaction, leaf: u64, text: &str) -> Result<(), Problem> {
    sqlx::query("INSERT INTO leaves (leaf, text) VALUES ($1, $2)")
        .bind(leaf.cast_signed())
        .bind(text)
        .execute(&mut **transaction)
        .await?;
    let levels = u8::try_from((leaf + 1).trailing_zeros()).unwrap_or(u8::MAX);
    let completed: Vec<u64> =
        (0..levels).map(|level| stored_hash_index(level, (leaf >> level) - 1)).collect();
    let known = hashes(transaction, &completed).await.map_err(|_| Problem::Unavailable)?;
    let hashes = stored_hashes(leaf, text.as_bytes(), &known).map_err(|_| Problem::Unavailable)?;
    let text = format!("INSERT INTO hashes (position, hash) VALUES {}", db::rows(hashes.len(), 2));
    let positions = stored_hash_index(0, leaf)..;
    let query = positions.zip(hashes).fold(sqlx::query(AssertSqlSafe(text)), |query, (position, hash)| {
        query.bind(position.cast_signed()).bind(Bytes(hash.0).to_string())
    });
    query.execute(&mut **transaction).await?;
    Ok(())
}
