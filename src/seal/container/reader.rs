//! Reading a sealed file.

use std::collections::BTreeSet;
use std::ops::Range;

use super::archive::{ArchiveWriter, Directory, Entry};
use super::grant::{Addressee, Grant, GrantRequest, check_count};
use super::{
    ColumnKeys, Day, Header, LEDGER, LONGEST_PROOF, MANIFEST, MOST_GRANTS, MOST_WORDS, Manifest, PART,
    SIGNATURE, Source, column_name, context, grant_name,
};
use crate::bytes::Bytes;
use crate::seal::aead::SecretKey;
use crate::seal::cobblestone::{self, StreamError, StreamKey};
use crate::seal::identity::Identity;
use crate::seal::passphrase::Passphrase;
use crate::seal::signature::SigningKey;
use crate::seal::{OpenError, SealError};

const LONGEST_MANIFEST: u64 = 16 << 20;
const LONGEST_GRANT: u64 = 2 << 20;

/// A sealed file whose every promise that needs no key was found to hold.
#[derive(Clone, Debug)]
pub struct Container {
    /// What the owner signed.
    pub manifest: Manifest,
    /// Whom it was granted to.
    pub grants: Vec<Grant>,
    /// The proof that it was entered in an exchange's log, if it carries one; nobody signed it.
    pub ledger: Option<Vec<u8>>,
    /// All entries but the proof, before which it ends.
    pub(super) directory: Directory,
}

impl Container {
    /// Reads all but the columns: directory, manifest and grants, with their signatures.
    ///
    /// # Errors
    /// As [`Directory::read`], [`Manifest::read`] and [`Grant::read`]; [`OpenError::UnexpectedEntry`] and
    /// [`OpenError::MissingEntry`] when the entries are not those of the format.
    pub fn read(source: &mut impl Source) -> Result<Self, OpenError> {
        let directory = Directory::read(source)?;
        Self::of(directory, source)
    }

    /// The same of a directory that was read.
    pub(super) fn of(mut directory: Directory, source: &mut impl Source) -> Result<Self, OpenError> {
        let ledger = directory.split_last(LEDGER);
        let columns = check_names(&directory)?;
        let mut content = |index: usize, limit| read(&directory.entries[index], index, limit, source);
        let json = content(columns, LONGEST_MANIFEST)?;
        let signature = content(columns + 1, 64)?;
        let manifest = Manifest::read(&json, &signature)?;
        let grants = (columns + 2..directory.entries.len())
            .enumerate()
            .map(|(number, index)| Grant::read(&content(index, LONGEST_GRANT)?, number, &manifest));
        let grants: Vec<_> = grants.collect::<Result<_, _>>()?;
        let ledger =
            ledger.map(|entry| read(&entry, directory.entries.len(), LONGEST_PROOF, source)).transpose()?;
        if manifest.columns.len() != columns {
            return Err(OpenError::ColumnCount { expected: manifest.columns.len(), found: columns });
        }
        for (column, (entry, it)) in (0..).zip(directory.entries.iter().zip(&manifest.columns)) {
            if entry.bytes != it.bytes {
                return Err(OpenError::ColumnDiffers { column: column + 1, part: None });
            }
        }
        if count_words(&grants) > MOST_WORDS {
            return Err(OpenError::TooManyGrants { limit: MOST_WORDS });
        }
        Ok(Self { manifest, grants, ledger, directory })
    }

    /// The keys that an identity was granted and may use today.
    ///
    /// # Errors
    /// [`OpenError::NotForYou`], [`OpenError::Expired`], [`OpenError::GrantUnopenable`].
    pub fn unlock(&self, identity: &Identity, today: &Day) -> Result<ColumnKeys, OpenError> {
        let mut keys: Option<ColumnKeys> = None;
        let mut expired = None;
        for (number, grant) in self.grants.iter().enumerate() {
            let Some(opened) = grant.open(identity, number, &self.manifest) else { continue };
            if grant.has_expired(today) {
                expired = expired.max(grant.body.expires.clone());
                continue;
            }
            let opened = opened?;
            keys = Some(match keys {
                Some(keys) => keys.join(opened),
                None => opened,
            });
        }
        keys.ok_or_else(|| match expired {
            Some(expired) => OpenError::Expired { expired },
            None => self.not_for(identity),
        })
    }

