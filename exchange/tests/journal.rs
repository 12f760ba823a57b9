//! Records: who may do what, once.

use lazaret::exchange::{Act, Role};
use lazaret_exchange::journal::User;
use lazaret_exchange::testing::Node;
use lazaret_exchange::{Config, Problem};
use serde_json::Value;

async fn node(folder: &tempfile::TempDir) -> Node {
    Node::start(Config { data: folder.path().to_owned(), ..Config::default() }).await.unwrap()
}

#[tokio::test]
async fn a_member_admits_others_and_only_the_first_admits_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let node = node(&folder).await;
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let bo = node.register("bob", Role::Researcher).await.unwrap();
    let fingerprint = bo.identity.recipient().fingerprint();
    let act = Act::Admit { user: "bob".to_owned(), fingerprint };
    let attachment = serde_json::json!({ "encapsulated": "AA==", "sealed": "AA==" });
    assert_eq!(node.act(&bo, act.clone(), attachment.clone()).await, Err(Problem::NotAllowed));
    let receipt = node.act(&ada, act.clone(), attachment.clone()).await.unwrap();
    assert_eq!(receipt.leaf, 4);
    assert_eq!(node.act(&ada, act, attachment).await, Err(Problem::Conflict));
    assert_eq!(node.register("ada", Role::Owner).await.err(), Some(Problem::NameTaken));
}

#[tokio::test]
async fn the_same_record_is_answered_again_and_its_nonce_serves_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let node = node(&folder).await;
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let submission = node.submission("ada", &ada.identity, Act::Close {}, Value::Null).unwrap();
    let user = User::find(&node.state.db.pool, "ada").await.unwrap().unwrap();
    let first = lazaret_exchange::journal::append(&node.state, &user, &submission).await.unwrap();
    node.state.clock.turn(3600);
    assert_eq!(lazaret_exchange::journal::append(&node.state, &user, &submission).await, Ok(first));
    let mut record: Value = serde_json::from_str(&submission.record).unwrap();
    record["at"] = 0.into();
    let record: lazaret::exchange::Record = serde_json::from_value(record).unwrap();
    let other = record.signed(&ada.identity);
    let other = lazaret_exchange::journal::Submission {
        record: other.record,
        signature: other.signature,
        attachment: Value::Null,
    };
    assert_eq!(lazaret_exchange::journal::append(&node.state, &user, &other).await, Err(Problem::Replay));
    let events: Vec<String> =
        sqlx::query_scalar("SELECT kind FROM events").fetch_all(&node.state.db.pool).await.unwrap();
    assert_eq!(events, ["replay"]);
}

#[tokio::test]
async fn a_clock_that_jumps_refuses_records_and_forgets_none() {
    let folder = tempfile::tempdir().unwrap();
    let node = node(&folder).await;
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let user = User::find(&node.state.db.pool, "ada").await.unwrap().unwrap();
    for jump in [660, -660] {
        let late = node.submission("ada", &ada.identity, Act::Close {}, Value::Null).unwrap();
        node.state.clock.turn(jump);
        let refused = lazaret_exchange::journal::append(&node.state, &user, &late).await;
        let Err(Problem::ClockDiffers { seconds, limit: 600 }) = refused else { panic!("{refused:?}") };
        assert!((seconds + jump).abs() < 5, "{seconds}");
        node.state.clock.turn(-jump);
    }
    let record = node.submission("ada", &ada.identity, Act::Close {}, Value::Null).unwrap();
    node.state.clock.turn(590);
    assert_eq!(lazaret_exchange::journal::append(&node.state, &user, &record).await.unwrap().leaf, 3);
}
