//! The journal as mirrors read and take it.

use base64ct::{Base64, Encoding};
use lazaret::exchange::{Act, GrantAttachment, Record, Registration, ReleaseAttachment, Salt, Upload};
use lazaret::seal::identity::Recipient;
use serde::{Deserialize, Serialize};

use super::{Receipt, Submission, User, append, rules};
use crate::store::hash;
use crate::{Problem, State, log};

/// An entry of the journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub leaf: u64,
    /// What its leaf is salted with.
    pub salt: Salt,
    /// The record, its signature and its attachment.
    #[serde(flatten)]
    pub submission: Submission,
}

impl Entry {
    /// Entries from `first` on, at most `limit` of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(state: &State, first: u64, limit: u32) -> Result<Vec<Self>, Problem> {
        let rows: Vec<(i64, String, String, String, String)> = sqlx::query_as(
            "SELECT leaf, salt, record, signature, attachment FROM journal
             WHERE leaf >= $1 ORDER BY leaf LIMIT $2",
        )
        .bind(first.cast_signed())
        .bind(i64::from(limit))
        .fetch_all(&state.db.pool)
        .await?;
        let entry = |(leaf, salt, record, signature, attachment): (i64, String, String, String, String)| {
            let signature = signature.parse().ok()?;
            let attachment = serde_json::from_str(&attachment).ok()?;
            let submission = Submission { record, signature, attachment };
            Some(Self { leaf: leaf.unsigned_abs(), salt: salt.parse().ok()?, submission })
        };
        rows.into_iter().map(|row| entry(row).ok_or(Problem::Unavailable)).collect()
    }
}

/// Takes entries of another node's journal, the next ones in order: signatures are verified, and what follows from
/// them is what it was there. Whether the log has their leaves is for the caller to see, before the commit.
///
/// # Errors
/// [`Problem::Forged`], what the rules say of its act, [`Problem::Conflict`] for another number than the next one, [`Problem::Unavailable`].
pub async fn replay(
    state: &State,
    transaction: &mut crate::db::Transaction,
    entries: &[Entry],
) -> Result<(), Problem> {
    for entry in entries {
        if entry.leaf != log::size(transaction).await? {
            return Err(Problem::Conflict);
        }
        let submission = &entry.submission;
        let record = submission.read()?;
        let author = match &record.act {
            Act::Register { .. } => {
                let attachment: Registration = submission.attachment()?;
                Recipient::parse(&attachment.recipient).map_err(|_| Problem::Forged)?
            }
            _ => User::find(&mut **transaction, &record.by).await?.ok_or(Problem::Forged)?.keys()?,
        };
        submission.verify(state, &author.verifying_key())?;
        if !is_bound(&record, submission)? {
            return Err(Problem::AttachmentDiffers);
        }
        // A download is judged by the day on which it was made.
        if !matches!(record.act, Act::Download { .. }) {
            rules::check(state, transaction, &record).await?;
        }
        let receipt = Receipt { leaf: entry.leaf, salt: entry.salt };
        append::write(state, transaction, &record, submission, receipt).await?;
    }
    Ok(())
}

/// Whether an attachment has the hash or the fingerprint that its record names.
fn is_bound(record: &Record, submission: &Submission) -> Result<bool, Problem> {
    Ok(match &record.act {
        Act::Register { fingerprint, .. } => {
            let attachment: Registration = submission.attachment()?;
            Recipient::parse(&attachment.recipient).is_ok_and(|it| it.fingerprint() == *fingerprint)
        }
        Act::Upload { listing, .. } => submission.attachment::<Upload>()?.listing.hash() == *listing,
        Act::Grant { tail, .. } => {
            let attachment: GrantAttachment = submission.attachment()?;
            Base64::decode_vec(&attachment.tail).is_ok_and(|bytes| hash(&bytes) == *tail)
        }
        Act::Release { numbers, .. } => {
            let attachment: ReleaseAttachment = submission.attachment()?;
            hash(attachment.numbers.as_bytes()) == *numbers
        }
        _ => true,
    })
}
