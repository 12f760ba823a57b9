//! One round of following: some entries more, or none.

use lazaret::exchange::log::{LogError, Policy, SignedCheckpoint};

use super::parts;
use super::primary::{Primary, Silence};
use super::serve::Page;
use crate::journal::replay;
use crate::log::TAKEN;
use crate::{Problem, State, db, log};

/// Why a round did not go through.
#[derive(Debug)]
pub(super) enum Setback {
    /// To be tried again: the other node, or this one, does not work at the moment.
    Later(String),
    /// The other node does not tell the truth about its log, and shows this checkpoint.
    Lie {
        /// What is wrong.
        why: LogError,
        /// The note.
        shown: String,
    },
}

impl From<Silence> for Setback {
    fn from(silence: Silence) -> Self {
        Self::Later(silence.to_string())
    }
}

impl From<Problem> for Setback {
    fn from(problem: Problem) -> Self {
        Self::Later(problem.to_string())
    }
}

impl From<sqlx::Error> for Setback {
    fn from(error: sqlx::Error) -> Self {
        Problem::from(error).into()
    }
}

/// What a round came to.
pub(super) struct Progress {
    /// Up to here this node has everything.
    pub(super) signed: SignedCheckpoint,
    /// Whether entries were taken.
    pub(super) grew: bool,
    /// Whether there are more.
    pub(super) more: bool,
}

/// Takes the next entries with their parts, if they and the checkpoint continue what this node has.
pub(super) async fn round(state: &State, primary: &Primary, policy: &Policy) -> Result<Progress, Setback> {
    let seen = log::size(&mut *state.db.pool.acquire().await?).await?;
    let page = primary.journal(&state.config.origin, seen).await?;
    let lie = |why| Setback::Lie { why, shown: page.checkpoint.clone() };
    let signed = SignedCheckpoint::parse(&page.checkpoint).map_err(lie)?;
    policy.check_signature(&signed).map_err(lie)?;
    if page.directory_key != state.directory {
        return Err(lie(LogError::AnotherDirectory));
    }
    let size = signed.checkpoint().size;
    if size <= seen {
        agrees(state, &signed).await?.map_err(lie)?;
        return if size < seen {
            Err(lie(LogError::Behind { size, seen }))
        } else {
            Ok(Progress { signed, grew: false, more: false })
        };
    }
    for entry in &page.entries {
        parts::fetch(state, primary, entry).await?;
    }
    take(state, &signed, &page, seen).await?;
    Ok(Progress { signed, grew: true, more: size < page.size })
}

/// Whether this node's tree has the checkpoint's root, being as long at least.
pub(super) async fn agrees(
    state: &State,
    signed: &SignedCheckpoint,
) -> Result<Result<(), LogError>, Setback> {
    let mut connection = state.db.pool.acquire().await?;
    let seen = log::size(&mut connection).await?;
    let size = signed.checkpoint().size;
    if size > seen || log::root(&mut connection, size).await? == signed.checkpoint().root {
        return Ok(Ok(()));
    }
    Ok(Err(LogError::AnotherHistory { size, seen }))
}

async fn take(state: &State, signed: &SignedCheckpoint, page: &Page, seen: u64) -> Result<(), Setback> {
    let lie = |why| Setback::Lie { why, shown: page.checkpoint.clone() };
    let mut transaction = state.db.begin_append().await?;
    for entry in &page.entries {
        let leaf = entry.leaf;
        replay(state, &mut transaction, std::slice::from_ref(entry)).await.map_err(
            |problem| match problem {
                Problem::Unavailable => problem.into(),
                _ => lie(LogError::Forged { leaf }),
            },
        )?;
    }
    let size = signed.checkpoint().size;
    let found = log::size(&mut transaction).await?;
    if found != size {
        return Err(lie(LogError::LeavesMissing { expected: size - seen, found: found - seen }));
    }
    if log::root(&mut transaction, size).await? != signed.checkpoint().root {
        return Err(lie(LogError::AnotherHistory { size, seen }));
    }
    Ok(transaction.commit().await?)
}

/// Keeps the checkpoint that the other node gives to everybody, if it is of the same tree, for this node's readers.
pub(super) async fn take_public(state: &State, primary: &Primary, policy: &Policy) -> Result<(), Setback> {
    let note = primary.checkpoint().await?;
    let lie = |why| Setback::Lie { why, shown: note.clone() };
    let signed = SignedCheckpoint::parse(&note).map_err(lie)?;
    policy.check_signature(&signed).map_err(lie)?;
    agrees(state, &signed).await?.map_err(lie)?;
    let seen = log::size(&mut *state.db.pool.acquire().await?).await?;
    let kept = db::setting(&state.db.pool, TAKEN).await?;
    let vouched =
        |note: &str| SignedCheckpoint::parse(note).is_ok_and(|signed| policy.check(&signed).is_ok());
    let better = vouched(&note) || kept.is_none_or(|kept| !vouched(&kept));
    if signed.checkpoint().size <= seen && better {
        db::replace_setting(&state.db.pool, TAKEN, &note).await?;
    }
    Ok(())
}
