//! Power cuts, full disks, and databases and stores that are gone: nothing acknowledged is lost, nothing half-written
//! is served, and who asks is told.

mod common;

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use common::process::Process;
use lazaret::bytes::Bytes;
use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, FileId, Role};
use lazaret_exchange::Config;
use lazaret_exchange::journal::Entry;
use lazaret_exchange::testing::{Node, Sealed, Somebody, hash};
use object_store::ObjectStoreExt;
use reqwest::Method;
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_lazaret-exchange");

/// What was acknowledged.
#[derive(Default)]
struct Acknowledged {
    entries: Vec<(u64, FileId)>,
    parts: Vec<Vec<u8>>,
}

/// Uploads until the node is gone, and counts what was acknowledged.
async fn storm(
    node: Arc<Node>,
    ada: Arc<Somebody>,
    group: GroupKey,
    count: Arc<AtomicUsize>,
) -> Acknowledged {
    let mut acknowledged = Acknowledged::default();
    for number in 0_u32.. {
        let content = [&number.to_le_bytes()[..], &[7; 3000]].concat();
        let sealed = Sealed::new(&ada.identity, &content).unwrap();
        let file: FileId = Bytes::random().unwrap();
        for part in sealed.parts() {
            let path = format!("/v1/parts/{}", hash(part));
            match node.send(&ada, Method::PUT, &path, part.to_vec()).await {
                Ok((204, _)) => acknowledged.parts.push(part.to_vec()),
                Ok(answer) => panic!("{answer:?}"),
                Err(_) => return acknowledged,
            }
        }
        let attachment = sealed.attachment(&node, &group, "word").unwrap();
        let act = sealed.act(file, 1, &attachment).unwrap();
        match node.post_act(&ada, act, attachment).await {
            Ok(leaf) => acknowledged.entries.push((leaf, file)),
            Err(_) => return acknowledged,
        }
        count.fetch_add(1, Ordering::Relaxed);
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_in_a_storm_has_all_that_it_acknowledged() {
    let place = common::simple();
    let config = Config { data: place.config.data.clone(), ..Config::default() };
    let mut cast = None;
    let mut total = Acknowledged::default();
    for round in 0..3 {
        let process = Process::start(PROGRAM, &config.data).await;
        let node = Arc::new(Node::beside(config.clone(), process.url.clone()).await.unwrap());
        if cast.is_none() {
            cast = Some(Arc::new(node.admit("ada", Role::Owner, None).await.unwrap()));
        }
        let ada = cast.clone().unwrap();
        let group = GroupKey::generate().unwrap();
        let count = Arc::new(AtomicUsize::new(0));
        let storms =
            (0..4).map(|_| tokio::spawn(storm(node.clone(), ada.clone(), group.clone(), count.clone())));
        let storms: Vec<_> = storms.collect();
        let began = Instant::now();
        while count.load(Ordering::Relaxed) < 8 + round {
            assert!(began.elapsed() < Duration::from_secs(60), "nothing is acknowledged");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        drop(process);
        for storm in storms {
            let Acknowledged { entries, parts } = storm.await.unwrap();
            total.entries.extend(entries);
            total.parts.extend(parts);
        }
        assert!(!total.entries.is_empty());
        common::log::check(&node.state).await;
        let entries = Entry::read(&node.state, 1, 100_000).await.unwrap();
        for (leaf, file) in &total.entries {
            let entry = entries.iter().find(|entry| entry.leaf == *leaf).unwrap();
            assert!(entry.submission.record.contains(&file.to_string()));
        }
        for part in &total.parts {
            let path = lazaret_exchange::store::path(&hash(part));
            let stored = node.state.store.get(&path).await.unwrap().bytes().await.unwrap();
            assert!(stored == part[..]);
        }
    }
    // Started again, it serves every file that it lists, whole.
    let process = Process::start(PROGRAM, &config.data).await;
    let node = Node::beside(config, process.url.clone()).await.unwrap();
    let ada = cast.unwrap();
    for (_, file) in total.entries.iter().rev().take(5) {
        node.post_act(&ada, Act::Download { file: *file, version: 1 }, Value::Null).await.unwrap();
        let path = format!("/v1/files/{file}/1/content");
        let (status, bytes) = node.send(&ada, Method::GET, &path, "").await.unwrap();
        assert_eq!(status, 200);
        lazaret::seal::container::Container::read(&mut &bytes[..]).unwrap();
    }
}

/// Mounts a disk of its own, which no other process sees, puts the data there and runs the program on it.
const SMALL_DISK: &str =
    r#"mount -t tmpfs -o size=3m tmpfs "$2" && cp -a "$1/." "$2" && exec "$3" --data "$2" "$4" "$5""#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_and_loses_nothing() {
    let place = common::simple();
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    node.state.db.pool.close().await;
    let disk = place.folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let unshared = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", script, "sh"]).arg(&place.config.data).arg(&disk).arg(PROGRAM);
        command
    };
    if !unshared("mount -t tmpfs -o size=3m tmpfs \"$2\"").status().is_ok_and(|status| status.success()) {
        eprintln!("NOT CHECKED: this machine lets nobody mount a small disk");
        return;
    }
    let process = Process::run(&mut unshared(SMALL_DISK)).await;
    let node = Node::beside(place.config.clone(), process.url.clone()).await.unwrap();
    let mut taken = Vec::new();
    let refused = loop {
        let part: Vec<u8> = Bytes::<64>::random().unwrap().0.repeat(4096);
        let path = format!("/v1/parts/{}", hash(&part));
        match node.send(&ada, Method::PUT, &path, part.clone()).await.unwrap() {
            (204, _) => taken.push(part),
            (status, answer) => break (status, String::from_utf8(answer).unwrap()),
        }
    };
    assert_eq!(refused, (503, r#"{"error":{"kind":"unavailable"}}"#.to_owned()));
    assert!(!taken.is_empty());
    let seen = format!("/proc/{}/root{}", process.child.id(), disk.display());
    for part in &taken {
        let path = lazaret_exchange::store::path(&hash(part));
        assert!(std::fs::read(format!("{seen}/parts/{path}")).unwrap() == part[..]);
    }
    let (status, _) = node.send(&ada, Method::GET, "/v1/files", "").await.unwrap();
    assert_eq!(status, 200, "what is there is still served");
    let missing = serde_json::json!({ "parts": taken.iter().map(|part| hash(part)).collect::<Vec<_>>() });
    let (_, answer) = node.send(&ada, Method::POST, "/v1/parts/missing", missing.to_string()).await.unwrap();
    assert_eq!(String::from_utf8(answer).unwrap(), r#"{"missing":[]}"#);
}

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
