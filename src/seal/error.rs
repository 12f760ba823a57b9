//! What can go wrong with a sealed file, for the page to put in words.

use serde::{Deserialize, Serialize};

use super::cobblestone::TooLong;
use super::container::Day;

/// Why a file could not be sealed, or a grant not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum SealError {
    /// There is no passphrase.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// Nobody could open the file.
    #[error("the file is for nobody")]
    NoGrant,
    /// The file's name is empty, longer than 255 bytes, or holds a character that another system would act on.
    #[error("the name cannot be a file's name everywhere")]
    BadName,
    /// A column's heading is longer than a stream's beginning may be.
    #[error("a heading is longer than {limit} bytes")]
    HeadingTooLong {
        /// In bytes, with the name of the file.
        limit: usize,
    },
    /// There is nothing to seal, or nothing to grant.
    #[error("no columns")]
    NoColumns,
    /// More columns than a file may have.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// How many there may be.
        limit: usize,
    },
    /// More grants than a file may have.
    #[error("more than {limit} grants")]
    TooManyGrants {
        /// How many there may be.
        limit: usize,
    },
    /// A grant names a column that is not there, or one twice.
    #[error("there are {columns} columns")]
    NoSuchColumn {
        /// How many there are.
        columns: usize,
    },
    /// A row has not one cell for each heading.
    #[error("row {row} has {found} cells instead of {expected}")]
    RowWidth {
        /// Counted from 1, without the headings.
        row: u64,
        /// As many as there are headings.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// A cell is longer than any reader takes.
    #[error("row {row}, column {column}: the cell is too long")]
    CellTooLong {
        /// Counted from 1.
        row: u64,
        /// Counted from 1.
        column: usize,
    },
    /// What a grant is for is said in too many words.
    #[error("the purpose is longer than {limit} bytes")]
    PurposeTooLong {
        /// In bytes.
        limit: usize,
    },
    /// A recipient's key is none.
    #[error("the recipient's key is none")]
    BadRecipient,
    /// Who would grant did not seal the file.
    #[error("only the owner grants")]
    NotTheOwner,
    /// Who would grant cannot open all columns.
    #[error("the owner's own grant is missing")]
    NotAllColumns,
    /// The cost of the passphrase is beyond what a reader accepts.
    #[error("the cost of the passphrase is beyond the limits")]
    UnreasonableCost,
    /// The operating system gives no randomness.
    #[error("no randomness")]
    Random,
    /// Not enough memory to turn the passphrase into a key.
    #[error("not enough memory, {memory_kib} KiB wanted")]
    NoMemory {
        /// What was asked for, in KiB.
        memory_kib: u32,
    },
    /// More or fewer bytes came than were announced.
    #[error("{declared_bytes} bytes announced, {given_bytes} given")]
    LengthDiffers {
        /// What was announced.
        declared_bytes: u64,
        /// What came.
        given_bytes: u64,
    },
    /// More than 4 PiB.
    #[error("longer than 4 PiB")]
    TooLong,
    /// The browser's own encryption refused to work.
    #[error("the cipher refused to work")]
    Cipher,
    /// A call came before the one before it was done.
    #[error("called before the call before was done")]
    Busy,
    /// A call came after the end, or after an error.
    #[error("called after the end")]
    Over,
}

impl From<TooLong> for SealError {
    fn from(_: TooLong) -> Self {
        Self::TooLong
    }
}

