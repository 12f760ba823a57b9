//! Who asks: registration, log-in, sessions.
//!
//! # Guarantee
//! The database has of a password what OPAQUE keeps, of a cookie and an invitation the SHA-256; none of them lets who
//! reads it log in. A name that nobody has is answered like one that somebody has.

mod attempt;
pub(crate) mod directory;
mod invitation;
pub(crate) mod log_in;
pub(crate) mod password;
pub(crate) mod register;
mod same_origin;
pub(crate) mod session;

use axum::Router;
use axum::routing::{get, post};
use lazaret::bytes::Bytes;

use crate::State;

pub use invitation::{first_invitation, invite, is_invitation, use_invitation};
pub use same_origin::same_origin;
pub use session::{COOKIE, Member, Session, begin_session};

/// `/v1/register/…`, `/v1/login/…`, `/v1/password/…`, `/v1/session`, `/v1/users`, `/v1/group`.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/v1/register/start", post(register::start))
        .route("/v1/register/finish", post(register::finish))
        .route("/v1/login/start", post(log_in::start))
        .route("/v1/login/finish", post(log_in::finish))
        .route("/v1/login/challenge", post(log_in::challenge))
        .route("/v1/login/identity", post(log_in::identity))
        .route("/v1/password/start", post(password::start))
        .route("/v1/password/finish", post(password::finish))
        .route("/v1/session", get(session::show))
        .route("/v1/logout", post(session::log_out))
        .route("/v1/users", get(directory::users))
        .route("/v1/group", get(directory::group))
}

/// What the database has of a cookie, an invitation or an attempt.
fn hash(secret: &str) -> String {
    Bytes::sha256(secret).to_string()
}
