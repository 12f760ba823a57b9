//! What an operator sets.

use axum::Json;
use axum::extract::State as Of;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use lazaret::exchange::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Operator;
use crate::journal::User;
use crate::{Problem, State, accounts};

#[derive(Deserialize, ToSchema)]
pub(crate) struct Invite {
    #[schema(value_type = String)]
    role: Role,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Invited {
    /// Shown once: only its hash is kept.
    invitation: String,
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct Quota {
    user: String,
    bytes: u64,
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct Ended {
    user: String,
}

/// Draws an invitation for one registration.
#[utoipa::path(post, path = "/v1/operator/invitations", request_body = Invite, responses((status = 200, body = Invited)))]
pub(crate) async fn invite(
    Of(state): Of<State>,
    _: Operator,
    body: Result<Json<Invite>, JsonRejection>,
) -> Result<Json<Invited>, Problem> {
    let invitation = accounts::invite(&state, body?.role).await?.to_string();
    Ok(Json(Invited { invitation }))
}

/// Sets how many bytes a user may store.
#[utoipa::path(post, path = "/v1/operator/quotas", request_body = Quota, responses((status = 204)))]
pub(crate) async fn set_quota(
    Of(state): Of<State>,
    _: Operator,
    body: Result<Json<Quota>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(Quota { user, bytes }) = body?;
    let bytes = i64::try_from(bytes).map_err(|_| Problem::BadRequest)?;
    User::find(&state.db.pool, &user).await?.ok_or(Problem::NotFound)?;
    sqlx::query(
        "INSERT INTO quotas (name, bytes) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes",
    )
    .bind(&user)
    .bind(bytes)
    .execute(&state.db.pool)
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all sessions of a user, such as of a computer that was stolen.
#[utoipa::path(post, path = "/v1/operator/sessions", request_body = Ended, responses((status = 204)))]
pub(crate) async fn end_sessions(
    Of(state): Of<State>,
    _: Operator,
    body: Result<Json<Ended>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    sqlx::query("DELETE FROM sessions WHERE name = $1").bind(&body?.user).execute(&state.db.pool).await?;
    Ok(StatusCode::NO_CONTENT)
}
