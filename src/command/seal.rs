//! `lazaret seal`: a file, or a table by its columns, for whom it is meant.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use serde_json::{Value, json};

use super::identity::{OwnIdentity, describe, read_recipient};
use super::{Problem, files};
use crate::seal::container::{Day, FileWriter, GrantRequest, SealedColumns, TableWriter, To};
use crate::seal::hpke::Kem;
use crate::seal::identity::{Identity, Recipient};
use crate::seal::signature::SigningKey;
use crate::seal::{Cost, Passphrase, SealError};
use crate::table::cells::{CellReader, headings};

/// What `lazaret seal` is told.
#[derive(Debug, Args)]
pub(super) struct Seal {
    file: PathBuf,
    /// Seal a table's columns apart, so that some can be granted without the others
    #[arg(long)]
    by_column: bool,
    #[command(flatten)]
    readers: Readers,
    #[command(flatten)]
    own: OwnIdentity,
    /// Where the sealed file goes
    #[arg(long)]
    out: PathBuf,
}

/// Who is to read a file, and what of it.
#[derive(Debug, Args)]
pub(super) struct Readers {
    /// A file that holds a passphrase which opens it
    #[arg(long)]
    pub(super) passphrase_file: Option<PathBuf>,
    /// The recipient file of somebody who may open it; several are allowed
    #[arg(long)]
    to: Vec<PathBuf>,
    /// The columns that they may open, separated by commas; all without it
    #[arg(long, value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// What for; whoever stores the file can read it
    #[arg(long)]
    purpose: Option<String>,
    /// The last day on which they may open it, YYYY-MM-DD
    #[arg(long, value_parser = parse_day)]
    expires: Option<Day>,
    /// For readers with other programs, which know no X-Wing
    #[arg(long)]
    x25519: bool,
}

/// Those readers, read from their files.
pub(super) struct Chosen {
    words: Option<Passphrase>,
    recipients: Vec<Recipient>,
}

impl Readers {
    pub(super) fn read(&self) -> Result<Chosen, Problem> {
        let words = self
            .passphrase_file
            .as_deref()
            .map(|path| files::passphrase(path)?.ok_or_else(|| Problem::from(SealError::EmptyPassphrase)));
        let recipients = self.to.iter().map(|path| read_recipient(path));
        Ok(Chosen { words: words.transpose()?, recipients: recipients.collect::<Result<_, _>>()? })
    }

    /// What they ask for, of a file with columns of these names.
    pub(super) fn requests<'a>(
        &self,
        chosen: &'a Chosen,
        names: &[String],
    ) -> Result<Vec<GrantRequest<'a>>, Problem> {
        let columns = self.columns.as_ref().map(|wanted| numbers(wanted, names)).transpose()?;
        let kem = if self.x25519 { Kem::X25519 } else { Kem::XWing };
        let words = chosen.words.iter().map(|words| To::Passphrase(words, Cost::default()));
        let recipients = chosen.recipients.iter().map(|recipient| To::Recipient(recipient, kem));
        let request = |to| GrantRequest {
            to,
            columns: columns.clone(),
            purpose: self.purpose.clone(),
            expires: self.expires.clone(),
        };
        Ok(words.chain(recipients).map(request).collect())
    }
}

impl Chosen {
    /// Whom to compare the words with.
    pub(super) fn described(&self) -> Value {
        if !self.recipients.is_empty() {
            eprintln!(
                "Whose keys these are is not known to this program: compare each recipient's eight words with their owner, by telephone or in person."
            );
        }
        self.recipients.iter().map(describe).collect()
    }
}

impl Seal {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        let chosen = self.readers.read()?;
        let own = self.own.unlock_named()?;
        if own.is_none() {
            eprintln!("Sealed without --identity: nobody can be added to its readers later.");
        }
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let owner = match &own {
            Some(identity) => identity.signing_key().clone(),
            None => SigningKey::generate().map_err(|_| SealError::Random)?,
        };
        let finish = |names: &[String]| -> Result<Vec<GrantRequest>, Problem> {
            let mut requests: Vec<_> = own.iter().map(for_owner).collect();
            requests.extend(self.readers.requests(&chosen, names)?);
            Ok(requests)
        };
        let mut written = 0;
        files::write(&self.out, &self.file, |write| {
            let mut write = |bytes: &[u8]| {
                written += bytes.len() as u64;
                write(bytes)
            };
            if self.by_column {
                seal_table(&self.file, &name, owner, finish, &mut write)
            } else {
                seal_file(&self.file, &name, owner, finish, &mut write)
            }
        })?;
        Ok(json!({ "name": name, "bytes": written, "recipients": chosen.described() }))
    }
}

