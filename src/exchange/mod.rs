//! What a client of the exchange and the exchange itself say to each other. docs/exchange.md has it to the byte.
//!
//! ```text
//! Act ─ Record ─ Identity signs ▶ Entry ─ the node takes it ▶ Leaf of the log
//! ```
//!
//! # Guarantee
//! What an entry says, its author said, for this log and no other, once. A leaf tells nothing to who has neither the
//! entry's salt nor the directory key, and binds the node to the entry for who has them.
//!
//! # Assumptions
//! The author's key is the author's: the log makes a swapped key visible, and only the eight words of a fingerprint,
//! compared with their owner, make sure of the first.

mod attachment;
mod leaf;
pub mod log;
mod log_in;
pub mod opaque;
mod record;
pub mod search;

pub use attachment::{GrantAttachment, Listing, Registration, ReleaseAttachment, Upload};
pub use leaf::{DirectoryKey, Leaf, Tag};
pub use log_in::{Challenge, answer_challenge, challenge_is_answered};
pub use record::{Act, Columns, Entry, FileId, Record, RecordError, Role, Salt};
