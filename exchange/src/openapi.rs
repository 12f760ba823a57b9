//! `GET /openapi.json`: what the node answers, for programs that write or try clients.

use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;

use crate::{State, accounts, files, journal, log, mirror, operator, store};

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
        accounts::password::start,
        accounts::password::finish,
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
        log::routes::checkpoint,
        log::routes::keys,
        log::routes::tile,
        log::routes::cosignature,
        mirror::serve::journal,
        mirror::serve::part,
        operator::health::up,
        operator::health::figures,
        operator::lists::users,
        operator::lists::files,
        operator::lists::grants,
        operator::lists::events,
        operator::settings::invite,
        operator::settings::set_quota,
        operator::settings::end_sessions,
    )
)]
struct Document;

/// `/openapi.json`.
pub fn routes() -> Router<State> {
    Router::new().route("/openapi.json", get(async || Json(Document::openapi())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the routes' table of docs/exchange.md names with its method, but for the page and this document.
    fn documented() -> Vec<(&'static str, &'static str)> {
        let spans = include_str!("../../docs/exchange.md").lines().filter(|line| line.starts_with("| `"));
        let spans = spans.flat_map(|line| line.split('`').skip(1).step_by(2));
        let routes = spans.filter_map(|span| span.split_once(' '));
        let page = ["/", "/workbench", "/openapi.json"];
        routes
            .filter(|(method, path)| ["GET", "POST", "PUT"].contains(method) && path.starts_with('/'))
            .filter(|(_, path)| !page.contains(path) && !path.contains('…'))
            .collect()
    }

    #[test]
    fn the_document_has_what_the_contract_has() {
        let document = serde_json::to_value(Document::openapi()).unwrap();
        let documented = documented();
        assert!(documented.len() > 25, "{documented:?}");
        for (method, path) in documented {
            let known = &document["paths"][path][method.to_lowercase()];
            assert!(known.is_object(), "{method} {path}");
        }
    }
}
