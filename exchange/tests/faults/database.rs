//! Databases, and stores, that are gone, killed, held or stand still.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, Role};
use lazaret_exchange::Config;
use lazaret_exchange::journal::{Entry, Submission};
use lazaret_exchange::testing::{Node, Sealed, Somebody, hash};
use reqwest::Method;
use serde_json::Value;

use crate::common::postgres;
use crate::{FILE, common, post};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_another_holds_is_said_in_time() {
    let place = common::simple();
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let held = node.state.db.pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let began = Instant::now();
    let waiting = (0..4).map(|_| node.post_act(&ada, Act::Close {}, Value::Null));
    for refused in futures_util::future::join_all(waiting).await {
        assert_eq!(refused, Err("unavailable".to_owned()));
    }
    assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());
    assert_eq!(node.send(&ada, Method::GET, "/v1/files", "").await.unwrap().0, 200, "readers go on");
    held.rollback().await.unwrap();
    node.post_act(&ada, Act::Close {}, Value::Null).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_and_a_store_that_are_gone_are_said_in_time() {
    let Some(mut place) = common::scaled().await else { return };
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let part = b"some ciphertext".to_vec();
    let path = format!("/v1/parts/{}", hash(&part));
    place.cut_store();
    let began = Instant::now();
    assert_eq!(node.send(&ada, Method::PUT, &path, part.clone()).await.unwrap().0, 503);
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    let missing = serde_json::json!({ "parts": [hash(&part)] }).to_string();
    let (_, answer) = node.send(&ada, Method::POST, "/v1/parts/missing", missing).await.unwrap();
    assert!(String::from_utf8(answer).unwrap().contains(&hash(&part).to_string()), "it was not acknowledged");
    node.state.db.pool.close().await;
    let began = Instant::now();
    let (status, answer) = node.send(&ada, Method::GET, "/v1/files", "").await.unwrap();
    assert_eq!((status, &answer[..]), (503, &br#"{"error":{"kind":"unavailable"}}"#[..]));
    assert!(began.elapsed() < Duration::from_secs(12));
}

/// A record and where it went; `None` when it was refused.
type Sent = (Submission, Option<u64>);

/// Sends records until one is refused.
async fn requests(node: Arc<Node>, ada: Arc<Somebody>, count: Arc<AtomicUsize>) -> Vec<Sent> {
    let mut sent = Vec::new();
    loop {
        let act = Act::Download { file: FILE, version: 1 };
        let submission = node.submission(&ada.name, &ada.identity, act, Value::Null).unwrap();
        let began = Instant::now();
        let leaf = post(&node, &ada, &submission).await;
        assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());
        sent.push((submission, leaf));
        if leaf.is_none() {
            return sent;
        }
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Lets the database fail in the midst of records and heals it: each was answered in time, and is taken once.
async fn survives(fail: impl FnOnce(&mut postgres::Server), heal: impl FnOnce(&mut postgres::Server)) {
    let Some(mut server) = postgres::Server::start() else { return };
    let place = common::simple();
    let config = Config { database: Some(server.database().await), ..place.config.clone() };
    let node = Arc::new(Node::start(config).await.unwrap());
    let ada = Arc::new(node.admit("ada", Role::Owner, None).await.unwrap());
    let sealed = Sealed::new(&ada.identity, b"a few bytes").unwrap();
    node.upload(&ada, &GroupKey::generate().unwrap(), &sealed, (FILE, 1), "word").await.unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let tasks = (0..4).map(|_| tokio::spawn(requests(node.clone(), ada.clone(), count.clone())));
    let tasks: Vec<_> = tasks.collect();
    while count.load(Ordering::Relaxed) < 12 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    fail(&mut server);
    let mut sent = Vec::new();
    for task in tasks {
        sent.extend(task.await.unwrap());
    }
    let began = Instant::now();
    assert_eq!(node.send(&ada, Method::GET, "/v1/files", "").await.unwrap().0, 503);
    assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());

    heal(&mut server);
    let began = Instant::now();
    for (submission, leaf) in &mut sent {
        while leaf.is_none() {
            assert!(began.elapsed() < Duration::from_secs(30), "the node does not recover");
            *leaf = post(&node, &ada, submission).await;
        }
    }
    common::log::check(&node.state).await;
    let entries = Entry::read(&node.state, 1, 100_000).await.unwrap();
    let mut written: Vec<_> = entries[3..].iter().map(|it| (it.leaf, &it.submission.record)).collect();
    let mut sent: Vec<_> = sent.iter().map(|(it, leaf)| (leaf.unwrap(), &it.record)).collect();
    sent.sort_unstable();
    written.sort_unstable();
    assert_eq!(sent, written);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_stands_still_is_said_in_time_and_loses_nothing() {
    survives(|server| server.signal("STOP"), |server| server.signal("CONT")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_killed_and_started_again_loses_nothing() {
    survives(|server| server.signal("KILL"), postgres::Server::start_again).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_restarted_is_found_again_and_a_slow_one_is_said_in_time() {
    let Some(place) = common::scaled().await else { return };
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let bob = node.admit("bob", Role::Researcher, Some(&ada)).await.unwrap();
    common::postgres::disconnect(place.config.database.as_ref().unwrap()).await;
    let began = Instant::now();
    let closing = node.submission(&bob.name, &bob.identity, Act::Close {}, Value::Null).unwrap();
    let user = lazaret_exchange::journal::User::find(&node.state.db.pool, "bob");
    let user = match user.await {
        Ok(user) => user,
        Err(_) => lazaret_exchange::journal::User::find(&node.state.db.pool, "bob").await.unwrap(),
    };
    // Whether the connection was lost before the commit or behind it: sent again, it is taken once.
    let append =
        async || lazaret_exchange::journal::append(&node.state, user.as_ref().unwrap(), &closing).await;
    while append().await.is_err() {
        assert!(began.elapsed() < Duration::from_secs(10), "the database is not found again");
    }
    assert_eq!(append().await.unwrap().leaf, 5);
    common::log::check(&node.state).await;

    let mut held = node.state.db.pool.begin().await.unwrap();
    sqlx::query("LOCK TABLE files IN ACCESS EXCLUSIVE MODE").execute(&mut *held).await.unwrap();
    let began = Instant::now();
    assert_eq!(node.send(&ada, Method::GET, "/v1/files", "").await.unwrap().0, 503);
    assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());
    held.rollback().await.unwrap();
    assert_eq!(node.send(&ada, Method::GET, "/v1/files", "").await.unwrap().0, 200);
}
