//! What the operator's console shows, and sets: names of users, numbers of files, and no name of a file.

pub(crate) mod health;
pub(crate) mod lists;
pub(crate) mod settings;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::{get, post};
use lazaret::exchange::Role;

use crate::accounts::Session;
use crate::{Problem, State};

/// Who asks, being an operator.
pub(crate) struct Operator;

/// `/v1/operator/…` and `/health`.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/health", get(health::up))
        .route("/v1/operator/users", get(lists::users))
        .route("/v1/operator/files", get(lists::files))
        .route("/v1/operator/grants", get(lists::grants))
        .route("/v1/operator/events", get(lists::events))
        .route("/v1/operator/health", get(health::figures))
        .route("/v1/operator/invitations", post(settings::invite))
        .route("/v1/operator/quotas", post(settings::set_quota))
        .route("/v1/operator/sessions", post(settings::end_sessions))
}

impl FromRequestParts<State> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        Session::from_request_parts(parts, state).await?.require(Role::Operator).map(|()| Self)
    }
}
