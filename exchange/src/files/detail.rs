//! `GET /v1/files/{file}`: a file, all its versions, and what the asker may read of it.

use axum::Json;
use axum::extract::{Path, State as Of};
use lazaret::exchange::FileId;
use serde::Serialize;

use super::catalogue::{Listed, last_versions};
use super::{Entry, access};
use crate::accounts::Member;
use crate::{Problem, State};

/// A file with its versions.
#[derive(Serialize)]
pub(crate) struct Detail {
    #[serde(flatten)]
    last: Listed,
    versions: Vec<Version>,
}

#[derive(Serialize)]
struct Version {
    version: i64,
    bytes: i64,
    columns: i64,
    entry: Entry,
    /// What gives the asker access, if it still does.
    grant: Option<Entry>,
}

/// One file, all its versions.
#[utoipa::path(get, path = "/v1/files/{file}", operation_id = "file", params(("file" = String, Path)),
    responses((status = 200, description = "the file")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    Member { user }: Member,
    Path(file): Path<String>,
) -> Result<Json<Detail>, Problem> {
    let file: FileId = file.parse().map_err(|_| Problem::NotFound)?;
    let mut connection = state.db.pool.acquire().await?;
    let last = last_versions(&mut connection, &[file.to_string()]).await?.pop().ok_or(Problem::NotFound)?;
    let rows: Vec<(i64, i64, i64, i64)> =
        sqlx::query_as("SELECT version, bytes, columns, leaf FROM versions WHERE file = $1 ORDER BY version")
            .bind(file.to_string())
            .fetch_all(&mut *connection)
            .await?;
    let mut versions = Vec::new();
    for (version, bytes, columns, leaf) in rows {
        let number = u32::try_from(version).unwrap_or(u32::MAX);
        let grant = match access::grant(&state, &mut connection, &user.name, &file, number).await? {
            Some(leaf) => Some(Entry::find(&mut connection, leaf).await?),
            None => None,
        };
        let entry = Entry::find(&mut connection, leaf.unsigned_abs()).await?;
        versions.push(Version { version, bytes, columns, entry, grant });
    }
    Ok(Json(Detail { last, versions }))
}
