//! Who may do what, and when: what the tables say about a record, within its transaction.

use lazaret::exchange::{Act, Columns, FileId, Record, Role};

use super::apply::Uploaded;
use super::{Submission, User, UserState};
use crate::{Problem, State, db, store};

/// The longest purpose, in bytes.
const LONGEST_PURPOSE: usize = 1000;

/// Whom, beside the author, an act is about.
pub(super) fn subject(act: &Act) -> Option<&str> {
    match act {
        Act::Admit { user: to, .. }
        | Act::Invite { to, .. }
        | Act::Grant { to, .. }
        | Act::Refuse { to, .. }
        | Act::Revoke { to, .. } => Some(to),
        _ => None,
    }
}

/// What file an act is about.
pub(super) fn file(act: &Act) -> Option<&FileId> {
    match act {
        Act::Upload { file, .. }
        | Act::Ask { file, .. }
        | Act::Invite { file, .. }
        | Act::Grant { file, .. }
        | Act::Refuse { file, .. }
        | Act::Revoke { file, .. }
        | Act::Download { file, .. }
        | Act::DemandKeys { file } => Some(file),
        _ => None,
    }
}

/// Refuses what the author may not do, or not now.
///
/// # Errors
/// [`Problem::NotAllowed`], [`Problem::NotFound`], [`Problem::Conflict`], [`Problem::NameTaken`],
/// [`Problem::BadRequest`].
pub(super) async fn check(
    state: &State,
    transaction: &mut db::Transaction,
    record: &Record,
) -> Result<(), Problem> {
    let Some(author) = User::find(&mut **transaction, &record.by).await? else {
        let registers = matches!(record.act, Act::Register { .. });
        return registers.then_some(()).ok_or(Problem::NotAllowed);
    };
    let mut look = Look { state, transaction, author };
    match &record.act {
        Act::Register { .. } => Err(Problem::NameTaken),
        Act::Admit { user, fingerprint } => {
            look.may_admit(user).await?;
            let user = look.user(user).await?;
            let right = user.state == UserState::Waiting && user.fingerprint()? == *fingerprint;
            right.then_some(()).ok_or(Problem::Conflict)
        }
        Act::Upload { file, version, .. } => {
            look.author_is(Role::Owner)?;
            let (owner, last) = look.file(file).await?.unwrap_or_else(|| (look.author.name.clone(), 0));
            look.is_author(&owner)?;
            (*version == last + 1).then_some(()).ok_or(Problem::Conflict)
        }
        Act::Ask { file, columns, purpose } => {
            look.author_shares()?;
            let (_, last) = look.file(file).await?.ok_or(Problem::NotFound)?;
            look.has_columns(file, last, columns).await?;
            is_purpose(purpose)
        }
        Act::Invite { file, to, purpose } => {
            look.owns(file).await?;
            look.reader(to).await?;
            is_purpose(purpose)
        }
        Act::Grant { file, version, manifest, to, fingerprint, columns, .. } => {
            look.owns(file).await?;
            let right = look.manifest(file, *version).await? == manifest.to_string()
                && look.reader(to).await?.fingerprint()? == *fingerprint;
            look.has_columns(file, *version, columns).await?;
            right.then_some(()).ok_or(Problem::Conflict)
        }
        Act::Refuse { file, to } => {
            look.owns(file).await?;
            look.user(to).await.map(|_| ())
        }
        Act::Revoke { file, to } => {
            look.owns(file).await?;
            look.granted(file, to).await
        }
        Act::Download { file, version } => {
            look.author_shares()?;
            let reader = look.author.name.clone();
            crate::files::may_read(look.state, look.transaction, &reader, file, *version).await
        }
        Act::Release { .. } => look.author_is(Role::Owner),
        Act::DemandKeys { file } => {
            if look.author.role != Role::Operator || look.author.state == UserState::Closed {
                return Err(Problem::NotAllowed);
            }
            look.file(file).await?.map(|_| ()).ok_or(Problem::NotFound)
        }
        Act::Close {} => {
            let open = look.author.state != UserState::Closed;
            open.then_some(()).ok_or(Problem::NotAllowed)
        }
    }
}