/// All columns, so that grants can be added; by X-Wing, for the file may outlive much.
fn for_owner(identity: &Identity) -> GrantRequest<'_> {
    let to = To::Recipient(identity.recipient(), Kem::XWing);
    GrantRequest { to, columns: None, purpose: None, expires: None }
}

type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Problem>;

fn seal_file<'a>(
    file: &Path,
    name: &str,
    owner: SigningKey,
    requests: impl FnOnce(&[String]) -> Result<Vec<GrantRequest<'a>>, Problem>,
    write: Sink,
) -> Result<(), Problem> {
    let bytes = files::open(file)?.metadata().map_err(|error| Problem::io(file, &error))?.len();
    let requests = requests(&[])?;
    let mut sealed = Vec::new();
    let mut writer = FileWriter::start(owner, name, bytes, &mut sealed)?;
    files::read_pieces(file, |piece| {
        writer.push(piece, &mut sealed)?;
        write(&sealed)?;
        sealed.clear();
        Ok(())
    })?;
    writer.finish(&requests, &today(), &mut sealed)?;
    write(&sealed)
}

/// The columns grow side by side, each in a file of its own that nobody else sees.
fn seal_table<'a>(
    file: &Path,
    name: &str,
    owner: SigningKey,
    requests: impl FnOnce(&[String]) -> Result<Vec<GrantRequest<'a>>, Problem>,
    write: Sink,
) -> Result<(), Problem> {
    let io = |error: std::io::Error| Problem::io(file, &error);
    let mut table = Table { owner: Some(owner), name, names: Vec::new(), writer: None, sealed: Vec::new() };
    let mut parts: Vec<File> = Vec::new();
    let mut reader = CellReader::new(None);
    files::read_pieces(file, |piece| {
        reader.push(piece, &mut |dialect, row| table.row(dialect, row))?;
        table.flush(&mut parts).map_err(io)
    })?;
    reader.finish(&mut |dialect, row| table.row(dialect, row))?;
    let writer = table.writer.take().ok_or(SealError::NoColumns)?;
    let requests = requests(&table.names)?;
    let SealedColumns { digests, mut container } = writer.finish(&mut table.sealed)?;
    table.flush(&mut parts).map_err(io)?;
    for (digest, mut part) in digests.into_iter().zip(parts) {
        write(&container.begin()?)?;
        part.rewind().map_err(io)?;
        files::pieces(file, part, &mut *write)?;
        write(&container.end(digest))?;
    }
    write(&container.finish(&requests, &today())?)
}

struct Table<'a> {
    owner: Option<SigningKey>,
    name: &'a str,
    names: Vec<String>,
    writer: Option<TableWriter>,
    sealed: Vec<Vec<u8>>,
}

impl Table<'_> {
    fn row(
        &mut self,
        dialect: crate::table::Dialect,
        row: crate::table::records::Record,
    ) -> Result<(), Problem> {
        if let Some(owner) = self.owner.take() {
            self.names = headings(dialect, row);
            self.writer = Some(TableWriter::start(owner, self.name, &self.names, &mut self.sealed)?);
            if dialect.header {
                return Ok(());
            }
        }
        match &mut self.writer {
            Some(writer) => Ok(writer.row(row.cells(), &mut self.sealed)?),
            None => Err(SealError::NoColumns.into()),
        }
    }

    fn flush(&mut self, parts: &mut Vec<File>) -> std::io::Result<()> {
        for (index, sealed) in self.sealed.iter_mut().enumerate() {
            if parts.len() == index {
                parts.push(tempfile::tempfile()?);
            }
            parts[index].write_all(sealed)?;
            sealed.clear();
        }
        Ok(())
    }
}

/// The places of columns, in ascending order.
fn numbers(wanted: &[String], names: &[String]) -> Result<Vec<u32>, Problem> {
    let places = wanted.iter().map(|wanted| {
        let place = names.iter().position(|name| name == wanted).and_then(|place| u32::try_from(place).ok());
        place.ok_or_else(|| {
            Problem::Usage(format!("The file has no column “{wanted}” that could be granted."))
        })
    });
    let mut places = places.collect::<Result<Vec<_>, _>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "a day is written YYYY-MM-DD".to_owned())
}

/// The day that it is, by this computer's clock.
pub(super) fn today() -> Day {
    Day::of_seconds(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}
