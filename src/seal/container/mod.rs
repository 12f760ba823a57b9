//! The sealed file, `.lz`: encrypted columns, a signed manifest, and grants. docs/format.md has it to the byte.
//!
//! ```text
//! ContainerWriter ─ begin ▶ a column's stream ▶ end ─ … ─ finish ▶ manifest, grants, directory
//! Container::read ─ unlock ▶ ColumnKeys ─ column ▶ ColumnReading ▶ Read, Rows ▶ the file or the table
//! ```
//!
//! From the bottom up: [`archive`] is the ZIP, [`content`] and [`cells`] the plaintext of a stream, [`keys`],
//! [`manifest`] and [`grant`] what is said about it; [`writer`] and [`reader`] put them together. Nothing in them
//! enciphers but [`ColumnWriter`] and [`opener`], which do it in software: a page lets the browser do it.
//!
//! # Guarantee
//! Without a key, a file shows what docs/format.md lists under “What still shows”, and no more. With the keys of some
//! columns, nothing more of the others. No byte of it can be changed, cut, moved, repeated or taken from another file
//! without the reader refusing it: columns and grants are the owner's, or the file does not open.
//!
//! # Assumptions
//! The owner's key is the owner's: whoever compares no fingerprint learns that *somebody* signed. A file that was
//! sealed without an identity is signed by a key that nobody keeps, which vouches for nothing but the file's being in
//! one piece. Who was granted a column can keep it, whatever the grant's last day is.
//!
//! # Utility
//! 3 to 12 % of padding, 0.1 % of tags, 0.1 KiB for each 8 MiB, and for each grant 1 KiB, or 3 with X-Wing.
//!
//! # Errors
//! [`SealError`](super::SealError) and [`OpenError`](super::OpenError).

pub mod archive;
pub mod cells;
mod column_keys;
pub mod content;
mod date;
mod digest;
pub mod grant;
pub mod keys;
mod ledger;
pub mod manifest;
pub mod opener;
mod padding;
pub mod reader;
pub mod rows;
mod source;
mod tail;
pub mod writer;

pub use column_keys::ColumnKeys;
pub use content::Header;
pub use date::Day;
pub use digest::{ColumnDigest, Digester, PART};
pub use grant::{Addressee, Grant, GrantRequest, To};
pub use keys::{DataSetId, DataSetKey, context};
pub use manifest::Manifest;
pub use opener::{Contents, FileReader, TableReader};
pub use padding::padme;
pub use reader::{ColumnReading, Container};
pub use source::{FileSource, Source};
pub use tail::AdoptError;
pub use writer::{ColumnWriter, ContainerWriter, FileWriter, SealedColumns, TableWriter};

/// The most columns of a file.
pub const MOST_COLUMNS: usize = 16_384;
/// The most grants of a file.
pub const MOST_GRANTS: usize = 10_000;
/// The longest proof of a ledger, in bytes.
pub const LONGEST_PROOF: u64 = 256 * 1024;
/// The most grants to a passphrase: each costs every reader a derivation.
pub const MOST_WORDS: usize = 8;

const MANIFEST: &str = "manifest.json";
const SIGNATURE: &str = "manifest.sig";
const LEDGER: &str = "ledger.json";

fn column_name(column: u32) -> String {
    format!("columns/{column:04}.c256")
}

fn grant_name(number: usize) -> String {
    format!("grants/{number:04}.json")
}

/// Whether a file begins as a sealed file does.
#[must_use]
pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && bytes.get(30..).is_some_and(|name| name.starts_with(b"columns/0000.c256"))
}
