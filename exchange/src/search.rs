//! Searching: a file is found if it has the tokens of all trapdoors.

use lazaret::exchange::Tokens;

use crate::{Problem, State, db};

/// The index in memory, brought up to date at each search.
#[derive(Clone, Default)]
pub struct Index {}

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
    let _ = state;
    Ok(())
}
