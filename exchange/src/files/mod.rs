//! Files: what arrives as one, the catalogue, tails, contents, releases and histories.

mod access;
pub(crate) mod catalogue;
pub(crate) mod content;
pub(crate) mod detail;
mod entries;
pub(crate) mod history;
mod range;
mod release;
pub(crate) mod released;
mod source;
pub(crate) mod tail;
mod turns;
mod upload;

use axum::Router;
use axum::routing::{get, post};

use crate::State;

pub use access::may_read;
pub use entries::Entry;
pub use release::check as check_release;
pub(crate) use turns::Turns;
pub use upload::{check_grant, check_upload};

/// `/v1/files/…`, `/v1/search`, `/v1/releases`, `/v1/history`.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/v1/files", get(catalogue::list))
        .route("/v1/search", post(catalogue::find))
        .route("/v1/files/{file}", get(detail::route))
        .route("/v1/files/{file}/{version}/tail", get(tail::route))
        .route("/v1/files/{file}/{version}/content", get(content::route))
        .route("/v1/releases", get(released::route))
        .route("/v1/history", get(history::route))
}
