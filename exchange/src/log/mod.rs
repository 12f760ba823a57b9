//! The transparency log over the journal.

mod append;

use axum::Router;

use crate::State;

pub use append::{append, size};

/// `GET /log/…`.
pub fn routes() -> Router<State> {
    Router::new()
}
