//! A new password for one that was lost or seen: the identity vouches for it, as it does for all that matters.

use axum::Json;
use axum::extract::State as Of;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use lazaret::exchange::opaque::{Parties, password_record};
use lazaret::seal::signature::Signature;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::register::Started;
use super::{Session, log_in};
use crate::events::{self, Kind};
use crate::{Problem, State};

#[derive(Deserialize, ToSchema)]
pub(crate) struct Start {
    message: String,
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct Finish {
    message: String,
    challenge: String,
    #[schema(value_type = String)]
    signature: Signature,
}

/// Answers OPAQUE's first message, as for a registration.
#[utoipa::path(post, path = "/v1/password/start", operation_id = "start_password", request_body = Start,
    responses((status = 200, body = Started)))]
pub(crate) async fn start(
    Of(state): Of<State>,
    Session { user, .. }: Session,
    body: Result<Json<Start>, JsonRejection>,
) -> Result<Json<Started>, Problem> {
    let parties = Parties { user: &user.name, origin: &state.config.origin };
    let message = state.opaque.register(parties, &body?.message).map_err(|_| Problem::BadRequest)?;
    Ok(Json(Started { message }))
}

/// Keeps the new one, if the identity has just answered a challenge, and ends all sessions: a stolen cookie is not
/// enough, and does not outlive it.
#[utoipa::path(post, path = "/v1/password/finish", operation_id = "finish_password", request_body = Finish,
    responses((status = 204)))]
pub(crate) async fn finish(
    Of(state): Of<State>,
    Session { user, .. }: Session,
    body: Result<Json<Finish>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(Finish { message, challenge, signature }) = body?;
    let record = password_record(&message).map_err(|_| Problem::BadRequest)?;
    if !log_in::is_answered(&state, &user.name, &challenge, &signature).await? {
        events::note(&state, Kind::FailedLogIn, json!({ "user": user.name })).await;
        return Err(Problem::LogInFailed);
    }
    let mut transaction = state.db.pool.begin().await?;
    sqlx::query(
        "INSERT INTO passwords (name, record) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET record = excluded.record",
    )
    .bind(&user.name)
    .bind(&record)
    .execute(&mut *transaction)
    .await?;
    for query in ["DELETE FROM sessions WHERE name = $1", "DELETE FROM attempts WHERE name = $1"] {
        sqlx::query(query).bind(&user.name).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    events::note(&state, Kind::KeyChange, json!({ "user": user.name, "password": true })).await;
    Ok(StatusCode::NO_CONTENT)
}
