//! `GET /v1/files` and `POST /v1/search`: the last version of each file.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State as Of};
use lazaret::exchange::FileId;
use lazaret::exchange::search::Trapdoor;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use utoipa::ToSchema;

use super::Entry;
use crate::accounts::Member;
use crate::{Problem, State, db, search};

/// Files in one answer.
const MOST: u32 = 1000;
const LIMIT: u32 = 100;

/// A file in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Which file.
    pub file: String,
    /// Whose.
    pub owner: String,
    /// Its last version.
    pub version: i64,
    /// Its name, sealed for the group.
    pub name: String,
    /// Bytes with the owner's tail.
    pub bytes: i64,
    /// How many columns it has.
    pub columns: i64,
    /// The upload.
    pub entry: Entry,
}

#[derive(Deserialize)]
pub(crate) struct Page {
    after: Option<FileId>,
    limit: Option<u32>,
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct Sought {
    #[schema(value_type = Vec<String>)]
    trapdoors: Vec<Trapdoor>,
}

/// The last versions of all files, by number.
#[utoipa::path(get, path = "/v1/files", params(("after" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, description = "files")))]
pub(crate) async fn list(
    Of(state): Of<State>,
    _member: Member,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Vec<Listed>>, Problem> {
    let Query(page) = page.map_err(|_| Problem::BadRequest)?;
    let rows = sqlx::query(last_versions_of("f.file > $1 ORDER BY f.file LIMIT $2"))
        .bind(page.after.map(|file| file.to_string()).unwrap_or_default())
        .bind(i64::from(page.limit.unwrap_or(LIMIT).min(MOST)))
        .fetch_all(&state.db.pool)
        .await?;
    Ok(Json(rows.iter().map(listed).collect::<Result<_, _>>()?))
}

/// The files that have the tokens of all trapdoors.
#[utoipa::path(post, path = "/v1/search", request_body = Sought, responses((status = 200, description = "files")))]
pub(crate) async fn find(
    Of(state): Of<State>,
    member: Member,
    sought: Result<Json<Sought>, JsonRejection>,
) -> Result<Json<Vec<Listed>>, Problem> {
    state.limits.search(&state, &member.user.name).await?;
    let found = search::find(&state, &sought?.trapdoors).await?;
    let mut connection = state.db.pool.acquire().await?;
    let found = &found[..found.len().min(MOST as usize)];
    Ok(Json(last_versions(&mut connection, found).await?))
}

/// The last versions of these files, in the order of their ids where they come in it.
///
/// # Errors
/// When the database fails.
pub(super) async fn last_versions(
    database: &mut AnyConnection,
    files: &[String],
) -> Result<Vec<Listed>, Problem> {
    let mut last = Vec::new();
    for some in files.chunks(db::AT_ONCE) {
        let query = last_versions_of(&format!("f.file IN ({}) ORDER BY f.file", db::places(some.len())));
        let query = some.iter().fold(sqlx::query(query), |query, file| query.bind(file));
        for row in query.fetch_all(&mut *database).await? {
            last.push(listed(&row)?);
        }
    }
    Ok(last)
}

fn last_versions_of(which: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!(
        "SELECT f.file, f.owner, f.version, v.name, v.bytes, v.columns, j.leaf, j.salt, j.record, j.signature
         FROM files f JOIN versions v ON v.file = f.file AND v.version = f.version
         JOIN journal j ON j.leaf = v.leaf WHERE {which}"
    ))
}

fn listed(row: &AnyRow) -> Result<Listed, sqlx::Error> {
    Ok(Listed {
        file: row.try_get("file")?,
        owner: row.try_get("owner")?,
        version: row.try_get("version")?,
        name: row.try_get("name")?,
        bytes: row.try_get("bytes")?,
        columns: row.try_get("columns")?,
        entry: Entry::of_row(row)?,
    })
}
