//! What a member may do only so often.

mod support;

use lazaret::bytes::Bytes;
use lazaret::exchange::{Act, Role};
use lazaret_exchange::Problem;
use serde_json::Value;
use support::node;

async fn file(it: &support::Fixture, owner: &str) {
    sqlx::query("INSERT INTO files (file, owner, version) VALUES ($1, $2, 1)")
        .bind("07".repeat(16))
        .bind(owner)
        .execute(&it.node.state.db.pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_owner_is_asked_twenty_times_a_day_by_one_user() {
    let it = node().await;
    let ada = it.node.admit("ada", Role::Owner, None).await.unwrap();
    let bob = it.node.admit("bob", Role::Researcher, Some(&ada)).await.unwrap();
    file(&it, "ada").await;
    let ask = || Act::Ask { file: Bytes([7; 16]), columns: None, purpose: "a study".to_owned() };
    for _ in 0..20 {
        it.node.act(&bob, ask(), Value::Null).await.unwrap();
    }
    let refused = it.node.act(&bob, ask(), Value::Null).await;
    assert!(matches!(refused, Err(Problem::SlowDown { seconds: 1.. })), "{refused:?}");
    assert!(it.node.act(&ada, ask(), Value::Null).await.is_ok());
    assert_eq!(it.events().await, ["throttled"]);
}

#[tokio::test]
async fn a_mirror_notes_a_file_once_an_hour_and_serves_no_more_than_another_node() {
    let it = node().await;
    let served = async |reader: &str, file: u8| {
        lazaret_exchange::events::note_served(&it.node.state, reader, &Bytes([file; 16]), 1).await
    };
    for file in 0..100 {
        assert_eq!(served("bob", file).await, Ok(()));
        assert_eq!(served("bob", file).await, Ok(()));
    }
    for _ in 0..3 {
        assert_eq!(served("bob", 100).await, Err(Problem::SlowDown { seconds: 3600 }));
    }
    assert_eq!(served("bob", 7).await, Ok(()), "the rest of what was begun");
    assert_eq!(served("eve", 100).await, Ok(()));
    let events = it.events().await;
    let count = |kind: &str| events.iter().filter(|it| *it == kind).count();
    assert_eq!((count("served-by-mirror"), count("unusual-volume")), (101, 2));
    it.node.state.clock.turn(3601);
    assert_eq!(served("bob", 100).await, Ok(()));
}

#[tokio::test]
async fn a_mirror_serves_nothing_that_it_can_not_write_down() {
    let it = node().await;
    let served = async |file: u8| {
        lazaret_exchange::events::note_served(&it.node.state, "bob", &Bytes([file; 16]), 1).await
    };
    assert_eq!(served(1).await, Ok(()));
    sqlx::query("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(FAIL, 'full'); END")
        .execute(&it.node.state.db.pool)
        .await
        .unwrap();
    assert_eq!(served(2).await, Err(Problem::Unavailable));
    assert_eq!(served(1).await, Ok(()), "the rest of what was written down");
}

#[tokio::test]
async fn who_fetches_more_than_anybody_reads_is_noticed_and_then_refused() {
    let it = node().await;
    let ada = it.node.admit("ada", Role::Owner, None).await.unwrap();
    file(&it, "ada").await;
    sqlx::query(
        "INSERT INTO versions (file, version, leaf, manifest, bytes, keep, columns, name)
         VALUES ($1, 1, 3, '', 1, 1, 1, '')",
    )
    .bind("07".repeat(16))
    .execute(&it.node.state.db.pool)
    .await
    .unwrap();
    let fetched = async |files: std::ops::Range<u32>| {
        for file in files {
            sqlx::query("INSERT INTO downloads (file, version, reader, at) VALUES ($1, 1, 'ada', $2)")
                .bind(file.to_string())
                .bind(it.node.state.clock.now().cast_signed())
                .execute(&it.node.state.db.pool)
                .await
                .unwrap();
        }
    };
    let download = || Act::Download { file: Bytes([7; 16]), version: 1 };
    fetched(0..20).await;
    it.node.act(&ada, download(), Value::Null).await.unwrap();
    assert_eq!(it.events().await, ["unusual-volume"]);
    fetched(20..100).await;
    for _ in 0..3 {
        let refused = it.node.act(&ada, download(), Value::Null).await;
        assert_eq!(refused, Err(Problem::SlowDown { seconds: 3600 }));
    }
    assert_eq!(it.events().await, ["unusual-volume"; 2]);
    it.node.state.clock.turn(3601);
    assert!(it.node.act(&ada, download(), Value::Null).await.is_ok());
}
