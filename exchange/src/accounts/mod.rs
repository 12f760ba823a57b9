//! Who asks: registration, log-in, sessions.

mod invitation;
mod session;

use axum::Router;

use crate::State;

pub use invitation::{first_invitation, invite, use_invitation};
pub use session::{COOKIE, Member, Session, begin_session};

/// `/v1/register/…`, `/v1/login/…`, `/v1/session`, `/v1/users`, `/v1/group`.
pub fn routes() -> Router<State> {
    Router::new()
}
