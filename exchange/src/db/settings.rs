//! A few values that belong to the node as a whole.

use sqlx::{Any, AnyConnection, Executor};

/// A value, if it was put.
///
/// # Errors
/// When the database fails.
pub async fn get<'e>(
    database: impl Executor<'e, Database = Any>,
    name: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT value FROM settings WHERE name = $1").bind(name).fetch_optional(database).await
}

/// Puts a value, if there is none; gives the one that is there then, which is the first.
///
/// # Errors
/// When the database fails.
pub async fn first(database: &mut AnyConnection, name: &str, value: &str) -> Result<String, sqlx::Error> {
    sqlx::query("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(value)
        .execute(&mut *database)
        .await?;
    sqlx::query_scalar("SELECT value FROM settings WHERE name = $1").bind(name).fetch_one(database).await
}

/// Puts a value in the place of the one that was.
///
/// # Errors
/// When the database fails.
pub async fn replace<'e>(
    database: impl Executor<'e, Database = Any>,
    name: &str,
    value: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(database)
    .await
    .map(|_| ())
}
