//! What follows from an entry: the tables that answers are read from.

use base64ct::{Base64, Encoding};
use lazaret::exchange::search::Tokens;
use lazaret::exchange::{Act, Record, Registration, Role};
use serde::Deserialize;
use sqlx::AssertSqlSafe;

use super::{Submission, UserState};
use crate::store::PartHash;
use crate::{Problem, State, db, search};

/// Brings the tables up to an entry. A mirror does the same, and so has the same tables.
///
/// # Errors
/// When the database fails, or the attachment was not checked.
pub(super) async fn apply(
    state: &State,
    transaction: &mut db::Transaction,
    record: &Record,
    submission: &Submission,
    leaf: u64,
) -> Result<(), Problem> {
    let number = leaf.cast_signed();
    let by = record.by.as_str();
    let query = match &record.act {
        Act::Register { role, .. } => {
            let attachment: Registration = submission.attachment()?;
            // An operator gets no group key, and so need not be admitted.
            let begins = if *role == Role::Operator { UserState::Member } else { UserState::Waiting };
            sqlx::query("INSERT INTO users (name, role, state, recipient, leaf) VALUES ($1, $2, $3, $4, $5)")
                .bind(by)
                .bind(role.name())
                .bind(begins.name())
                .bind(attachment.recipient)
                .bind(number)
        }
        Act::Admit { user, .. } => sqlx::query("UPDATE users SET state = $2, admitted = $3 WHERE name = $1")
            .bind(user)
            .bind(UserState::Member.name())
            .bind(number),
        Act::Upload { .. } => return upload(state, transaction, record, submission, leaf).await,
        Act::Grant { file, version, to, expires, .. } => sqlx::query(
            "INSERT INTO grants (file, version, reader, leaf, expires) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (file, version, reader)
             DO UPDATE SET leaf = excluded.leaf, expires = excluded.expires, revoked = NULL",
        )
        .bind(file.to_string())
        .bind(i64::from(*version))
        .bind(to)
        .bind(number)
        .bind(expires.as_ref().map(ToString::to_string)),
        Act::Revoke { file, to } => {
            sqlx::query("UPDATE grants SET revoked = $3 WHERE file = $1 AND reader = $2 AND revoked IS NULL")
                .bind(file.to_string())
                .bind(to)
                .bind(number)
        }
        Act::Download { file, version } => sqlx::query(
            "INSERT INTO downloads (file, version, reader, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (file, version, reader) DO UPDATE SET at = excluded.at",
        )
        .bind(file.to_string())
        .bind(i64::from(*version))
        .bind(by)
        .bind(record.at.cast_signed()),
        Act::Close {} => {
            sqlx::query("UPDATE users SET state = $2 WHERE name = $1").bind(by).bind(UserState::Closed.name())
        }
        Act::Ask { .. }
        | Act::Invite { .. }
        | Act::Refuse { .. }
        | Act::Release { .. }
        | Act::DemandKeys { .. } => {
            return Ok(());
        }
    };
    query.execute(&mut **transaction).await?;
    Ok(())
}

/// An [`Upload`](lazaret::exchange::Upload), of which nothing is copied that is long.
#[derive(Deserialize)]
pub(super) struct Uploaded<'a> {
    pub parts: Vec<PartHash>,
    tail: &'a str,
    name: &'a str,
    tokens: Tokens,
}

async fn upload(
    state: &State,
    transaction: &mut db::Transaction,
    record: &Record,
    submission: &Submission,
    leaf: u64,
) -> Result<(), Problem> {
    let Act::Upload { file, version, manifest, bytes, columns, .. } = &record.act else { return Ok(()) };
    let attachment: Uploaded<'_> = submission.attachment()?;
    let tail = Base64::decode_vec(attachment.tail).map_err(|_| Problem::BadRequest)?;
    let file = file.to_string();
    let version = i64::from(*version);
    sqlx::query(
        "INSERT INTO files (file, owner, version) VALUES ($1, $2, $3)
         ON CONFLICT (file) DO UPDATE SET version = excluded.version",
    )
    .bind(&file)
    .bind(&record.by)
    .bind(version)
    .execute(&mut **transaction)
    .await?;
    sqlx::query(
        "INSERT INTO versions (file, version, leaf, manifest, bytes, keep, columns, name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&file)
    .bind(version)
    .bind(leaf.cast_signed())
    .bind(manifest.to_string())
    .bind(bytes.cast_signed())
    .bind(bytes.saturating_sub(tail.len() as u64).cast_signed())
    .bind(i64::from(*columns))
    .bind(attachment.name)
    .execute(&mut **transaction)
    .await?;
    let mut position = 0_i64;
    for some in attachment.parts.chunks(db::AT_ONCE) {
        let rows = db::rows(some.len(), 4);
        let text = format!("INSERT INTO version_parts (file, version, position, hash) VALUES {rows}");
        let mut query = sqlx::query(AssertSqlSafe(text));
        for hash in some {
            query = query.bind(&file).bind(version).bind(position).bind(hash.to_string());
            position += 1;
        }
        query.execute(&mut **transaction).await?;
    }
    search::write(state, transaction, &file, leaf, &attachment.tokens).await
}
