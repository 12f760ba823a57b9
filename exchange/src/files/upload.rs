//! What arrives must be a sealed file, of who sends it, and for whom its record says: nothing else is taken.

use base64ct::{Base64, Encoding};
use lazaret::bytes::Bytes;
use lazaret::exchange::{Act, GrantAttachment, Listing, Record, Upload};
use lazaret::seal::OpenError;
use lazaret::seal::container::{Addressee, Container, Digester, Grant, Manifest, Source};
use lazaret::seal::identity::Fingerprint;
use tokio::sync::OwnedSemaphorePermit;

use super::source::PartsSource;
use super::turns::turn;
use crate::journal::User;
use crate::store::{self, PartHash};
use crate::{Problem, Search, State, db};

/// The longest tail, in bytes.
const LONGEST_TAIL: usize = 16 << 20;
/// The longest sealed name, in base64.
const LONGEST_NAME: usize = 1024;
/// Bytes that are hashed at a time.
const PIECE: u64 = 1 << 20;

/// Checks that an upload is a sealed file of its author, whole, and granted to nobody else.
///
/// # Errors
/// [`Problem::TooLarge`], [`Problem::NotASealedFile`], [`Problem::AnotherOwner`], [`Problem::GrantsDiffer`],
/// [`Problem::AttachmentDiffers`], [`Problem::PartsMissing`], [`Problem::Unavailable`].
pub async fn check_upload(
    state: &State,
    author: &User,
    record: &Record,
    upload: Upload,
) -> Result<(), Problem> {
    let Act::Upload { manifest, bytes, columns, listing: hash, .. } = record.act else {
        return Err(Problem::BadRequest);
    };
    if bytes > state.config.largest_file {
        return Err(Problem::TooLarge { limit: state.config.largest_file });
    }
    let Listing { name, tokens } = &upload.listing;
    let unsalted = tokens.salt.0 == [0; 16];
    if !tokens.are_well_formed()
        || unsalted != (state.config.search == Search::Deterministic)
        || name.len() > LONGEST_NAME
    {
        return Err(Problem::BadRequest);
    }
    if upload.listing.hash() != hash {
        return Err(Problem::AttachmentDiffers);
    }
    let missing = async { store::missing(&mut *state.db.pool.acquire().await?, &upload.parts).await };
    let missing = db::in_time(missing).await?.len();
    if missing > 0 {
        return Err(Problem::PartsMissing { missing });
    }
    let tail = tail(&upload.tail)?;
    let keep = bytes.checked_sub(tail.len() as u64).ok_or(Problem::AttachmentDiffers)?;
    let turn = turn(&state.turns.uploads).await?;
    let container = read(state, turn, (upload.parts, keep, tail), true).await?;
    let keys = author.keys()?;
    if container.manifest.owner != keys.verifying_key() {
        return Err(Problem::AnotherOwner);
    }
    check_manifest(&container.manifest, &manifest, Some(columns))?;
    check_addressees(&container, &[keys.fingerprint()], |_| true)
}

/// Checks that a grant's tail, behind the parts of its file, gives access to whom the record names and nobody else.
///
/// # Errors
/// As [`check_upload`].
pub async fn check_grant(
    state: &State,
    author: &User,
    record: &Record,
    attachment: GrantAttachment,
) -> Result<(), Problem> {
    let Act::Grant { file, version, manifest, fingerprint, columns, expires, tail: hash, .. } = &record.act
    else {
        return Err(Problem::BadRequest);
    };
    let tail = tail(&attachment.tail)?;
    if store::hash(&tail) != *hash {
        return Err(Problem::AttachmentDiffers);
    }
    let (keep, parts) = db::in_time(before_tail(state, &file.to_string(), *version)).await?;
    let turn = turn(&state.turns.grants).await?;
    let container = read(state, turn, (parts, keep, tail), false).await?;
    check_manifest(&container.manifest, manifest, None)?;
    let said = |grant: &Grant| grant.body.columns == *columns && grant.body.expires == *expires;
    check_addressees(&container, &[*fingerprint, author.fingerprint()?], said)
}

/// What comes before all tails of a version: how many bytes, and in which parts.
async fn before_tail(state: &State, file: &str, version: u32) -> Result<(u64, Vec<PartHash>), Problem> {
    let keep: Option<i64> = sqlx::query_scalar("SELECT keep FROM versions WHERE file = $1 AND version = $2")
        .bind(file)
        .bind(i64::from(version))
        .fetch_optional(&state.db.pool)
        .await?;
    let keep = keep.ok_or(Problem::NotFound)?.unsigned_abs();
    Ok((keep, parts(state, file, version).await?))
}

