//! The operator's console.

mod support;

use lazaret::exchange::{Act, Role};
use reqwest::StatusCode;
use serde_json::{Value, json};
use support::{Fixture, node, node_on_postgres};

const LISTS: [&str; 5] = ["users", "files", "grants", "events", "health"];

#[tokio::test]
async fn only_an_operator_sees_the_console() {
    sees_the_console(node().await).await;
    if let Some(it) = node_on_postgres().await {
        sees_the_console(it).await;
    }
}

async fn sees_the_console(it: Fixture) {
    let ada = it.node.admit("ada", Role::Owner, None).await.unwrap();
    let operator = it.node.register("oli", Role::Operator).await.unwrap();
    for list in LISTS {
        let path = format!("/v1/operator/{list}");
        assert_eq!(it.get(&path, "").await.0, StatusCode::UNAUTHORIZED, "{list}");
        assert_eq!(it.get(&path, &ada.cookie).await.0, StatusCode::FORBIDDEN, "{list}");
        assert_eq!(it.get(&path, &operator.cookie).await.0, StatusCode::OK, "{list}");
    }
    for path in ["invitations", "quotas", "sessions"] {
        let path = format!("/v1/operator/{path}");
        assert_eq!(it.post(&path, &ada.cookie, &json!({})).await.0, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn an_operator_invites_and_sets_quotas() {
    let it = node().await;
    let operator = it.node.register("oli", Role::Operator).await.unwrap();
    let (_, drawn) = it.post("/v1/operator/invitations", &operator.cookie, &json!({ "role": "owner" })).await;
    let ada = lazaret::seal::identity::Identity::generate("Ada").unwrap();
    let registered =
        it.register_with("ada", "correct horse", Role::Owner, drawn["invitation"].as_str(), &ada).await;
    assert_eq!(registered.0, StatusCode::OK);
    let quota = async |user: &str, bytes: Value| {
        it.post("/v1/operator/quotas", &operator.cookie, &json!({ "user": user, "bytes": bytes })).await.0
    };
    assert_eq!(quota("ada", json!(1000)).await, StatusCode::NO_CONTENT);
    assert_eq!(quota("nobody", json!(1000)).await, StatusCode::NOT_FOUND);
    assert_eq!(quota("ada", json!(u64::MAX)).await, StatusCode::BAD_REQUEST);
    let (_, users) = it.get("/v1/operator/users", &operator.cookie).await;
    assert_eq!(users[1]["name"], "ada");
    assert_eq!((&users[1]["quota"], &users[1]["bytes"]), (&json!(1000), &json!(0)));
    let session = it.log_in("ada", "correct horse").await.unwrap();
    let ended = it.post("/v1/operator/sessions", &operator.cookie, &json!({ "user": "ada" })).await;
    assert_eq!(ended.0, StatusCode::NO_CONTENT);
    assert_eq!(it.get("/v1/session", &session).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(it.get("/v1/session", &operator.cookie).await.0, StatusCode::OK);
    let (_, health) = it.get("/v1/operator/health", &operator.cookie).await;
    assert_eq!((&health["users"], &health["store"]), (&json!(2), &json!(true)));
    let size = lazaret_exchange::log::newest(&it.node.state).await.unwrap().checkpoint().size;
    assert_eq!(health["entries"], size);
}

#[tokio::test]
async fn events_are_kept_for_ninety_days() {
    let it = node().await;
    let fail = async || it.log_in("ada", "a guess").await.unwrap_err();
    fail().await;
    it.node.state.clock.turn(89 * 24 * 3600);
    fail().await;
    assert_eq!(it.events().await.len(), 2);
    it.node.state.clock.turn(2 * 24 * 3600);
    fail().await;
    assert_eq!(it.events().await.len(), 2);
}

#[tokio::test]
async fn there_are_no_keys_to_hand_out_and_the_demand_shows() {
    let it = node().await;
    let operator = it.node.register("oli", Role::Operator).await.unwrap();
    sqlx::query("INSERT INTO files (file, owner, version) VALUES ($1, 'ada', 1)")
        .bind("07".repeat(16))
        .execute(&it.node.state.db.pool)
        .await
        .unwrap();
    let act = Act::DemandKeys { file: lazaret::bytes::Bytes([7; 16]) };
    let record = it.node.submission("oli", &operator.identity, act, Value::Null).unwrap();
    let (status, answer) = it.post("/v1/records", &operator.cookie, &json!(record)).await;
    assert_eq!((status, &answer["error"]["kind"]), (StatusCode::FORBIDDEN, &json!("no-keys-here")));
    let (_, events) = it.get("/v1/operator/events", &operator.cookie).await;
    assert_eq!(events[0]["kind"], "keys-demanded");
    let kept: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM journal WHERE act = 'demand-keys'")
        .fetch_one(&it.node.state.db.pool)
        .await
        .unwrap();
    assert_eq!(kept, 1);
}
