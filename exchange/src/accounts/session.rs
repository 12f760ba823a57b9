//! Sessions: a random cookie, of which the database has only the hash.

use axum::Json;
use axum::extract::{FromRequestParts, State as Of};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use lazaret::bytes::Bytes;
use lazaret::exchange::{DirectoryKey, Role};
use serde::Serialize;

use super::hash;
use crate::journal::{User, UserState};
use crate::{Problem, Search, State, db};

/// The name of the cookie.
pub const COOKIE: &str = "__Host-lazaret";
/// Ends without use after so many seconds.
const IDLE: u64 = 30 * 60;
/// Ends anyway.
const LONGEST: u64 = 12 * 3600;
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

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

/// Who is logged in, and to which log.
#[derive(Serialize)]
pub(crate) struct Who {
    user: String,
    role: Role,
    state: UserState,
    origin: String,
    directory_key: DirectoryKey,
    search: Search,
}

impl Who {
    pub(super) fn of(state: &State, user: &User) -> Self {
        Self {
            user: user.name.clone(),
            role: user.role,
            state: user.state,
            origin: state.config.origin.clone(),
            directory_key: state.directory,
            search: state.config.search,
        }
    }
}

/// Who it is.
#[utoipa::path(get, path = "/v1/session", responses((status = 200), (status = 401)))]
pub(crate) async fn show(Of(state): Of<State>, session: Session) -> Json<Who> {
    Json(Who::of(&state, &session.user))
}

/// Ends the session.
#[utoipa::path(post, path = "/v1/logout", responses((status = 204)))]
pub(crate) async fn log_out(
    Of(state): Of<State>,
    headers: HeaderMap,
) -> Result<(StatusCode, [(HeaderName, String); 1]), Problem> {
    if let Some(cookie) = cookie(&headers) {
        sqlx::query("DELETE FROM sessions WHERE session = $1").bind(cookie).execute(&state.db.pool).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, format!("{COOKIE}=; {ATTRIBUTES}; Max-Age=0"))]))
}

/// The header that hands a cookie to the browser, for no script and no other site to see.
pub(super) fn set_cookie(cookie: &str) -> [(HeaderName, String); 1] {
    [(header::SET_COOKIE, format!("{COOKIE}={cookie}; {ATTRIBUTES}; Max-Age={LONGEST}"))]
}

/// Begins a session; gives the cookie's value. Sessions that are over go.
///
/// # Errors
/// When the database fails.
pub async fn begin_session(state: &State, user: &str) -> Result<String, Problem> {
    let cookie = Bytes::<32>::random()?.to_string();
    let now = state.clock.now().cast_signed();
    sqlx::query("DELETE FROM sessions WHERE began <= $1")
        .bind(now.saturating_sub_unsigned(LONGEST))
        .execute(&state.db.pool)
        .await?;
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
        let cookie = cookie(&parts.headers).ok_or(Problem::NoSession)?;
        db::in_time(find(state, &cookie)).await
    }
}

/// The session that the database calls so.
async fn find(state: &State, cookie: &str) -> Result<Session, Problem> {
    let now = state.clock.now();
    let session: Option<(String, i64)> =
        sqlx::query_as("SELECT name, used FROM sessions WHERE session = $1 AND began > $2 AND used > $3")
            .bind(cookie)
            .bind(now.saturating_sub(LONGEST).cast_signed())
            .bind(now.saturating_sub(IDLE).cast_signed())
            .fetch_optional(&state.db.pool)
            .await?;
    let (name, used) = session.ok_or(Problem::NoSession)?;
    // Not at each request: a write for every read would be slow.
    if now.saturating_sub(used.unsigned_abs()) > 60 {
        sqlx::query("UPDATE sessions SET used = $2 WHERE session = $1")
            .bind(cookie)
            .bind(now.cast_signed())
            .execute(&state.db.pool)
            .await?;
    }
    let user = User::find(&state.db.pool, &name).await?.ok_or(Problem::NoSession)?;
    if user.state == UserState::Closed {
        return Err(Problem::NoSession);
    }
    Ok(Session { user })
}

impl FromRequestParts<State> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let Session { user } = Session::from_request_parts(parts, state).await?;
        let member = user.state == UserState::Member;
        if member { Ok(Self { user }) } else { Err(Problem::NotAllowed) }
    }
}

/// What the database calls the session of a request.
fn cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
    let mut pairs = cookies.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| hash(value))
}
