//! Following another node: a full copy of its journal and parts, and a cosignature on its log.
//!
//! ```text
//! Primary: journal, checkpoint ─▶ parts by hash ─▶ replay ─ same root? ─▶ commit ─▶ cosign
//!                                                        └ no ─▶ security event, and the end of following
//! ```
//!
//! # Guarantee
//! A cosignature says: this node has every entry and every part up to here on disk, and they continue what it had
//! before. Entries are their authors', and keep the rules that the other node says it keeps.
//!
//! # Assumptions
//! The log's key, as taken at the first start, is the true one: compare it, or name it with `--log-key`. A mirror keeps
//! no password and no session of the other node; its readers log in with their identity.

mod authority;
mod follow;
mod introduction;
mod parts;
mod primary;
mod promotion;
mod round;
pub(crate) mod serve;
mod witness;

use axum::Router;
use axum::routing::get;

use crate::State;

pub use follow::follow;
pub(crate) use introduction::followed;
pub use introduction::introduce;
pub use promotion::{keys, promote};
pub use witness::Witness;

/// `GET /v1/mirror/…`.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/v1/mirror/journal", get(serve::journal))
        .route("/v1/mirror/parts/{hash}", get(serve::part))
}
