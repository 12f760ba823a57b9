//! `lazaret identity`, and the identity that other tasks act as.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{Problem, files};
use crate::seal::Cost;
use crate::seal::identity::{
    Identity, IdentityError, IdentityFile, Recipient, Share, recovery_words, root_of_words,
};

/// What `lazaret identity` is told.
#[derive(Debug, Subcommand)]
pub(super) enum IdentityTask {
    /// Make an identity: the keys that sign and open sealed files
    New {
        #[command(flatten)]
        kept: Kept,
        /// Where its 24 recovery words go: print the file, lock the paper away, delete the file
        #[arg(long)]
        words_out: PathBuf,
    },
    /// Bring an identity back from its recovery words, or from shares of them
    Recover {
        #[command(flatten)]
        kept: Kept,
        /// A file with the 24 recovery words
        #[arg(long, required_unless_present = "share")]
        words_file: Option<PathBuf>,
        /// A share; as many as were said to be needed
        #[arg(long, conflicts_with = "words_file")]
        share: Vec<PathBuf>,
    },
    /// Tell whose an identity file or a recipient file is
    ///
    /// Compare the eight words with their owner, by telephone or in person: only they tell whose keys these are.
    Show { file: PathBuf },
    /// Write what others need to seal something for you
    Recipient {
        file: PathBuf,
        /// Where it goes
        #[arg(long)]
        out: PathBuf,
    },
    /// Divide an identity into shares, some of which together bring it back
    ///
    /// Whoever has so many of them has your keys: give each to another person.
    Shares {
        #[command(flatten)]
        own: OwnIdentity,
        /// How many are needed
        #[arg(long)]
        threshold: u8,
        /// Where each goes
        #[arg(long, required = true)]
        out: Vec<PathBuf>,
    },
}

/// How an identity is called and kept.
#[derive(Debug, Args)]
pub(super) struct Kept {
    /// What it calls itself, such as the name of an office
    #[arg(long)]
    name: String,
    /// A file that holds the passphrase which will unlock it
    #[arg(long)]
    passphrase_file: PathBuf,
    /// Where the identity goes; an existing file is not written over
    #[arg(long)]
    out: PathBuf,
}

/// The identity that a task acts as.
#[derive(Debug, Args)]
pub(super) struct OwnIdentity {
    /// Your identity
    #[arg(long, requires = "identity_passphrase_file")]
    identity: Option<PathBuf>,
    /// A file that holds the passphrase which unlocks it
    #[arg(long, requires = "identity")]
    identity_passphrase_file: Option<PathBuf>,
}

impl OwnIdentity {
    /// The identity, if the call names one.
    pub(super) fn unlock_named(&self) -> Result<Option<Identity>, Problem> {
        let (Some(path), Some(passphrase)) = (&self.identity, &self.identity_passphrase_file) else {
            return Ok(None);
        };
        let words = files::passphrase(passphrase)?.ok_or(IdentityError::EmptyPassphrase)?;
        Ok(Some(read_identity(path)?.unlock_with_passphrase(&words)?))
    }

    /// The identity, which the call must name.
    pub(super) fn unlock(&self) -> Result<Identity, Problem> {
        self.unlock_named()?.ok_or_else(|| {
            Problem::Usage("Name your identity with --identity and --identity-passphrase-file.".to_owned())
        })
    }
}

impl IdentityTask {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        match self {
            Self::New { kept, words_out } => {
                let identity = Identity::generate(&kept.name).map_err(|_| IdentityError::Random)?;
                let file = kept.wrap(&identity)?;
                // The words first: an identity without them could be lost.
                let words = recovery_words(identity.root());
                files::write_new(words_out, |write| {
                    write(words.as_bytes())?;
                    write(b"\n")
                })?;
                kept.write(&file)?;
                Ok(describe(identity.recipient()))
            }
            Self::Recover { kept, words_file, share } => {
                let identity = match words_file {
                    Some(path) => Identity::from_root(root_of_words(&text(path)?)?, &kept.name),
                    None => {
                        let texts: Vec<_> = share.iter().map(|path| text(path)).collect::<Result<_, _>>()?;
                        let texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
                        Share::combine(&texts, &kept.name)?
                    }
                };
                kept.write(&kept.wrap(&identity)?)?;
                Ok(describe(identity.recipient()))
            }
            Self::Show { file } => show(file),
            Self::Recipient { file, out } => {
                let file = read_identity(file)?;
                files::write_new(out, |write| write(file.recipient().to_text().as_bytes()))?;
                Ok(describe(file.recipient()))
            }
            Self::Shares { own, threshold, out } => {
                let count = u8::try_from(out.len()).map_err(|_| {
                    Problem::Usage("There are more shares than the 255 that can be made.".to_owned())
                })?;
                let identity = own.unlock()?;
                for (share, path) in Share::make(&identity, *threshold, count)?.iter().zip(out) {
                    files::write_new(path, |write| write(share.to_text().as_bytes()))?;
                }
                Ok(
                    json!({ "of": identity.recipient().fingerprint(), "threshold": threshold, "shares": count }),
                )
            }
        }
    }
}

impl Kept {
    fn wrap(&self, identity: &Identity) -> Result<IdentityFile, Problem> {
        let words = files::passphrase(&self.passphrase_file)?.ok_or(IdentityError::EmptyPassphrase)?;
        let mut file = IdentityFile::of(identity);
        file.add_passphrase(identity, &words, Cost::default())?;
        Ok(file)
    }

    fn write(&self, file: &IdentityFile) -> Result<(), Problem> {
        files::write_new(&self.out, |write| write(file.to_text().as_bytes()))
    }
}

pub(super) fn read_recipient(path: &Path) -> Result<Recipient, Problem> {
    Ok(Recipient::parse(&text(path)?)?)
}

fn read_identity(path: &Path) -> Result<IdentityFile, Problem> {
    Ok(IdentityFile::parse(&text(path)?)?)
}

fn show(path: &Path) -> Result<Value, Problem> {
    match read_recipient(path) {
        Ok(recipient) => Ok(describe(&recipient)),
        Err(_) => Ok(describe(read_identity(path)?.recipient())),
    }
}

pub(super) fn describe(recipient: &Recipient) -> Value {
    let fingerprint = recipient.fingerprint();
    json!({ "name": recipient.name(), "words": fingerprint.words(), "fingerprint": fingerprint })
}

/// The text of a small file, which may be secret.
fn text(path: &Path) -> Result<Zeroizing<String>, Problem> {
    let mut bytes = Zeroizing::new(Vec::new());
    files::open(path)?.take(1 << 20).read_to_end(&mut bytes).map_err(|error| Problem::io(path, &error))?;
    // What is no text is none of these files either, and will be called so.
    Ok(Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned()))
}
