//! Every answer has the headers that keep a page from talking to others.

mod support;

use lazaret::exchange::Role;
use reqwest::header::HeaderMap;
use reqwest::{Method, Response};
use serde_json::json;
use support::{Fixture, node_with};

const PAGE: &str = r#"<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-x'" />"#;

async fn node_with_pages() -> Fixture {
    node_with(|config| {
        std::fs::create_dir_all(&config.page).unwrap();
        for name in ["exchange.html", "index.html"] {
            std::fs::write(config.page.join(name), PAGE).unwrap();
        }
        config.requests_per_minute = 400;
    })
    .await
}

fn check(what: &str, response: &Response, reachable: &str) {
    let headers: &HeaderMap = response.headers();
    let has = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(headers.get_all("connection-allowlist").iter().count(), 1, "{what}");
    assert_eq!(has("connection-allowlist"), reachable, "{what}");
    assert!(has("content-security-policy").starts_with("default-src 'none'"), "{what}");
    assert!(has("content-security-policy").contains("frame-ancestors"), "{what}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(has(name), value, "{what}");
    }
    assert!(has("permissions-policy").contains("camera=()"), "{what}");
    assert!(!has("cache-control").is_empty(), "{what}");
}

#[tokio::test]
async fn every_route_and_every_error_has_them() {
    let it = node_with_pages().await;
    let ada = it.node.admit("ada", Role::Owner, None).await.unwrap();
    let (_, routes) = it.get("/openapi.json", "").await;
    let paths: Vec<String> = routes["paths"].as_object().unwrap().keys().cloned().collect();
    assert!(paths.len() > 25, "{paths:?}");
    let mut statuses = std::collections::BTreeSet::new();
    for path in
        paths.iter().map(String::as_str).chain(["/", "/workbench", "/nothing", "/v1", "/log/tile/0/x"])
    {
        let path = path.replace("{hash}", "00").replace("{file}", "00").replace("{version}", "1");
        let reachable = if path == "/workbench" { "()" } else { "(response-origin)" };
        for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS]
        {
            for cookie in ["", &ada.cookie] {
                let request = it.request(method.clone(), &path).header("cookie", cookie);
                let request = request.header("range", "bytes=9999999-").json(&json!({}));
                let response = request.send().await.unwrap();
                statuses.insert(response.status().as_u16());
                check(&format!("{method} {path} {}", response.status()), &response, reachable);
            }
        }
    }
    for _ in 0..500 {
        let response = it.request(Method::GET, "/nothing").send().await.unwrap();
        statuses.insert(response.status().as_u16());
        check("until the limit", &response, "(response-origin)");
    }
    for status in [200, 400, 401, 404, 405, 429] {
        assert!(statuses.contains(&status), "{status} of {statuses:?}");
    }
    assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
}

#[tokio::test]
async fn what_is_too_large_or_fails_has_them_too() {
    let it = node_with_pages().await;
    let large = it.request(Method::POST, "/v1/login/start").header("content-type", "application/json");
    let large = large.body(vec![b' '; 2 << 20]).send().await.unwrap();
    assert_eq!(large.status(), 413);
    check("413", &large, "(response-origin)");
    it.node.state.db.pool.close().await;
    let failed = it.request(Method::GET, "/health").send().await.unwrap();
    assert_eq!(failed.status(), 503);
    check("503", &failed, "(response-origin)");
}

#[tokio::test]
async fn a_room_has_the_policy_that_it_was_built_with_and_more() {
    let it = node_with_pages().await;
    let policy = async |path: &str| {
        let response = it.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.headers()["cache-control"], "no-cache");
        response.headers()["content-security-policy"].to_str().unwrap().to_owned()
    };
    let shell = policy("/").await;
    assert_eq!(shell, "default-src 'none'; script-src 'sha256-x'; frame-ancestors 'none'");
    let workbench = policy("/workbench").await;
    assert!(workbench.ends_with("frame-ancestors 'self'; sandbox allow-downloads allow-forms allow-scripts"));
    let first = it.request(Method::GET, "/").send().await.unwrap();
    let again =
        it.request(Method::GET, "/").header("if-none-match", &first.headers()["etag"]).send().await.unwrap();
    assert_eq!(again.status(), 304);
    check("304", &again, "(response-origin)");
}
