//! The page's two rooms, and the headers of every answer.

mod headers;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State as Of;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::{Config, Problem, State};

pub use headers::headers;

/// The room with keys and network, which never sees a cell: the built file, and what only a header can forbid.
const SHELL: (&str, &str) = ("exchange.html", "frame-ancestors 'none'");
/// The room with the table, without network and storage; the shell frames it. Its forms go to its own script alone: the
/// page's policy lets none be sent.
const WORKBENCH: (&str, &str) =
    ("index.html", "frame-ancestors 'self'; sandbox allow-downloads allow-forms allow-scripts");

/// A page as it was when the node started.
#[derive(Clone)]
struct Room(Option<Arc<Served>>);

struct Served {
    text: Bytes,
    policy: String,
    tag: String,
}

/// `GET /` and `GET /workbench`.
pub fn routes(config: &Config) -> Router<State> {
    let room = |(name, more): (&str, &str)| Room::read(config, name, more);
    Router::new()
        .route("/", get(show).with_state(room(SHELL)))
        .route("/workbench", get(show).with_state(room(WORKBENCH)))
}

async fn show(Of(room): Of<Room>, asked: HeaderMap) -> Response {
    let Some(room) = room.0 else { return Problem::NotFound.into_response() };
    let kept = asked.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == room.tag.as_bytes());
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, room.policy.as_str()),
        (header::ETAG, room.tag.as_str()),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    match kept {
        true => (StatusCode::NOT_MODIFIED, headers).into_response(),
        false => (headers, room.text.clone()).into_response(),
    }
}

impl Room {
    /// A built page, whose policy, with the hashes of its scripts, is in the page itself.
    fn read(config: &Config, name: &str, more: &str) -> Self {
        let path = config.page.join(name);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "a page is missing: scripts/build.sh makes it");
                return Self(None);
            }
        };
        let policy = format!("{}; {more}", policy_in(&text).unwrap_or("default-src 'none'"));
        let tag = format!("\"{}\"", lazaret::bytes::Bytes::sha256(&text));
        Self(Some(Arc::new(Served { text: text.into(), policy, tag })))
    }
}

fn policy_in(page: &str) -> Option<&str> {
    let (_, after) = page.split_once("<meta http-equiv=\"Content-Security-Policy\" content=\"")?;
    after.split_once('"').map(|(policy, _)| policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_of_a_page_is_the_one_that_it_was_built_with() {
        let page =
            r#"<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'" /><p title="">"#;
        assert_eq!(policy_in(page), Some("default-src 'none'"));
        assert_eq!(policy_in("<p>"), None);
    }
}
