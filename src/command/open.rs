//! `lazaret open`, `lazaret grant` and `lazaret contents`: a sealed file and who may read it.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::identity::OwnIdentity;
use super::seal::{Readers, today};
use super::{Problem, files};
use crate::seal::OpenError;
use crate::seal::container::opener::headers;
use crate::seal::container::{Addressee, ColumnKeys, Container, Contents, FileSource, Header, TableReader};

/// What `lazaret open` is told.
#[derive(Debug, Args)]
pub(super) struct Open {
    file: PathBuf,
    /// A file that holds the passphrase
    #[arg(long, required_unless_present = "identity", conflicts_with = "identity")]
    passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    own: OwnIdentity,
    /// The columns to write, separated by commas; without it all that were granted
    #[arg(long, value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// Where the file inside goes
    #[arg(long)]
    out: PathBuf,
}

/// What `lazaret grant` is told.
#[derive(Debug, Args)]
pub(super) struct Grant {
    file: PathBuf,
    #[command(flatten)]
    own: OwnIdentity,
    #[command(flatten)]
    readers: Readers,
    /// Where the file with the new grants goes
    #[arg(long)]
    out: PathBuf,
}

/// A sealed file that lies on the disk.
struct Sealed {
    container: Container,
    source: FileSource,
}

impl Sealed {
    fn read(file: &Path) -> Result<Self, Problem> {
        let mut source = FileSource::new(files::open(file)?).map_err(|error| Problem::io(file, &error))?;
        Ok(Self { container: Container::read(&mut source)?, source })
    }

    /// The names of the columns that these keys open, with their places.
    fn names(&mut self, keys: &ColumnKeys) -> Result<Vec<(u32, String)>, OpenError> {
        let named = |(column, header)| match header {
            Header::Column { name, .. } => Some((column, name)),
            Header::File { .. } => None,
        };
        Ok(headers(&self.container, keys, &mut self.source)?.into_iter().filter_map(named).collect())
    }
}

impl Open {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        let mut sealed = Sealed::read(&self.file)?;
        let keys = match &self.passphrase_file {
            Some(path) => {
                let words = files::passphrase(path)?.ok_or(OpenError::EmptyPassphrase)?;
                sealed.container.unlock_with_words(&words, &today())?
            }
            None => sealed.container.unlock(&self.own.unlock()?, &today())?,
        };
        let names = sealed.names(&keys)?;
        let mut contents = match &self.columns {
            None => Contents::open(&sealed.container, &keys, &mut sealed.source)?,
            Some(wanted) => {
                let place = |wanted: &String| {
                    let found = names.iter().find(|(_, name)| name == wanted).map(|(place, _)| *place);
                    found.ok_or_else(|| Problem::Usage(format!("No column “{wanted}” was granted to you.")))
                };
                let places = wanted.iter().map(place).collect::<Result<Vec<_>, _>>()?;
                Contents::Table(TableReader::open(&sealed.container, &keys, &places)?)
            }
        };
        let mut written = 0;
        // The file gets its name only when its end has been authenticated.
        files::write(&self.out, &self.file, |write| {
            let (mut opened, mut more) = (Vec::new(), true);
            while more {
                more = contents.next(&mut sealed.source, &mut opened)?;
                written += opened.len() as u64;
                write(&opened)?;
                opened.clear();
            }
            Ok(())
        })?;
        let columns = match &contents {
            Contents::File(_) => None,
            Contents::Table(_) => {
                let names = || names.into_iter().map(|(_, name)| name).collect();
                Some(self.columns.clone().unwrap_or_else(names))
            }
        };
        Ok(json!({
            "name": contents.name(),
            "bytes": written,
            "columns": columns,
            "of_columns": sealed.container.manifest.columns.len(),
        }))
    }
}

impl Grant {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        let mut sealed = Sealed::read(&self.file)?;
        let (chosen, owner) = (self.readers.read()?, self.own.unlock()?);
        let keys = sealed.container.unlock(&owner, &today())?;
        let names: Vec<String> = sealed.names(&keys)?.into_iter().map(|(_, name)| name).collect();
        let requests = self.readers.requests(&chosen, &names)?;
        let (keep, tail) = sealed.container.grant(&keys, owner.signing_key(), &requests, &today())?;
        files::write(&self.out, &self.file, |write| {
            files::pieces(&self.file, files::open(&self.file)?.take(keep), &mut *write)?;
            write(&tail)
        })?;
        eprintln!("What was granted cannot be taken back: whoever opens the file can keep what was in it.");
        Ok(
            json!({ "grants": sealed.container.grants.len() + requests.len(), "recipients": chosen.described() }),
        )
    }
}

/// What `lazaret contents` is told.
#[derive(Debug, Args)]
pub(super) struct ContentsTask {
    file: PathBuf,
    #[command(flatten)]
    log: super::proof::Log,
}

impl ContentsTask {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        let Sealed { container, .. } = Sealed::read(&self.file)?;
        let mut contents = contents(&container);
        contents["ledger"] = self.log.judge(&container)?;
        Ok(contents)
    }
}

/// What everybody sees of a sealed file, without a key.
fn contents(container: &Container) -> Value {
    let today = today();
    let grants = container.grants.iter().map(|grant| {
        let to = match &grant.body.to {
            Addressee::Recipient { fingerprint, kem } => {
                json!({ "words": fingerprint.words(), "fingerprint": fingerprint, "kem": kem })
            }
            Addressee::Passphrase { .. } => json!("passphrase"),
        };
        json!({
            "to": to,
            "columns": grant.body.columns,
            "purpose": grant.body.purpose,
            "issued": grant.body.issued,
            "expires": grant.body.expires,
            "expired": grant.has_expired(&today),
        })
    });
    let grants: Vec<_> = grants.collect();
    json!({
        "data_set": container.manifest.data_set,
        "owner": container.manifest.owner,
        "column_bytes": container.manifest.columns.iter().map(|column| column.bytes).collect::<Vec<_>>(),
        "grants": grants,
    })
}
