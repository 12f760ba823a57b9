//! `POST /v1/records`.

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, State as Of};
use axum::routing::post;
use axum::{Json, Router};

use super::{Receipt, Submission, append};
use crate::accounts::Session;
use crate::{Problem, State};

/// The longest record with its attachment, in bytes: a tail of 16 MiB in base64, and the hashes of a terabyte.
const LONGEST: usize = 32 << 20;

/// `/v1/records`.
pub fn routes() -> Router<State> {
    Router::new().route("/v1/records", post(take).layer(DefaultBodyLimit::max(LONGEST)))
}

/// Takes a record.
#[utoipa::path(post, path = "/v1/records", operation_id = "records", request_body = Submission,
    responses((status = 200, description = "where it went")))]
pub(crate) async fn take(
    Of(state): Of<State>,
    session: Session,
    submission: Result<Json<Submission>, JsonRejection>,
) -> Result<Json<Receipt>, Problem> {
    append(&state, &session.user, &submission?.0).await.map(Json)
}
