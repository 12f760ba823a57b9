//! One entry more: all of it, or nothing.

use lazaret::bytes::Bytes;
use lazaret::exchange::{Act, Leaf, Record, Registration, Role, Salt};
use lazaret::seal::identity::Recipient;
use serde_json::json;
use tokio::sync::OwnedMutexGuard;

use super::submission::check_clock;
use super::{Receipt, Submission, User, apply, check, is_name, rules};
use crate::events::{self, Kind};
use crate::{Problem, State, db, log};

/// A transaction that appends to the journal. Dropped without [`Append::commit`], nothing happened.
pub struct Append {
    state: State,
    transaction: db::Transaction,
    _turn: OwnedMutexGuard<()>,
}

/// Takes a record from a user who is logged in. The same record again is answered as the first time.
///
/// # Errors
/// What [`Problem`] has for records and their attachments.
pub async fn append(state: &State, author: &User, submission: &Submission) -> Result<Receipt, Problem> {
    let taken = take(state, author, submission).await;
    let kind = match &taken {
        Err(Problem::Replay) => Kind::Replay,
        Err(Problem::Forged) => Kind::Forged,
        Err(Problem::NotASealedFile { .. } | Problem::NotARelease | Problem::GrantsDiffer) => Kind::Malformed,
        Err(Problem::NoKeysHere) => Kind::KeysDemanded,
        _ => return taken,
    };
    events::note(state, kind, json!({ "user": author.name })).await;
    taken
}

async fn take(state: &State, author: &User, submission: &Submission) -> Result<Receipt, Problem> {
    let record = submission.verify(state, &author.keys()?.verifying_key())?;
    if record.by != author.name || matches!(record.act, Act::Register { .. }) {
        return Err(Problem::NotAllowed);
    }
    let before = async {
        let receipt = repeated(&mut *state.db.pool.acquire().await?, &record, submission).await?;
        if receipt.is_none() {
            check_clock(state, &record)?;
            count(state, author, &record.act).await?;
        }
        Ok(receipt)
    };
    let mut receipt = db::in_time(before).await?;
    if receipt.is_none() {
        check::attachment(state, author, &record, submission).await?;
        // Who waits for a turn behind a database that does not answer is told so too.
        let append = async {
            let mut append = Append::begin(state).await?;
            let receipt = append.take(&record, submission).await?;
            append.commit().await?;
            Ok(Some(receipt))
        };
        receipt = db::in_time(append).await?;
    }
    match (record.act, receipt) {
        (Act::DemandKeys { .. }, _) => Err(Problem::NoKeysHere),
        (_, receipt) => receipt.ok_or(Problem::Unavailable),
    }
}

/// What a user may do only so often.
async fn count(state: &State, author: &User, act: &Act) -> Result<(), Problem> {
    match act {
        Act::Download { .. } => events::check_volume(state, &author.name).await,
        Act::Ask { file, .. } => {
            let owner: Option<String> = sqlx::query_scalar("SELECT owner FROM files WHERE file = $1")
                .bind(file.to_string())
                .fetch_optional(&state.db.pool)
                .await?;
            state.limits.ask(state, &author.name, &owner.ok_or(Problem::NotFound)?).await
        }
        _ => Ok(()),
    }
}

impl Append {
    /// Waits for its turn.
    ///
    /// # Errors
    /// [`Problem::MirrorOnly`], [`Problem::Unavailable`].
    pub async fn begin(state: &State) -> Result<Self, Problem> {
        if state.config.mirror.is_some() {
            return Err(Problem::MirrorOnly);
        }
        let turn = state.appending.clone().lock_owned().await;
        let transaction = state.db.begin_append().await?;
        Ok(Self { state: state.clone(), transaction, _turn: turn })
    }

    /// For what must happen together with the entry.
    pub fn transaction(&mut self) -> &mut db::Transaction {
        &mut self.transaction
    }

