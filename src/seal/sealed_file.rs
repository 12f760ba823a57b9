//! The `.lz` file that a passphrase opens, version 1.
//!
//! ```text
//! offset  bytes
//!      0      8  "LAZARET" and 0x1A
//!      8      4  version, 1
//!     12      4  Argon2id memory in KiB
//!     16      4  Argon2id passes
//!     20      4  Argon2id lanes
//!     24     16  Argon2id salt
//!     40     24  Cobblestone-256 salt          ┐ one stream, under the key that Argon2id gives;
//!     64     32  Cobblestone-256 commitment    │ its context is the 40 bytes before it
//!     96      …  Cobblestone-256 chunks        ┘
//! ```
//!
//! and inside the stream
//!
//! ```text
//!      0      4  length j of the JSON, at most 4096
//!      4      j  {"name": "cohort.csv", "bytes": 12345}   bytes may be missing, other fields are ignored
//!    4+j      …  the file
//! ```
//!
//! All integers are big-endian. The name is inside the encryption; with `bytes`, a file that was cut or
//! lengthened is told from one that was changed. What is readable from outside is the length and the cost.
//!
//! # Guarantee
//! That of [`cobblestone`] under a key of [`passphrase`]; the header is
//! the stream's context, so that no bit of it can be changed either.
//!
//! # Assumptions
//! The passphrase travels by another way than the file. Who has both can read, and also make another file: it is
//! the passphrase, not a person, that vouches for the content.
//!
//! # Utility
//! `96 + 4 + j + n + 16·(⌊(4 + j + n)/16384⌋ + 1)` bytes for `n` bytes.
//!
//! # Errors
//! [`SealError`] and [`OpenError`].

use super::cobblestone::{self, SEALED_CHUNK, StreamError, StreamKey};
use super::passphrase::{self, Cost, KeyError, Passphrase};
use super::{OpenError, SealError};
use serde::{Deserialize, Serialize};

mod reader;
mod writer;

pub use reader::{Reading, SealedFileReader};
pub use writer::{Salts, SealedFileWriter, Writing};

/// The first bytes of a sealed file.
pub const MAGIC: &[u8; 8] = b"LAZARET\x1a";
const VERSION: u32 = 1;
/// Bytes before the stream: its context.
const HEADER: usize = 40;
/// Bytes before the first chunk.
const HEAD: usize = HEADER + cobblestone::HEADER;
const LONGEST_PRELUDE: usize = 4096;
const LONGEST_NAME: usize = 255;

/// What the stream begins with.
#[derive(Serialize, Deserialize)]
struct Prelude {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
}

/// Whether a file of this name can be written on any system, into the folder that it is meant for, and is
/// shown as it is: no path, no drive, no control character, none that turns the direction of the text.
fn is_portable(name: &str) -> bool {
    let forbidden = |c: char| {
        matches!(c, '/' | '\\' | ':' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') || c.is_control()
    };
    !name.is_empty() && name.len() <= LONGEST_NAME && !matches!(name, "." | "..") && !name.contains(forbidden)
}

fn header(cost: Cost, salt: &[u8; passphrase::SALT]) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..8].copy_from_slice(MAGIC);
    header[8..12].copy_from_slice(&VERSION.to_be_bytes());
    header[12..16].copy_from_slice(&cost.memory_kib.to_be_bytes());
    header[16..20].copy_from_slice(&cost.iterations.to_be_bytes());
    header[20..24].copy_from_slice(&cost.parallelism.to_be_bytes());
    header[24..].copy_from_slice(salt);
    header
}
