//! `GET /v1/releases`: noisy numbers that were published.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Of};
use lazaret::exchange::ReleaseAttachment;
use serde::{Deserialize, Serialize};

use super::Entry;
use crate::accounts::Member;
use crate::{Problem, State};

/// Releases in one answer.
const MOST: i64 = 500;
/// An answer ends with the release that makes it longer, in bytes.
const LONG: i64 = 8 << 20;

#[derive(Deserialize)]
pub(crate) struct Page {
    before: Option<u64>,
}

/// Noisy numbers, and the record that published them.
#[derive(Serialize)]
pub(crate) struct Published {
    numbers: String,
    entry: Entry,
}

/// The last releases, those before an entry if it is given: the newest first.
#[utoipa::path(get, path = "/v1/releases", operation_id = "releases", params(("before" = Option<u64>, Query)),
    responses((status = 200, description = "releases")))]
pub(crate) async fn route(
    Of(state): Of<State>,
    _member: Member,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Vec<Published>>, Problem> {
    let Query(Page { before }) = page.map_err(|_| Problem::BadRequest)?;
    let before = i64::try_from(before.unwrap_or(i64::MAX.unsigned_abs())).map_err(|_| Problem::BadRequest)?;
    let lengths: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT leaf, CAST(OCTET_LENGTH(attachment) AS BIGINT) FROM journal
         WHERE act = 'release' AND leaf < $1 ORDER BY leaf DESC LIMIT $2",
    )
    .bind(before)
    .bind(MOST)
    .fetch_all(&state.db.pool)
    .await?;
    let Some(first) = first_that_fits(&lengths) else { return Ok(Json(Vec::new())) };
    let rows: Vec<(i64, String, String, String, String)> = sqlx::query_as(
        "SELECT leaf, salt, record, signature, attachment FROM journal
         WHERE act = 'release' AND leaf >= $1 AND leaf < $2 ORDER BY leaf DESC",
    )
    .bind(first)
    .bind(before)
    .fetch_all(&state.db.pool)
    .await?;
    let published = |(leaf, salt, record, signature, attachment): (i64, String, String, String, String)| {
        let attachment: ReleaseAttachment = serde_json::from_str(&attachment).ok()?;
        Some(Published { numbers: attachment.numbers, entry: (leaf, salt, record, signature).into() })
    };
    rows.into_iter().map(|row| published(row).ok_or(Problem::Unavailable)).collect::<Result<_, _>>().map(Json)
}

/// The last of some entries, with their lengths, that an answer still has.
fn first_that_fits(lengths: &[(i64, i64)]) -> Option<i64> {
    let mut bytes = 0;
    let fitting = lengths.iter().take_while(|(_, length)| {
        let fits = bytes < LONG;
        bytes += length;
        fits
    });
    fitting.last().map(|&(leaf, _)| leaf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_with_what_makes_it_long() {
        assert_eq!(first_that_fits(&[]), None);
        assert_eq!(first_that_fits(&[(9, LONG - 1), (7, 5), (3, 1)]), Some(7));
        assert_eq!(first_that_fits(&[(9, LONG + 1), (7, 5)]), Some(9));
    }
}
