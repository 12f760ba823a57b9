//! The transparency log over the journal: C2SP tlog-tiles, checkpoints, and who vouches for them.
//!
//! # Guarantee
//! A checkpoint is signed for a length of the log that is on disk, and the tree of a length never changes. Of several
//! lengths, readers are given the last that a quorum vouches for.

mod append;
mod checkpoint;
mod cosignature;
mod hashes;
mod policy;
mod read;
pub(crate) mod routes;

pub use append::{append, size};
pub(crate) use checkpoint::TAKEN;
pub use checkpoint::{at, newest, vouched};
pub use cosignature::take as take_cosignature;
pub use policy::policy;
pub(crate) use policy::{FOLLOWED, note_key, of_settings};
pub use read::root;
pub use routes::routes;