/// Refuses an upload whose parts were taken away since it was read through.
///
/// # Errors
/// [`Problem::PartsMissing`].
pub(super) async fn check_parts(
    transaction: &mut db::Transaction,
    record: &Record,
    submission: &Submission,
) -> Result<(), Problem> {
    let Act::Upload { .. } = record.act else { return Ok(()) };
    let uploaded: Uploaded<'_> = submission.attachment()?;
    match store::missing(transaction, &uploaded.parts).await?.len() {
        0 => Ok(()),
        missing => Err(Problem::PartsMissing { missing }),
    }
}

fn is_purpose(purpose: &str) -> Result<(), Problem> {
    if purpose.len() <= LONGEST_PURPOSE { Ok(()) } else { Err(Problem::BadRequest) }
}

/// What the tables say, for one author.
struct Look<'a> {
    state: &'a State,
    transaction: &'a mut db::Transaction,
    author: User,
}

impl Look<'_> {
    fn author_shares(&self) -> Result<(), Problem> {
        if self.author.shares() { Ok(()) } else { Err(Problem::NotAllowed) }
    }

    fn author_is(&self, role: Role) -> Result<(), Problem> {
        let right = self.author.shares() && self.author.role == role;
        right.then_some(()).ok_or(Problem::NotAllowed)
    }

    fn is_author(&self, name: &str) -> Result<(), Problem> {
        if self.author.name == name { Ok(()) } else { Err(Problem::NotAllowed) }
    }

    /// A member, or the first user of all who is no operator.
    async fn may_admit(&mut self, user: &str) -> Result<(), Problem> {
        if self.author.shares() {
            return Ok(());
        }
        let members: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM users WHERE role <> 'operator' AND state <> 'waiting'")
                .fetch_one(&mut **self.transaction)
                .await?;
        let first = members == 0 && self.author.name == user && self.author.role != Role::Operator;
        first.then_some(()).ok_or(Problem::NotAllowed)
    }

    async fn user(&mut self, name: &str) -> Result<User, Problem> {
        User::find(&mut **self.transaction, name).await?.ok_or(Problem::NotFound)
    }

    async fn reader(&mut self, name: &str) -> Result<User, Problem> {
        let user = self.user(name).await?;
        if user.shares() { Ok(user) } else { Err(Problem::Conflict) }
    }

    /// A file's owner and last version.
    async fn file(&mut self, file: &FileId) -> Result<Option<(String, u32)>, Problem> {
        let found: Option<(String, i64)> = sqlx::query_as("SELECT owner, version FROM files WHERE file = $1")
            .bind(file.to_string())
            .fetch_optional(&mut **self.transaction)
            .await?;
        Ok(found.map(|(owner, version)| (owner, u32::try_from(version).unwrap_or(u32::MAX))))
    }

    async fn owns(&mut self, file: &FileId) -> Result<(), Problem> {
        self.author_shares()?;
        let (owner, _) = self.file(file).await?.ok_or(Problem::NotFound)?;
        self.is_author(&owner)
    }

    async fn manifest(&mut self, file: &FileId, version: u32) -> Result<String, Problem> {
        sqlx::query_scalar("SELECT manifest FROM versions WHERE file = $1 AND version = $2")
            .bind(file.to_string())
            .bind(i64::from(version))
            .fetch_optional(&mut **self.transaction)
            .await?
            .ok_or(Problem::NotFound)
    }

    async fn has_columns(&mut self, file: &FileId, version: u32, chosen: &Columns) -> Result<(), Problem> {
        let Some(chosen) = chosen else { return Ok(()) };
        let columns: i64 =
            sqlx::query_scalar("SELECT columns FROM versions WHERE file = $1 AND version = $2")
                .bind(file.to_string())
                .bind(i64::from(version))
                .fetch_one(&mut **self.transaction)
                .await?;
        let right =
            chosen.is_sorted_by(|a, b| a < b) && chosen.last().is_some_and(|&last| i64::from(last) < columns);
        right.then_some(()).ok_or(Problem::BadRequest)
    }

    async fn granted(&mut self, file: &FileId, reader: &str) -> Result<(), Problem> {
        let grants: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM grants WHERE file = $1 AND reader = $2 AND revoked IS NULL",
        )
        .bind(file.to_string())
        .bind(reader)
        .fetch_one(&mut **self.transaction)
        .await?;
        (grants > 0).then_some(()).ok_or(Problem::Conflict)
    }
}