/// Why a sealed file does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum OpenError {
    /// There is no passphrase.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The file does not begin as a sealed file does.
    #[error("not a sealed file")]
    NotSealed,
    /// The medium that the file is on cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// The file does not end as a sealed file does: it was cut, or something was put behind it.
    #[error("no end after {found_bytes} bytes")]
    Truncated {
        /// How many bytes there are.
        found_bytes: u64,
    },
    /// The list of what is in the file is not as this program writes it.
    #[error("the directory is damaged")]
    BadDirectory,
    /// An entry is compressed, encrypted by other means, overlaps, or says other things than the directory.
    #[error("entry {entry} is not as the directory says")]
    BadEntry {
        /// Counted from 1.
        entry: usize,
    },
    /// An entry has a name that it must not have there, or one that another has too.
    #[error("entry {entry} does not belong there")]
    UnexpectedEntry {
        /// Counted from 1.
        entry: usize,
    },
    /// An entry without which nothing can be read.
    #[error("{name} is missing")]
    MissingEntry {
        /// Of this name.
        name: String,
    },
    /// An entry is longer than any that this program writes.
    #[error("entry {entry} is longer than {limit} bytes")]
    EntryTooLong {
        /// Counted from 1.
        entry: usize,
        /// In bytes.
        limit: u64,
    },
    /// Bytes that belong to no entry.
    #[error("something that belongs to no entry at byte {at}")]
    StrayBytes {
        /// Counted from 0.
        at: u64,
    },
    /// The manifest is of a version that this program does not know.
    #[error("unknown version {version}")]
    UnknownVersion {
        /// The version that it says it has.
        version: u32,
    },
    /// The manifest is not in the form of one.
    #[error("the manifest is unreadable")]
    BadManifest,
    /// The manifest was changed after its owner signed it.
    #[error("the manifest is not its owner's")]
    ManifestForged,
    /// There are more or fewer columns than the owner signed.
    #[error("{found} columns instead of {expected}")]
    ColumnCount {
        /// As the manifest says.
        expected: usize,
        /// As there are.
        found: usize,
    },
    /// A column is not the one that the owner signed.
    #[error("column {column} is not its owner's")]
    ColumnDiffers {
        /// Counted from 1.
        column: u32,
        /// Which 8 MiB, counted from 0; the length without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        part: Option<usize>,
    },
    /// A grant is not in the form of one.
    #[error("grant {grant} is unreadable")]
    BadGrant {
        /// Counted from 1.
        grant: usize,
    },
    /// A grant that the owner did not sign, or that was changed.
    #[error("grant {grant} is not the owner's")]
    GrantForged {
        /// Counted from 1.
        grant: usize,
    },
    /// A grant that the owner made for another file, or another version of this one.
    #[error("grant {grant} is for another file")]
    GrantOfAnother {
        /// Counted from 1.
        grant: usize,
    },
    /// More grants than a file may have.
    #[error("more than {limit} grants")]
    TooManyGrants {
        /// How many there may be.
        limit: usize,
    },
    /// A grant for these keys that they do not open.
    #[error("grant {grant} holds no keys")]
    GrantUnopenable {
        /// Counted from 1.
        grant: usize,
    },
    /// The last day of every grant for these keys is over.
    #[error("granted until {expired}")]
    Expired {
        /// The latest of them.
        expired: Day,
    },
    /// No grant is for this identity.
    #[error("for others")]
    NotForYou {
        /// Whom grants are for: the words of their fingerprints.
        recipients: Vec<String>,
        /// The words of the identity's own.
        yours: String,
    },
    /// The file was sealed under a passphrase, for nobody's identity.
    #[error("for a passphrase only")]
    OnlyPassphrase,
    /// No grant is for a passphrase.
    #[error("not for a passphrase")]
    NoPassphrase {
        /// Whom grants are for: the words of their fingerprints.
        recipients: Vec<String>,
    },
    /// What was given in place of a passphrase are no keys of its columns.
    #[error("not keys of columns")]
    NotKeys,
    /// The passphrase is not the one of any grant.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The file asks for more memory or time to check a passphrase than is reasonable.
    #[error("the file asks for {memory_kib} KiB, {iterations} passes, {parallelism} lanes")]
    UnreasonableCost {
        /// Memory that it asks for, in KiB.
        memory_kib: u32,
        /// Passes over the memory that it asks for.
        iterations: u32,
        /// Lanes that it asks for.
        parallelism: u32,
    },
    /// Not enough memory to turn the passphrase into a key.
    #[error("not enough memory, {memory_kib} KiB wanted")]
    NoMemory {
        /// What the file asks for, in KiB.
        memory_kib: u32,
    },
    /// A column that was not granted.
    #[error("column {column} was not granted")]
    NotGranted {
        /// Counted from 1.
        column: u32,
    },
    /// A column's stream is not of the key that was granted.
    #[error("column {column} is of another key")]
    WrongKey {
        /// Counted from 1.
        column: u32,
    },
    /// A chunk of a column is not what was sealed at its place.
    #[error("chunk {chunk} of column {column} is not authentic")]
    Tampered {
        /// Counted from 1.
        column: u32,
        /// Counted from 0, 16 KiB each.
        chunk: u64,
    },
    /// What was sealed is authentic, but is no column of this format.
    #[error("column {column} is unreadable")]
    BadColumn {
        /// Counted from 1.
        column: u32,
    },
    /// A column has more or fewer rows than the first one that was granted.
    #[error("column {column} has another number of rows")]
    RowsDiffer {
        /// Counted from 1.
        column: u32,
    },
    /// A column that is of another file than the first one that was granted.
    #[error("column {column} is of another file")]
    MixedContent {
        /// Counted from 1.
        column: u32,
    },
    /// The name inside could write to another place than the reader expects.
    #[error("the name inside cannot be a file's name everywhere")]
    BadName,
    /// The browser's own encryption refused to work.
    #[error("the cipher refused to work")]
    Cipher,
    /// A call came before the one before it was done.
    #[error("called before the call before was done")]
    Busy,
    /// A call came after the end, or after an error.
    #[error("called after the end")]
    Over,
}