/// The parts of a version, in order.
///
/// # Errors
/// When the database fails.
pub(super) async fn parts(state: &State, file: &str, version: u32) -> Result<Vec<PartHash>, Problem> {
    let parts: Vec<String> = sqlx::query_scalar(
        "SELECT hash FROM version_parts WHERE file = $1 AND version = $2 ORDER BY position",
    )
    .bind(file)
    .bind(i64::from(version))
    .fetch_all(&state.db.pool)
    .await?;
    parts.iter().map(|hash| hash.parse().map_err(|_| Problem::Unavailable)).collect()
}

fn tail(text: &str) -> Result<Vec<u8>, Problem> {
    let tail = Base64::decode_vec(text).map_err(|_| Problem::BadRequest)?;
    if tail.len() > LONGEST_TAIL { Err(Problem::TooLarge { limit: LONGEST_TAIL as u64 }) } else { Ok(tail) }
}

fn check_manifest(found: &Manifest, hash: &Bytes<32>, columns: Option<u32>) -> Result<(), Problem> {
    let counted = columns.is_none_or(|columns| columns as usize == found.columns.len());
    if found.hash == *hash && counted { Ok(()) } else { Err(Problem::AttachmentDiffers) }
}

/// Whether all grants are to the first of these, or to another of them beside; those to the first being as `said`.
fn check_addressees(
    container: &Container,
    to: &[Fingerprint],
    said: impl Fn(&Grant) -> bool,
) -> Result<(), Problem> {
    let mut first = 0;
    for grant in &container.grants {
        let Addressee::Recipient { fingerprint, .. } = &grant.body.to else {
            return Err(Problem::GrantsDiffer);
        };
        match to.iter().position(|it| it == fingerprint) {
            Some(0) if said(grant) => first += 1,
            Some(1..) => {}
            _ => return Err(Problem::GrantsDiffer),
        }
    }
    if first > 0 { Ok(()) } else { Err(Problem::GrantsDiffer) }
}

/// Reads what the parts and the tail are together; `columns` too, each byte of them. Who gives up waiting ends it, and
/// with it the turn.
async fn read(
    state: &State,
    turn: OwnedSemaphorePermit,
    (parts, keep, tail): (Vec<PartHash>, u64, Vec<u8>),
    columns: bool,
) -> Result<Container, Problem> {
    let source = PartsSource::new(state.store.clone(), parts, keep, tail);
    let mut source = source.ok_or(Problem::AttachmentDiffers)?;
    let _waiting = source.waiting();
    let (container, source) = tokio::task::spawn_blocking(move || {
        // Until the thread is done, which may be a part later.
        let _turn = turn;
        let container = Container::read(&mut source).and_then(|container| {
            if columns {
                check_columns(&container, &mut source)?;
            }
            Ok(container)
        });
        (container, source)
    })
    .await
    .map_err(|_| Problem::Unavailable)?;
    if let Some(lost) = source.lost {
        // So that it is sent again.
        let query = sqlx::query("DELETE FROM parts WHERE hash = $1").bind(lost.to_string());
        db::in_time(async { Ok(query.execute(&state.db.pool).await.map(|_| ())?) }).await?;
        return Err(Problem::PartsMissing { missing: 1 });
    }
    container.map_err(|why| match why {
        OpenError::Unreadable => Problem::Unavailable,
        why => Problem::NotASealedFile { why },
    })
}

fn check_columns(container: &Container, source: &mut PartsSource) -> Result<(), OpenError> {
    for (column, it) in (0..).zip(&container.manifest.columns) {
        let entry = container.entry(column).ok_or(OpenError::BadManifest)?;
        let mut digester = Digester::default();
        let mut at = entry.start;
        while at < entry.end {
            let here = PIECE.min(entry.end - at);
            digester.update(&source.bytes(at, here)?);
            at += here;
        }
        let found = digester.finish().parts;
        if let Some(part) = (0..found.len()).find(|&part| it.parts.get(part) != found.get(part)) {
            return Err(OpenError::ColumnDiffers { column: column + 1, part: Some(part) });
        }
    }
    Ok(())
}
