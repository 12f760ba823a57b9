//! What the operator's console shows, and sets.

use axum::Router;

use crate::State;

/// `/v1/operator/…`.
pub fn routes() -> Router<State> {
    Router::new()
}