    /// The keys that were granted to whoever knows these words.
    ///
    /// # Errors
    /// [`OpenError::NoPassphrase`], [`OpenError::Expired`], [`OpenError::WrongPassphrase`],
    /// [`OpenError::UnreasonableCost`], [`OpenError::NoMemory`].
    pub fn unlock_with_words(&self, words: &Passphrase, today: &Day) -> Result<ColumnKeys, OpenError> {
        let mut error = None;
        for grant in &self.grants {
            if !grant.is_to_words() {
                continue;
            }
            if let (true, Some(expired)) = (grant.has_expired(today), grant.body.expires.clone()) {
                error.get_or_insert(OpenError::Expired { expired });
                continue;
            }
            if let Some(keys) = grant.try_words(words, &self.manifest)? {
                return Ok(keys);
            }
            error = Some(OpenError::WrongPassphrase);
        }
        Err(error.unwrap_or_else(|| OpenError::NoPassphrase { recipients: self.recipients() }))
    }

    /// Whom grants are for: the words of their fingerprints.
    #[must_use]
    pub fn recipients(&self) -> Vec<String> {
        let recipients = self.grants.iter().filter_map(|grant| match &grant.body.to {
            Addressee::Recipient { fingerprint, .. } => Some(fingerprint.words()),
            Addressee::Passphrase { .. } => None,
        });
        recipients.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn not_for(&self, identity: &Identity) -> OpenError {
        match self.recipients() {
            nobody if nobody.is_empty() => OpenError::OnlyPassphrase,
            recipients => {
                OpenError::NotForYou { recipients, yours: identity.recipient().fingerprint().words() }
            }
        }
    }

    /// Whether a table is inside, by what its first column to be read begins with; else a file is, which is alone.
    ///
    /// # Errors
    /// [`OpenError::MixedContent`].
    pub fn holds_table(&self, column: u32, header: &Header) -> Result<bool, OpenError> {
        match header {
            Header::Column { .. } => Ok(true),
            Header::File { .. } if self.manifest.columns.len() == 1 => Ok(false),
            Header::File { .. } => Err(OpenError::MixedContent { column: column + 1 }),
        }
    }

    /// Where a column's entry is in the file.
    #[must_use]
    pub fn entry(&self, column: u32) -> Option<Range<u64>> {
        let entry = self.directory.entries.get(column as usize)?;
        ((column as usize) < self.manifest.columns.len()).then(|| entry.start..entry.start + entry.bytes)
    }

    /// How a column is read.
    ///
    /// # Errors
    /// [`OpenError::NotGranted`].
    pub fn column(&self, keys: &ColumnKeys, column: u32) -> Result<ColumnReading, OpenError> {
        let (Some(key), Some(entry), Some(it)) =
            (keys.key(column), self.entry(column), self.manifest.columns.get(column as usize))
        else {
            return Err(OpenError::NotGranted { column: column + 1 });
        };
        Ok(ColumnReading {
            column,
            key,
            context: context(self.manifest.data_set, column),
            start: entry.start,
            bytes: entry.end - entry.start,
            at: 0,
            parts: it.parts.clone(),
        })
    }

    /// Adds grants: the bytes that replace the file from some place to its end.
    ///
    /// # Errors
    /// [`SealError::NotTheOwner`], [`SealError::NotAllColumns`], [`SealError::TooManyGrants`], and as
    /// [`Grant::make`].
    pub fn grant(
        &self,
        keys: &ColumnKeys,
        owner: &SigningKey,
        grants: &[GrantRequest],
        today: &Day,
    ) -> Result<(u64, Vec<u8>), SealError> {
        if owner.public() != self.manifest.owner {
            return Err(SealError::NotTheOwner);
        }
        let ColumnKeys::All(key) = keys else { return Err(SealError::NotAllColumns) };
        check_count(self.grants.len(), count_words(&self.grants), grants)?;
        let mut archive = ArchiveWriter::behind(&self.directory.entries, self.directory.at);
        let mut out = Vec::new();
        for (number, grant) in (self.grants.len()..).zip(grants) {
            let grant = Grant::make(grant, &self.manifest, key, owner, today)?;
            out.extend(archive.add(&grant_name(number), &grant));
        }
        out.extend(self.ledger.iter().flat_map(|proof| archive.add(LEDGER, proof)));
        out.extend(archive.finish());
        Ok((self.directory.at, out))
    }
}

/// The content of an entry that is short.
fn read(entry: &Entry, index: usize, limit: u64, source: &mut impl Source) -> Result<Vec<u8>, OpenError> {
    if entry.bytes > limit {
        return Err(OpenError::EntryTooLong { entry: index + 1, limit });
    }
    source.bytes(entry.start, entry.bytes)
}

fn count_words(grants: &[Grant]) -> usize {
    grants.iter().filter(|grant| grant.is_to_words()).count()
}

/// Whether the entries are those of the format, in its order; gives how many are columns.
fn check_names(directory: &Directory) -> Result<usize, OpenError> {
    let names: Vec<&str> = directory.entries.iter().map(|entry| entry.name.as_str()).collect();
    let columns = (0..).zip(&names).take_while(|(column, name)| **name == column_name(*column)).count();
    for (index, expected) in [(columns, MANIFEST), (columns + 1, SIGNATURE)] {
        match names.get(index) {
            Some(name) if *name == expected => {}
            Some(_) if names.contains(&expected) => {
                return Err(OpenError::UnexpectedEntry { entry: index + 1 });
            }
            _ => return Err(OpenError::MissingEntry { name: expected.to_owned() }),
        }
    }
    let grants = &names[columns + 2..];
    match grants.iter().enumerate().find(|(number, name)| **name != grant_name(*number)) {
        Some((number, _)) => Err(OpenError::UnexpectedEntry { entry: columns + 2 + number + 1 }),
        None if grants.len() > MOST_GRANTS => Err(OpenError::TooManyGrants { limit: MOST_GRANTS }),
        None => Ok(columns),
    }
}

/// A column being read, whoever deciphers it: where its bytes are, and whether they are the owner's.
pub struct ColumnReading {
    column: u32,
    key: SecretKey,
    context: Vec<u8>,
    start: u64,
    bytes: u64,
    at: u64,
    parts: Vec<Bytes<32>>,
}

impl ColumnReading {
    /// What was sealed here is no column.
    #[must_use]
    pub fn bad(&self) -> OpenError {
        OpenError::BadColumn { column: self.column + 1 }
    }

