//! Registering: OPAQUE's two messages, and the `register` record with the user's keys.

use axum::Json;
use axum::extract::State as Of;
use axum::extract::rejection::JsonRejection;
use lazaret::exchange::opaque::{Parties, password_record};
use lazaret::exchange::{Act, Role};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{is_invitation, use_invitation};
use crate::events::{self, Kind};
use crate::journal::{Append, Receipt, Submission, is_name};
use crate::{Problem, Registration, State};

#[derive(Deserialize, ToSchema)]
pub(crate) struct Start {
    user: String,
    #[serde(default)]
    invitation: Option<String>,
    message: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Started {
    pub(super) message: String,
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct Finish {
    user: String,
    #[serde(default)]
    invitation: Option<String>,
    message: String,
    entry: Submission,
}

/// Answers OPAQUE's first message. Whether the name is taken shows at the end only, to who has an invitation.
#[utoipa::path(post, path = "/v1/register/start", request_body = Start, responses((status = 200, body = Started)))]
pub(crate) async fn start(
    Of(state): Of<State>,
    body: Result<Json<Start>, JsonRejection>,
) -> Result<Json<Started>, Problem> {
    let Json(Start { user, invitation, message }) = body?;
    if !is_name(&user) {
        return Err(Problem::BadRequest);
    }
    let invited = match &invitation {
        Some(invitation) => is_invitation(&state, invitation, &user).await?,
        None => state.config.registration == Registration::Open,
    };
    if !invited {
        return Err(Problem::NoInvitation);
    }
    let parties = Parties { user: &user, origin: &state.config.origin };
    let message = state.opaque.register(parties, &message).map_err(|_| Problem::BadRequest)?;
    Ok(Json(Started { message }))
}

/// Takes the record and keeps what OPAQUE needs, both or neither.
#[utoipa::path(post, path = "/v1/register/finish", request_body = Finish, responses((status = 200)))]
pub(crate) async fn finish(
    Of(state): Of<State>,
    body: Result<Json<Finish>, JsonRejection>,
) -> Result<Json<Receipt>, Problem> {
    let Json(Finish { user, invitation, message, entry }) = body?;
    let password = password_record(&message).map_err(|_| Problem::BadRequest)?;
    let record = entry.read()?;
    let Act::Register { role: asked, .. } = record.act else { return Err(Problem::BadRequest) };
    if record.by != user || !is_name(&user) {
        return Err(Problem::BadRequest);
    }
    let mut append = Append::begin(&state).await?;
    let role = match &invitation {
        Some(invitation) => use_invitation(append.transaction(), invitation, &user).await?,
        None if state.config.registration == Registration::Open && asked != Role::Operator => asked,
        None => return Err(Problem::NoInvitation),
    };
    let receipt = append.register(&entry, role).await?;
    // The first one stays: who sends the record of another again does not get their account.
    sqlx::query("INSERT INTO passwords (name, record) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(&user)
        .bind(&password)
        .execute(&mut **append.transaction())
        .await?;
    append.commit().await?;
    events::note(&state, Kind::KeyChange, json!({ "user": user, "leaf": receipt.leaf })).await;
    Ok(Json(receipt))
}
