//! Sessions: a random cookie, of which the database has only the hash.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use lazaret::bytes::Bytes;
use lazaret::exchange::Role;
use sha2::{Digest, Sha256};

use crate::journal::User;
use crate::{Problem, State};

/// The name of the cookie.
pub const COOKIE: &str = "__Host-lazaret";
/// Ends without use after so many seconds.
const IDLE: u64 = 30 * 60;
/// Ends anyway.
const LONGEST: u64 = 12 * 3600;

/// Who asks, in whatever role and state.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whom the node knows.
    pub user: User,
}

/// Who asks, being a member.
#[derive(Clone, Debug)]
pub struct Member {
    /// Whom the node knows.
    pub user: User,
}

impl Session {
    /// Refuses who has another role.
    ///
    /// # Errors
    /// [`Problem::NotAllowed`].
    pub fn require(&self, role: Role) -> Result<(), Problem> {
        if self.user.role == role { Ok(()) } else { Err(Problem::NotAllowed) }
    }
}

/// Begins a session; gives the cookie's value.
///
/// # Errors
/// When the database fails.
pub async fn begin_session(state: &State, user: &str) -> Result<String, Problem> {
    let cookie = Bytes::<32>::random()?.to_string();
    let now = state.clock.now().cast_signed();
    sqlx::query("INSERT INTO sessions (session, name, began, used) VALUES ($1, $2, $3, $4)")
        .bind(hash(&cookie))
        .bind(user)
        .bind(now)
        .bind(now)
        .execute(&state.db.pool)
        .await?;
    Ok(cookie)
}

impl FromRequestParts<State> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
        let mut pairs = cookies.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
        let cookie = pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| hash(value));
        let cookie = cookie.ok_or(Problem::NoSession)?;
        let now = state.clock.now();
        let session: Option<(String, i64)> =
            sqlx::query_as("SELECT name, used FROM sessions WHERE session = $1 AND began > $2 AND used > $3")
                .bind(&cookie)
                .bind(now.saturating_sub(LONGEST).cast_signed())
                .bind(now.saturating_sub(IDLE).cast_signed())
                .fetch_optional(&state.db.pool)
                .await?;
        let (name, used) = session.ok_or(Problem::NoSession)?;
        // Not at each request: a write for every read would be slow.
        if now.saturating_sub(used.unsigned_abs()) > 60 {
            sqlx::query("UPDATE sessions SET used = $2 WHERE session = $1")
                .bind(&cookie)
                .bind(now.cast_signed())
                .execute(&state.db.pool)
                .await?;
        }
        let user = User::find(&state.db.pool, &name).await?.ok_or(Problem::NoSession)?;
        if user.state == crate::journal::UserState::Closed {
            return Err(Problem::NoSession);
        }
        Ok(Self { user })
    }
}

impl FromRequestParts<State> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let Session { user } = Session::from_request_parts(parts, state).await?;
        let member = user.state == crate::journal::UserState::Member;
        if member { Ok(Self { user }) } else { Err(Problem::NotAllowed) }
    }
}

fn hash(cookie: &str) -> String {
    Bytes(Sha256::digest(cookie).into()).to_string()
}
