//! The index in the database.

use std::collections::BTreeSet;

use lazaret::exchange::Salt;
use lazaret::exchange::search::{Tokens, Trapdoor};
use sqlx::AssertSqlSafe;

use crate::{Problem, Search, State, db};

const NO_SALT: Salt = lazaret::bytes::Bytes([0; 16]);

/// Writes a file's words; those of an earlier version go.
///
/// # Errors
/// When the database fails.
pub async fn write(
    state: &State,
    transaction: &mut db::Transaction,
    file: &str,
    leaf: u64,
    tokens: &Tokens,
) -> Result<(), Problem> {
    let words: String = tokens.words.iter().map(ToString::to_string).collect();
    sqlx::query(
        "INSERT INTO words (file, leaf, salt, tokens) VALUES ($1, $2, $3, $4)
         ON CONFLICT (file) DO UPDATE SET leaf = excluded.leaf, salt = excluded.salt, tokens = excluded.tokens",
    )
    .bind(file)
    .bind(leaf.cast_signed())
    .bind(tokens.salt.to_string())
    .bind(words)
    .execute(&mut **transaction)
    .await?;
    if state.config.search == Search::Salted {
        return Ok(());
    }
    sqlx::query("DELETE FROM tokens WHERE file = $1").bind(file).execute(&mut **transaction).await?;
    for some in tokens.words.chunks(db::AT_ONCE) {
        let rows = db::rows(some.len(), 2);
        let text =
            format!("INSERT INTO tokens (token, file) VALUES {rows} ON CONFLICT (token, file) DO NOTHING");
        let query = sqlx::query(AssertSqlSafe(text));
        let query = some.iter().fold(query, |query, token| query.bind(token.to_string()).bind(file));
        query.execute(&mut **transaction).await?;
    }
    Ok(())
}

/// Files that have all tokens, where searching is deterministic.
pub(super) async fn find(state: &State, trapdoors: &[Trapdoor]) -> Result<Vec<String>, Problem> {
    let mut found: Option<BTreeSet<String>> = None;
    for trapdoor in trapdoors {
        let files: Vec<String> = sqlx::query_scalar("SELECT file FROM tokens WHERE token = $1")
            .bind(trapdoor.token(&NO_SALT).to_string())
            .fetch_all(&state.db.pool)
            .await?;
        let files: BTreeSet<String> = files.into_iter().collect();
        found = Some(found.map_or(files.clone(), |found| &found & &files));
    }
    Ok(found.unwrap_or_default().into_iter().collect())
}
