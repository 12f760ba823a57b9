//! What every answer forbids: an error page without a header is a window through which a page could talk to others.

use std::any::Any;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{Config, Problem, State};

const CONNECTION_ALLOWLIST: HeaderName = HeaderName::from_static("connection-allowlist");
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
    gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    publickey-credentials-create=(self), publickey-credentials-get=(self), serial=(), usb=(), \
    window-management=(), xr-spatial-tracking=()";

/// Always the same.
const FIXED: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];
/// Unless the route says otherwise.
const USUAL: [(HeaderName, &str); 2] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Puts the headers on every answer, errors included.
pub fn headers(routes: Router<State>, config: &Config) -> Router<State> {
    let encrypted = config.behind_proxy || config.certificate.is_some();
    routes
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| {
            tracing::error!("a request's task panicked");
            Problem::Unavailable.into_response()
        }))
        .layer(from_fn(move |request: Request, next: Next| answer(request, next, encrypted)))
}

async fn answer(request: Request, next: Next, encrypted: bool) -> Response {
    // The workbench has the plaintext: it reaches nobody, not even us.
    let reachable = if request.uri().path() == "/workbench" { "()" } else { "(response-origin)" };
    let asked = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    if response.status() == StatusCode::FORBIDDEN {
        tracing::info!(method = %asked.0, path = asked.1, "refused");
    }
    let headers = response.headers_mut();
    headers.insert(CONNECTION_ALLOWLIST, HeaderValue::from_static(reachable));
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in USUAL {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if encrypted {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