    /// Takes the `register` record of a new user, whose key is in the attachment.
    ///
    /// # Errors
    /// [`Problem::Forged`], [`Problem::AttachmentDiffers`], [`Problem::NotAllowed`], [`Problem::NameTaken`].
    pub async fn register(&mut self, submission: &Submission, role: Role) -> Result<Receipt, Problem> {
        let recipient: Registration = submission.attachment()?;
        let recipient = Recipient::parse(&recipient.recipient).map_err(|_| Problem::AttachmentDiffers)?;
        let record = submission.verify(&self.state, &recipient.verifying_key())?;
        let Act::Register { fingerprint, role: asked } = &record.act else { return Err(Problem::NotAllowed) };
        if *fingerprint != recipient.fingerprint() {
            return Err(Problem::AttachmentDiffers);
        }
        if *asked != role {
            return Err(Problem::NotAllowed);
        }
        if !is_name(&record.by) {
            return Err(Problem::NameTaken);
        }
        if let Some(receipt) = repeated(&mut self.transaction, &record, submission).await? {
            return Ok(receipt);
        }
        check_clock(&self.state, &record)?;
        self.take(&record, submission).await
    }

    async fn take(&mut self, record: &Record, submission: &Submission) -> Result<Receipt, Problem> {
        // Another replica may have taken it since.
        if let Some(receipt) = repeated(&mut self.transaction, record, submission).await? {
            return Ok(receipt);
        }
        rules::check(&self.state, &mut self.transaction, record).await?;
        rules::check_parts(&mut self.transaction, record, submission).await?;
        let receipt = Receipt { leaf: log::size(&mut self.transaction).await?, salt: Salt::random()? };
        write(&self.state, &mut self.transaction, record, submission, receipt).await?;
        Ok(receipt)
    }

    /// Makes it so, on disk.
    ///
    /// # Errors
    /// [`Problem::Unavailable`]; what was done is then unknown, and sending it again tells.
    pub async fn commit(self) -> Result<(), Problem> {
        Ok(self.transaction.commit().await?)
    }
}

/// Writes an entry, its leaf, and what follows from it.
pub(super) async fn write(
    state: &State,
    transaction: &mut db::Transaction,
    record: &Record,
    submission: &Submission,
    Receipt { leaf, salt }: Receipt,
) -> Result<(), Problem> {
    sqlx::query(
        "INSERT INTO journal (leaf, record, signature, attachment, salt, act, author, nonce, subject, file)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(leaf.cast_signed())
    .bind(&submission.record)
    .bind(submission.signature.to_string())
    .bind(submission.attachment.to_string())
    .bind(salt.to_string())
    .bind(record.act.name())
    .bind(&record.by)
    .bind(record.nonce.to_string())
    .bind(rules::subject(&record.act))
    .bind(rules::file(&record.act).map(|file| file.to_string()))
    .execute(&mut **transaction)
    .await?;
    let text = Leaf::of(&submission.record, record, &salt, &state.directory).to_text();
    log::append(transaction, leaf, &text).await?;
    apply::apply(state, transaction, record, submission, leaf).await
}

/// Where the record went when it was taken before.
async fn repeated(
    database: &mut sqlx::AnyConnection,
    record: &Record,
    submission: &Submission,
) -> Result<Option<Receipt>, Problem> {
    let taken: Option<(i64, String, String)> =
        sqlx::query_as("SELECT leaf, salt, record FROM journal WHERE author = $1 AND nonce = $2")
            .bind(&record.by)
            .bind(record.nonce.to_string())
            .fetch_optional(database)
            .await?;
    let Some((leaf, salt, text)) = taken else { return Ok(None) };
    if text != submission.record {
        return Err(Problem::Replay);
    }
    let salt: Bytes<16> = salt.parse().map_err(|_| Problem::Unavailable)?;
    Ok(Some(Receipt { leaf: leaf.unsigned_abs(), salt }))
}
