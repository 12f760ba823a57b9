//! No other site acts in a user's name.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Problem;

/// Refuses what changes something and comes from another site, or could be sent by another site's form: beside the
/// cookie's `SameSite=Strict`, a second lock. Programs that are no browsers send no `Sec-Fetch-Site`.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let changes = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    // Outside of /v1/ nobody has a session: a witness is known by its signature.
    let changes = changes && request.uri().path().starts_with("/v1/");
    if changes && !is_ours(request.headers()) {
        return Problem::NotAllowed.into_response();
    }
    next.run(request).await
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let site = headers.get("sec-fetch-site").map_or(Some("none"), |site| site.to_str().ok());
    let kind = text(header::CONTENT_TYPE).and_then(|kind| kind.split(';').next()).map(str::trim);
    matches!(site, Some("same-origin" | "none"))
        && matches!(kind, Some("application/json" | "application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_other_sites_are_not_ours() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
        };
        let json = ("content-type", "application/json; charset=utf-8");
        assert!(is_ours(&headers(&[json])));
        assert!(is_ours(&headers(&[json, ("sec-fetch-site", "same-origin")])));
        assert!(!is_ours(&headers(&[json, ("sec-fetch-site", "cross-site")])));
        assert!(!is_ours(&headers(&[json, ("sec-fetch-site", "same-site")])));
        assert!(!is_ours(&headers(&[])));
        for form in ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"] {
            assert!(!is_ours(&headers(&[("content-type", form)])), "{form}");
        }
    }
}
