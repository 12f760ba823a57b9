//! Whether what goes with a record is what the record binds. Long work, before the transaction.

use lazaret::exchange::search::SealedGroupKey;
use lazaret::exchange::{Act, Record};

use super::{Submission, User};
use crate::{Problem, State, files};

/// Checks the attachment.
///
/// # Errors
/// [`Problem::AttachmentDiffers`], [`Problem::BadRequest`], and what [`files`] says of uploads, grants and releases.
pub(super) async fn attachment(
    state: &State,
    author: &User,
    record: &Record,
    submission: &Submission,
) -> Result<(), Problem> {
    match &record.act {
        Act::Upload { .. } => files::check_upload(state, author, record, submission.attachment()?).await,
        Act::Grant { .. } => files::check_grant(state, author, record, submission.attachment()?).await,
        Act::Release { .. } => files::check_release(state, record, submission.attachment()?).await,
        Act::Admit { .. } => submission.attachment::<SealedGroupKey>().map(|_| ()),
        _ if submission.attachment.is_null() => Ok(()),
        _ => Err(Problem::BadRequest),
    }
}