    /// Where in the file the next bytes are, at most `limit`, none of two parts; `None` at the end.
    pub fn next_piece(&mut self, limit: u64) -> Option<Range<u64>> {
        let part_ends = (self.at / PART as u64 + 1) * PART as u64;
        let end = (self.at + limit).min(part_ends).min(self.bytes);
        (self.at < end).then(|| {
            let piece = self.start + self.at..self.start + end;
            self.at = end;
            piece
        })
    }

    /// The part that the pieces so far complete, if they complete one.
    #[must_use]
    pub fn part(&self) -> Option<usize> {
        let whole = self.at == self.bytes || self.at.is_multiple_of(PART as u64);
        whole.then(|| usize::try_from((self.at.max(1) - 1) / PART as u64).ok()).flatten()
    }

    /// Compares the hash of a part with the owner's.
    ///
    /// # Errors
    /// [`OpenError::ColumnDiffers`].
    pub fn check(&self, part: usize, hash: &Bytes<32>) -> Result<(), OpenError> {
        if self.parts.get(part) == Some(hash) {
            return Ok(());
        }
        Err(OpenError::ColumnDiffers { column: self.column + 1, part: Some(part) })
    }

    /// The key of the stream that begins so.
    ///
    /// # Errors
    /// [`OpenError::WrongKey`].
    pub fn stream_key(&self, header: &[u8; cobblestone::HEADER]) -> Result<StreamKey, OpenError> {
        StreamKey::from_header(&self.key, header, &self.context)
            .map_err(|_| OpenError::WrongKey { column: self.column + 1 })
    }

    /// The file's error for the stream's.
    #[must_use]
    pub fn error(&self, error: StreamError) -> OpenError {
        let column = self.column + 1;
        match error {
            StreamError::WrongKey => OpenError::WrongKey { column },
            StreamError::Tampered { chunk } => OpenError::Tampered { column, chunk },
            StreamError::Truncated { .. } | StreamError::TooLong(_) => OpenError::BadColumn { column },
        }
    }
}
