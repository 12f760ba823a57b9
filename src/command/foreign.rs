//! `lazaret crypt4gh` and `lazaret age`: files of other programs.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::identity::OwnIdentity;
use super::words::say;
use super::{Problem, files};
use crate::seal::ForeignError;
use crate::seal::foreign::{age, crypt4gh};
use crate::seal::identity::Recipient;

/// What `lazaret crypt4gh` is told.
#[derive(Debug, Subcommand)]
pub(super) enum Crypt4ghTask {
    /// Decrypt a crypt4gh file
    Open {
        file: PathBuf,
        /// A file with your secret key, not locked by a passphrase
        #[arg(long, required_unless_present = "identity", conflicts_with = "identity")]
        key: Option<PathBuf>,
        #[command(flatten)]
        own: OwnIdentity,
        /// Where the file inside goes
        #[arg(long)]
        out: PathBuf,
    },
    /// Encrypt a file for an archive that takes crypt4gh
    ///
    /// The format protects neither the order and the completeness of a file's parts, nor tells who wrote them: where
    /// the choice is yours, use `lazaret seal`.
    Write {
        file: PathBuf,
        /// A reader's public key, or recipient file; several are allowed
        #[arg(long, required = true)]
        to: Vec<PathBuf>,
        /// Where the encrypted file goes
        #[arg(long)]
        out: PathBuf,
    },
}

/// What `lazaret age` is told.
#[derive(Debug, Args)]
pub(super) struct Age {
    file: PathBuf,
    /// A file with your secret key, AGE-SECRET-KEY-1…
    #[arg(long, required_unless_present = "passphrase_file", conflicts_with = "passphrase_file")]
    key: Option<PathBuf>,
    /// A file that holds the passphrase
    #[arg(long)]
    passphrase_file: Option<PathBuf>,
    /// Where the file inside goes
    #[arg(long)]
    out: PathBuf,
}

impl Crypt4ghTask {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        match self {
            Self::Open { file, key, own, out } => {
                let secret = match key {
                    Some(path) => crypt4gh::parse_secret_key(&small(path)?)?,
                    None => own.unlock()?.x25519().clone(),
                };
                let opener = crypt4gh::Opener::new(secret);
                let (push, finish) = (crypt4gh::Opener::push, crypt4gh::Opener::finish);
                let (bytes, warnings) = convert(file, out, opener, Vec::new(), push, finish)?;
                warnings.iter().for_each(|warning| eprintln!("{}", say("foreign-warning", warning)));
                Ok(json!({ "bytes": bytes, "warnings": warnings }))
            }
            Self::Write { file, to, out } => {
                let readers = to.iter().map(|path| reader(path)).collect::<Result<Vec<_>, _>>()?;
                let mut header = Vec::new();
                let writer = crypt4gh::Writer::start(&readers, &mut header)?;
                let (push, finish) = (crypt4gh::Writer::push, crypt4gh::Writer::finish);
                let (bytes, ()) = convert(file, out, writer, header, push, finish)?;
                Ok(json!({ "bytes": bytes, "readers": readers.len() }))
            }
        }
    }
}

impl Age {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        let unlock = match (&self.key, &self.passphrase_file) {
            (Some(path), _) => {
                let text = Zeroizing::new(String::from_utf8_lossy(&small(path)?).into_owned());
                age::Unlock::Key(age::parse_secret_key(&text)?)
            }
            (None, Some(path)) => {
                age::Unlock::Passphrase(files::passphrase(path)?.ok_or(ForeignError::WrongPassphrase)?)
            }
            (None, None) => return Err(ForeignError::BadKey.into()),
        };
        let (push, finish) = (age::Opener::push, age::Opener::finish);
        let opener = age::Opener::new(unlock);
        let (bytes, ()) = convert(&self.file, &self.out, opener, Vec::new(), push, finish)?;
        Ok(json!({ "bytes": bytes }))
    }
}

/// A reader's X25519 key: from a file of crypt4gh's, or from a recipient file.
fn reader(path: &Path) -> Result<[u8; 32], Problem> {
    let file = small(path)?;
    match Recipient::parse(&String::from_utf8_lossy(&file)) {
        Ok(recipient) => Ok(*recipient.x25519()),
        Err(_) => Ok(crypt4gh::parse_public_key(&file)?),
    }
}

/// The bytes of a key file, which may be secret.
fn small(path: &Path) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let mut bytes = Zeroizing::new(Vec::new());
    files::open(path)?.take(1 << 20).read_to_end(&mut bytes).map_err(|error| Problem::io(path, &error))?;
    Ok(bytes)
}

/// Streams a file through an opener or a writer; `made` is what stands before its first byte. Gives the bytes written.
fn convert<S, T>(
    file: &Path,
    out: &Path,
    mut stream: S,
    mut made: Vec<u8>,
    push: impl Fn(&mut S, &[u8], &mut Vec<u8>) -> Result<(), ForeignError>,
    finish: impl FnOnce(S, &mut Vec<u8>) -> Result<T, ForeignError>,
) -> Result<(u64, T), Problem> {
    let (mut written, mut end) = (0, None);
    files::write(out, file, |write| {
        let mut flush = |made: &mut Vec<u8>| {
            written += made.len() as u64;
            write(made)?;
            made.clear();
            Ok(())
        };
        files::read_pieces(file, |piece| {
            push(&mut stream, piece, &mut made)?;
            flush(&mut made)
        })?;
        end = Some(finish(stream, &mut made)?);
        flush(&mut made)
    })?;
    Ok((written, end.ok_or(ForeignError::Over)?))
}
