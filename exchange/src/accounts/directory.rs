//! The directory of users, each with the entry that registered their keys, and the asker's group key.

use axum::Json;
use axum::extract::State as Of;
use serde::Serialize;
use serde_json::Value;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Session;
use crate::files::Entry;
use crate::{Problem, State};

/// A user as others see them.
#[derive(Serialize)]
pub(crate) struct Listed {
    name: String,
    role: String,
    state: String,
    recipient: String,
    /// The entry that says so.
    entry: Entry,
}

/// All users.
#[utoipa::path(get, path = "/v1/users", responses((status = 200)))]
pub(crate) async fn users(Of(state): Of<State>, _: Session) -> Result<Json<Vec<Listed>>, Problem> {
    let rows = sqlx::query(
        "SELECT name, role, state, recipient, users.leaf, salt, record, signature
         FROM users JOIN journal ON journal.leaf = users.leaf ORDER BY name",
    )
    .fetch_all(&state.db.pool)
    .await?;
    rows.iter().map(listed).collect::<Result<_, _>>().map(Json)
}

fn listed(row: &AnyRow) -> Result<Listed, Problem> {
    let text = |column| row.try_get::<String, _>(column);
    let [name, role, state, recipient] = ["name", "role", "state", "recipient"].map(text);
    Ok(Listed { name: name?, role: role?, state: state?, recipient: recipient?, entry: Entry::of_row(row)? })
}

/// The group key as it was sealed for the asker, and by whom; `null` before that.
#[utoipa::path(get, path = "/v1/group", responses((status = 200)))]
pub(crate) async fn group(Of(state): Of<State>, Session { user }: Session) -> Result<Json<Value>, Problem> {
    let Some(admitted) = user.admitted else { return Ok(Json(Value::Null)) };
    let row = sqlx::query("SELECT author, attachment FROM journal WHERE leaf = $1")
        .bind(admitted.cast_signed())
        .fetch_one(&state.db.pool)
        .await?;
    let attachment: String = row.try_get("attachment")?;
    let mut answer: Value = serde_json::from_str(&attachment).map_err(|_| Problem::Unavailable)?;
    answer["by"] = row.try_get::<String, _>("author")?.into();
    Ok(Json(answer))
}
