//! The page, and the headers of every answer.

use axum::Router;

use crate::{Config, State};

/// `GET /` and `GET /workbench`.
pub fn routes(_config: &Config) -> Router<State> {
    Router::new()
}

/// Puts the headers on every answer, errors included.
pub fn headers(routes: Router<State>) -> Router<State> {
    routes
}
