//! Following another node: a full copy of its journal and parts, and a cosignature on its log.

use axum::Router;

use crate::State;

/// `GET /v1/mirror/…`.
pub fn routes() -> Router<State> {
    Router::new()
}

/// Follows the node that this one mirrors, if it does, as long as the process runs.
pub async fn follow(_state: State) {}
