//! `GET /openapi.json`: what the node answers, for programs that write or try clients.

use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;

use crate::{State, accounts, files, journal, operator, store};

/// The routes that say themselves what they take.
#[derive(OpenApi)]
#[openapi(
    info(title = "Lazaret exchange", description = "docs/exchange.md has it to the byte."),
    paths(
        accounts::register::start,
        accounts::register::finish,
        accounts::log_in::start,
        accounts::log_in::finish,
        accounts::log_in::challenge,
        accounts::log_in::identity,
        accounts::session::show,
        accounts::session::log_out,
        accounts::directory::users,
        accounts::directory::group,
        journal::routes::take,
        store::missing::route,
        store::put::route,
        files::catalogue::list,
        files::catalogue::find,
        files::detail::route,
        files::tail::route,
        files::content::route,
        files::released::route,
        files::history::route,
        operator::health::up,
        operator::health::figures,
        operator::lists::users,
        operator::lists::files,
        operator::lists::grants,
        operator::lists::events,
        operator::settings::invite,
        operator::settings::set_quota,
    )
)]
struct Document;

/// `/openapi.json`.
pub fn routes() -> Router<State> {
    Router::new().route("/openapi.json", get(async || Json(Document::openapi())))
}
