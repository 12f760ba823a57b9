//! A node that no proxy stands before.

mod support;

use std::path::Path;

use lazaret_exchange::Config;
use support::node_with;

#[tokio::test]
async fn a_node_with_a_certificate_is_reached_by_tls_alone() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    let it = node_with(|config| {
        config.certificate = Some(files.join("certificate.pem"));
        config.certificate_key = Some(files.join("key.pem"));
    })
    .await;
    let root = std::fs::read(files.join("certificate.pem")).unwrap();
    let root = reqwest::Certificate::from_pem(&root).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([root]).build().unwrap();
    let url = it.node.url.replace("http://", "https://");
    let answer = client.get(format!("{url}/health")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let year = answer.headers()["strict-transport-security"].to_str().unwrap();
    assert_eq!(year, "max-age=31536000; includeSubDomains");
    assert!(client.get(format!("{}/health", it.node.url)).send().await.is_err());
}

#[tokio::test]
async fn without_one_nothing_promises_tls() {
    let it = node_with(|_| ()).await;
    let answer = it.request(reqwest::Method::GET, "/health").send().await.unwrap();
    assert!(!answer.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn a_certificate_that_is_none_is_said_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        data: folder.path().join("data"),
        certificate: Some(folder.path().join("none.pem")),
        certificate_key: Some(folder.path().join("none.pem")),
        ..Config::default()
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let state = lazaret_exchange::State::open(config).await.unwrap();
    let said = lazaret_exchange::serve(listener, state).await.unwrap_err();
    assert!(said.contains("none.pem"), "{said}");
}
