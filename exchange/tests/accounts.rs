//! Registering, logging in and out, over HTTP.

mod support;

use lazaret::bytes::Bytes;
use lazaret::exchange::opaque::{Parties, Registering};
use lazaret::exchange::{Act, Role, answer_challenge};
use lazaret::seal::identity::Identity;
use lazaret_exchange::accounts;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{CHEAP, Fixture, cookie, node, node_on_postgres, node_with, read};
use zeroize::Zeroizing;

fn kind(answer: &Value) -> &str {
    answer["error"]["kind"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn who_registered_logs_in_and_out() {
    logs_in_and_out(node().await).await;
    if let Some(it) = node_on_postgres().await {
        logs_in_and_out(it).await;
    }
}

async fn logs_in_and_out(it: Fixture) {
    let (status, receipt) = it.register("ada", "correct horse", Role::Owner).await;
    assert_eq!((status, &receipt["leaf"]), (StatusCode::OK, &json!(1)));
    let session = it.log_in("ada", "correct horse").await.unwrap();
    let (_, who) = it.get("/v1/session", &session).await;
    assert_eq!(who["user"], "ada");
    assert_eq!((&who["role"], &who["state"]), (&json!("owner"), &json!("waiting")));
    assert_eq!(who["directory_key"], json!(it.node.state.directory));
    let (_, users) = it.get("/v1/users", &session).await;
    assert_eq!((&users[0]["name"], &users[0]["entry"]["leaf"]), (&json!("ada"), &json!(1)));
    assert_eq!(it.get("/v1/group", &session).await, (StatusCode::OK, Value::Null));
    let out = it.send("/v1/logout", &session, &json!({})).await;
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    assert_eq!(it.get("/v1/session", &session).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_is_a_strict_cookie_that_the_database_does_not_have() {
    let it = node().await;
    it.register("ada", "correct horse", Role::Owner).await;
    let session = it.log_in("ada", "correct horse").await.unwrap();
    let kept: Vec<String> =
        sqlx::query_scalar("SELECT session FROM sessions").fetch_all(&it.node.state.db.pool).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(!session.contains(&kept[0]));
    let out = it.send("/v1/logout", &session, &json!({})).await;
    let set = out.headers()["set-cookie"].to_str().unwrap();
    for attribute in ["__Host-lazaret=;", "Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=0"] {
        assert!(set.contains(attribute), "{set}");
    }
}

#[tokio::test]
async fn sessions_end_when_idle_after_twelve_hours_and_with_the_account() {
    let it = node().await;
    let ada = it.node.admit("ada", Role::Owner, None).await.unwrap();
    let status = async || it.get("/v1/session", &ada.cookie).await.0;
    it.node.state.clock.turn(29 * 60);
    assert_eq!(status().await, StatusCode::OK);
    it.node.state.clock.turn(29 * 60);
    assert_eq!(status().await, StatusCode::OK);
    it.node.state.clock.turn(31 * 60);
    assert_eq!(status().await, StatusCode::UNAUTHORIZED);

    let bob = it.node.admit("bob", Role::Owner, Some(&ada)).await.unwrap();
    for _ in 0..24 {
        assert_eq!(it.get("/v1/session", &bob.cookie).await.0, StatusCode::OK);
        it.node.state.clock.turn(29 * 60);
    }
    it.node.state.clock.turn(25 * 60);
    assert_eq!(it.get("/v1/session", &bob.cookie).await.0, StatusCode::UNAUTHORIZED);

    let carol = it.node.admit("carol", Role::Owner, Some(&ada)).await.unwrap();
    it.node.act(&carol, Act::Close {}, Value::Null).await.unwrap();
    assert_eq!(it.get("/v1/session", &carol.cookie).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let it = node().await;
    it.register("ada", "correct horse", Role::Owner).await;
    let wrong = it.log_in("ada", "correct house").await.unwrap_err();
    let unknown = it.log_in("bob", "correct horse").await.unwrap_err();
    assert_eq!(wrong, unknown);
    assert_eq!((wrong.0, kind(&wrong.1)), (StatusCode::UNAUTHORIZED, "log-in-failed"));
    assert_eq!(it.events().await.iter().filter(|kind| *kind == "failed-log-in").count(), 2);
}

#[tokio::test]
async fn an_attempt_is_used_once_and_within_two_minutes() {
    let it = node().await;
    let identity = Identity::generate("Ada").unwrap();
    let invitation = accounts::invite(&it.node.state, Role::Owner).await.unwrap().to_string();
    it.register_with("ada", "correct horse", Role::Owner, Some(&invitation), &identity).await;
    let challenge = async || {
        let (_, drawn) = it.post("/v1/login/challenge", "", &json!({ "user": "ada" })).await;
        drawn["challenge"].as_str().unwrap().parse::<Bytes<32>>().unwrap()
    };
    let answer = async |user: &str, by: &Identity, challenge: Bytes<32>| {
        let signature = answer_challenge(by, it.origin(), &challenge);
        let body = json!({ "user": user, "challenge": challenge, "signature": signature });
        it.send("/v1/login/identity", "", &body).await
    };
    let drawn = challenge().await;
    let response = answer("ada", &identity, drawn).await;
    let session = cookie(&response).unwrap();
    assert_eq!(it.get("/v1/session", &session).await.0, StatusCode::OK);
    assert_eq!(answer("ada", &identity, drawn).await.status(), StatusCode::UNAUTHORIZED);
    let other = Identity::generate("Bob").unwrap();
    assert_eq!(answer("ada", &other, challenge().await).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(answer("bob", &identity, challenge().await).await.status(), StatusCode::UNAUTHORIZED);
    let drawn = challenge().await;
    it.node.state.clock.turn(121);
    assert_eq!(answer("ada", &identity, drawn).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_name_is_tried_five_times_a_minute_whether_it_is_known_or_not() {
    let it = node().await;
    for _ in 0..5 {
        let refused = it.log_in("ada", "a guess").await.unwrap_err();
        assert_eq!(refused.0, StatusCode::UNAUTHORIZED);
    }
    let refused = it.log_in("ada", "a guess").await.unwrap_err();
    assert_eq!((refused.0, kind(&refused.1)), (StatusCode::TOO_MANY_REQUESTS, "slow-down"));
    assert!(it.events().await.contains(&"throttled".to_owned()));
}

#[tokio::test]
async fn after_twenty_attempts_a_name_rests_and_its_identity_may_still_log_in() {
    let it = node().await;
    for attempt in 0..20 {
        sqlx::query("INSERT INTO attempts (attempt, name, at, secret) VALUES ($1, 'ada', $2, '')")
            .bind(attempt.to_string())
            .bind(it.node.state.clock.now().cast_signed())
            .execute(&it.node.state.db.pool)
            .await
            .unwrap();
    }
    let status = async |user: &str| it.log_in(user, "a guess").await.unwrap_err().0;
    assert_eq!(status("ada").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(it.events().await, ["throttled"]);
    assert_eq!(status("bob").await, StatusCode::UNAUTHORIZED);
    let challenge = it.post("/v1/login/challenge", "", &json!({ "user": "ada" })).await;
    assert_eq!(challenge.0, StatusCode::OK);
    it.node.state.clock.turn(15 * 60 + 1);
    assert_eq!(status("ada").await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_identity_sets_a_new_password_and_ends_all_sessions() {
    let it = node().await;
    let identity = Identity::generate("Ada").unwrap();
    let invitation = accounts::invite(&it.node.state, Role::Owner).await.unwrap().to_string();
    it.register_with("ada", "correct horse", Role::Owner, Some(&invitation), &identity).await;
    let mine = it.log_in("ada", "correct horse").await.unwrap();
    // Not by logging in: a name has five attempts a minute, and the rest of this test needs four.
    let stolen = accounts::begin_session(&it.node.state, "ada").await.unwrap();
    let stolen = format!("{}={stolen}", accounts::COOKIE);
    let change = async |by: &Identity, session: &str| {
        let (client, message) = Registering::start(Zeroizing::new("battery staple".to_owned())).unwrap();
        let (_, answer) = it.post("/v1/password/start", session, &json!({ "message": message })).await;
        let parties = Parties { user: "ada", origin: it.origin() };
        let message = client.finish(parties, answer["message"].as_str().unwrap(), CHEAP).unwrap();
        let (_, drawn) = it.post("/v1/login/challenge", "", &json!({ "user": "ada" })).await;
        let challenge: Bytes<32> = drawn["challenge"].as_str().unwrap().parse().unwrap();
        let signature = answer_challenge(by, it.origin(), &challenge);
        let finish = json!({ "message": message, "challenge": challenge, "signature": signature });
        it.post("/v1/password/finish", session, &finish).await.0
    };
    let thief = Identity::generate("Thief").unwrap();
    assert_eq!(change(&thief, &stolen).await, StatusCode::UNAUTHORIZED);
    assert_eq!(change(&identity, &mine).await, StatusCode::NO_CONTENT);
    for session in [&mine, &stolen] {
        assert_eq!(it.get("/v1/session", session).await.0, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(it.log_in("ada", "correct horse").await.unwrap_err().0, StatusCode::UNAUTHORIZED);
    assert!(it.log_in("ada", "battery staple").await.is_ok());
}

#[tokio::test]
async fn an_invitation_is_for_one_user_and_one_role() {
    let it = node().await;
    let [ada, bob] = ["Ada", "Bob"].map(|name| Identity::generate(name).unwrap());
    let invitation = accounts::invite(&it.node.state, Role::Researcher).await.unwrap().to_string();
    let owner = it.register_with("ada", "correct horse", Role::Owner, Some(&invitation), &ada).await;
    assert_eq!((owner.0, kind(&owner.1)), (StatusCode::FORBIDDEN, "not-allowed"));
    let right = it.register_with("ada", "correct horse", Role::Researcher, Some(&invitation), &ada).await;
    assert_eq!(right.0, StatusCode::OK);
    let again = it.register_with("bob", "correct horse", Role::Researcher, Some(&invitation), &bob).await;
    assert_eq!((again.0, kind(&again.1)), (StatusCode::FORBIDDEN, "no-invitation"));
    let none = it.register_with("bob", "correct horse", Role::Researcher, None, &bob).await;
    assert_eq!(kind(&none.1), "no-invitation");
    let taken = it.register("ada", "correct horse", Role::Owner).await;
    assert_eq!((taken.0, kind(&taken.1)), (StatusCode::CONFLICT, "name-taken"));
    assert!(it.log_in("ada", "correct horse").await.is_ok());
    let kept: Vec<String> = sqlx::query_scalar("SELECT invitation FROM invitations")
        .fetch_all(&it.node.state.db.pool)
        .await
        .unwrap();
    assert!(!kept.contains(&invitation));
}

#[tokio::test]
async fn open_registration_makes_no_operators() {
    let it = node_with(|config| config.registration = lazaret_exchange::Registration::Open).await;
    let ada = Identity::generate("Ada").unwrap();
    let operator = it.register_with("ada", "correct horse", Role::Operator, None, &ada).await;
    assert_eq!(kind(&operator.1), "no-invitation");
    let owner = it.register_with("ada", "correct horse", Role::Owner, None, &ada).await;
    assert_eq!(owner.0, StatusCode::OK);
}

#[tokio::test]
async fn other_sites_and_forms_change_nothing() {
    let it = node().await;
    let ada = it.node.admit("ada", Role::Owner, None).await.unwrap();
    let post = || it.request(Method::POST, "/v1/logout").header("cookie", &ada.cookie);
    let cross = post().header("sec-fetch-site", "cross-site").json(&json!({})).send().await.unwrap();
    assert_eq!(cross.status(), StatusCode::FORBIDDEN);
    let form =
        post().header("content-type", "application/x-www-form-urlencoded").body("a=b").send().await.unwrap();
    assert_eq!(read(form).await.0, StatusCode::FORBIDDEN);
    assert_eq!(it.get("/v1/session", &ada.cookie).await.0, StatusCode::OK);
}

#[tokio::test]
async fn too_many_log_ins_of_one_address_wait() {
    let it = node_with(|config| config.log_ins_per_minute = 3).await;
    let challenge = async |user: &str| it.send("/v1/login/challenge", "", &json!({ "user": user })).await;
    for user in ["ada", "bob", "carol"] {
        assert_eq!(challenge(user).await.status(), StatusCode::OK);
    }
    let refused = challenge("dave").await;
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=21).contains(&wait), "{wait}");
    let (status, answer) = read(refused).await;
    assert_eq!((status, kind(&answer)), (StatusCode::TOO_MANY_REQUESTS, "slow-down"));
    assert_eq!(it.events().await, ["throttled"]);
}
