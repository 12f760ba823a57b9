//! Logging in: by password, which stays in the browser, or by the identity, which a passkey unlocks.

use axum::Json;
use axum::extract::State as Of;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse, Response};
use lazaret::bytes::Bytes;
use lazaret::exchange::opaque::Parties;
use lazaret::exchange::{Challenge, challenge_is_answered};
use lazaret::seal::signature::Signature;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use super::{attempt, session};
use crate::events::{self, Kind};
use crate::journal::{User, UserState, is_name};
use crate::{Problem, State};

#[derive(Deserialize, ToSchema)]
pub(crate) struct Start {
    user: String,
    message: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Started {
    attempt: String,
    message: String,
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct Finish {
    attempt: String,
    message: String,
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct Who {
    user: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Challenged {
    challenge: String,
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct Answer {
    user: String,
    challenge: String,
    #[schema(value_type = String)]
    signature: Signature,
}

type Body<T> = Result<Json<T>, JsonRejection>;

/// Answers OPAQUE's first message, for a user whom nobody knows as well.
#[utoipa::path(post, path = "/v1/login/start", request_body = Start, responses((status = 200, body = Started)))]
pub(crate) async fn start(Of(state): Of<State>, body: Body<Start>) -> Result<Json<Started>, Problem> {
    let Json(Start { user, message }) = body?;
    may_try(&state, &user).await?;
    let record: Option<String> = sqlx::query_scalar("SELECT record FROM passwords WHERE name = $1")
        .bind(&user)
        .fetch_optional(&state.db.pool)
        .await?;
    let parties = Parties { user: &user, origin: &state.config.origin };
    let (secret, message) =
        state.opaque.log_in(parties, record.as_deref(), &message).map_err(|_| Problem::BadRequest)?;
    let attempt = Bytes::<32>::random()?.to_string();
    attempt::begin(&state, &user, &attempt, &secret).await?;
    Ok(Json(Started { attempt, message }))
}

/// Checks OPAQUE's last message; gives a session.
#[utoipa::path(post, path = "/v1/login/finish", request_body = Finish, responses((status = 200), (status = 401)))]
pub(crate) async fn finish(Of(state): Of<State>, body: Body<Finish>) -> Result<Response, Problem> {
    let Json(Finish { attempt, message }) = body?;
    let (user, secret) = attempt::take(&state, &attempt).await?;
    let parties = Parties { user: &user, origin: &state.config.origin };
    let right = state.opaque.finish(parties, &Zeroizing::new(secret), &message).is_ok();
    admit(&state, &user, right).await
}

/// Draws what the identity must sign.
#[utoipa::path(post, path = "/v1/login/challenge", request_body = Who, responses((status = 200, body = Challenged)))]
pub(crate) async fn challenge(Of(state): Of<State>, body: Body<Who>) -> Result<Json<Challenged>, Problem> {
    let Json(Who { user }) = body?;
    if !is_name(&user) {
        return Err(Problem::BadRequest);
    }
    let challenge = Challenge::random()?.to_string();
    attempt::challenge(&state, &user, &challenge).await?;
    Ok(Json(Challenged { challenge }))
}

/// Checks the identity's signature; gives a session.
#[utoipa::path(post, path = "/v1/login/identity", request_body = Answer, responses((status = 200), (status = 401)))]
pub(crate) async fn identity(Of(state): Of<State>, body: Body<Answer>) -> Result<Response, Problem> {
    let Json(Answer { user, challenge, signature }) = body?;
    let right = is_answered(&state, &user, &challenge, &signature).await?;
    admit(&state, &user, right).await
}

/// Uses a challenge up; whether it was drawn for this user, and their identity answered.
///
/// # Errors
/// [`Problem::LogInFailed`] when it was not drawn, or is over.
pub(super) async fn is_answered(
    state: &State,
    user: &str,
    challenge: &str,
    signature: &Signature,
) -> Result<bool, Problem> {
    let drawn: Challenge = challenge.parse().map_err(|_| Problem::BadRequest)?;
    let name = attempt::challenged(state, challenge).await?;
    let Some(known) = User::find(&state.db.pool, user).await? else { return Ok(false) };
    let key = known.keys()?.verifying_key();
    let answered = challenge_is_answered(&key, &state.config.origin, &drawn, signature);
    Ok(answered && name == user)
}

async fn admit(state: &State, name: &str, right: bool) -> Result<Response, Problem> {
    let user = User::find(&state.db.pool, name).await?.filter(|user| user.state != UserState::Closed);
    let Some(user) = user.filter(|_| right) else {
        events::note(state, Kind::FailedLogIn, json!({ "user": name })).await;
        return Err(Problem::LogInFailed);
    };
    attempt::won(state, name).await?;
    tracing::info!(user = name, "logged in");
    let cookie = session::begin_session(state, name).await?;
    Ok((session::set_cookie(&cookie), Json(session::Who::of(state, &user))).into_response())
}

async fn may_try(state: &State, user: &str) -> Result<(), Problem> {
    if !is_name(user) {
        return Err(Problem::BadRequest);
    }
    state.limits.log_in(state, user).await
}
