//! Parts: up to 8 MiB of a sealed file, addressed by their SHA-256, in a folder or an S3-compatible store.
//!
//! # Guarantee
//! A part is written under another name and renamed, or put at once: nothing half-written is ever served. What was
//! acknowledged is on disk.

mod garbage;
pub(crate) mod missing;
mod open;
pub(crate) mod put;
mod quota;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{post, put};
use lazaret::bytes::Bytes;
use object_store::path::Path;

use crate::State;

pub use garbage::{collect, collect_garbage};
pub use missing::missing;
pub use open::open;
pub use put::{keep, put as put_part};
pub use quota::{limit, stored};

/// Bytes of a part.
pub const PART: usize = lazaret::seal::container::PART;

/// SHA-256 of a part.
pub type PartHash = Bytes<32>;

/// `/v1/parts/…`.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/v1/parts/missing", post(missing::route))
        .route("/v1/parts/{hash}", put(put::route).layer(DefaultBodyLimit::disable()))
}

/// SHA-256: what names a part, and what binds an attachment to its record.
#[must_use]
pub fn hash(bytes: &[u8]) -> PartHash {
    Bytes::sha256(bytes)
}

/// Where a part is in the store: in one of 256 folders, for those that list slowly.
#[must_use]
pub fn path(hash: &PartHash) -> Path {
    let name = hash.to_string();
    Path::from_iter([&name[..2], &name[..]])
}
