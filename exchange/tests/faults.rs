//! Power cuts, full disks, and databases and stores that are gone: nothing acknowledged is lost, nothing half-written
//! is served, and who asks is told.

mod common;

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use common::postgres;
use common::process::Process;
use lazaret::bytes::Bytes;
use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, FileId, Role};
use lazaret_exchange::Config;
use lazaret_exchange::journal::{Entry, Receipt, Submission};
use lazaret_exchange::testing::{Node, Sealed, Somebody, hash};
use object_store::ObjectStoreExt;
use reqwest::Method;
use serde_json::Value;

const FILE: FileId = Bytes([1; 16]);
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
    r#"mount -t tmpfs -o size=4m tmpfs "$2" && cp -a "$1/." "$2" && exec "$3" --data "$2" "$4" "$5""#;

/// Noisy numbers, some KB of them.
fn release(number: usize) -> String {
    let release = serde_json::json!({
        "question": "count", "epsilon": 0.5, "value": {"form": "number", "value": number, "error_95": 6.1},
        "mechanism": "discrete-laplace", "sensitivity": 1.0, "scale": 2.0, "unit": "row", "missing": "counted",
    });
    let budget = serde_json::json!({"total": 50, "spent": 50, "left": 0, "concentrated": false});
    serde_json::json!({ "budget": budget, "releases": vec![release; 100] }).to_string()
}

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
    if !unshared("mount -t tmpfs -o size=4m tmpfs \"$2\"").status().is_ok_and(|status| status.success()) {
        eprintln!("NOT CHECKED: this machine lets nobody mount a small disk");
        return;
    }
    let process = Process::run(&mut unshared(SMALL_DISK)).await;
    let node = Node::beside(place.config.clone(), process.url.clone()).await.unwrap();
    let seen = format!("/proc/{}/root{}", process.child.id(), disk.display());
    // Somebody else's, who takes it away when the disk is full.
    let filler = format!("{seen}/filler");
    let mut file = std::fs::File::create(&filler).unwrap();
    std::io::Write::write_all(&mut file, &[0; 1 << 20]).unwrap();
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
    for part in &taken {
        let path = lazaret_exchange::store::path(&hash(part));
        assert!(std::fs::read(format!("{seen}/parts/{path}")).unwrap() == part[..]);
    }
    let (status, _) = node.send(&ada, Method::GET, "/v1/files", "").await.unwrap();
    assert_eq!(status, 200, "what is there is still served");
    // Not a byte is left: records are refused as well, sooner or later.
    while std::io::Write::write(&mut file, &[0; 4096]).is_ok() {}
    let mut written = Vec::new();
    let refused = loop {
        let text = release(written.len());
        let act = Act::Release { numbers: hash(text.as_bytes()), epsilon: "50".to_owned(), delta: None };
        let attachment = serde_json::json!({ "numbers": text });
        let submission = node.submission(&ada.name, &ada.identity, act, attachment).unwrap();
        match post(&node, &ada, &submission).await {
            Some(leaf) => written.push((leaf, submission.record)),
            None => break submission,
        }
    };
    assert_eq!(node.send(&ada, Method::GET, "/v1/releases", "").await.unwrap().0, 200);
    drop(file);
    std::fs::remove_file(&filler).unwrap();
    let leaf = post(&node, &ada, &refused).await.expect("there is room again");
    written.push((leaf, refused.record));
    // Nobody writes at the moment: a copy of the database is whole.
    let copy = place.folder.path().join("copy");
    std::fs::create_dir(&copy).unwrap();
    for name in ["exchange.sqlite", "exchange.sqlite-wal", "log.key"] {
        std::fs::copy(format!("{seen}/{name}"), copy.join(name)).unwrap();
    }
    let copy = Config { data: copy, ..place.config.clone() };
    let state = lazaret_exchange::State::open(copy).await.unwrap();
    common::log::check(&state).await;
    let entries = Entry::read(&state, 3, 100_000).await.unwrap();
    let found: Vec<_> = entries.into_iter().map(|it| (it.leaf, it.submission.record)).collect();
    assert_eq!(found, written);
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

async fn post(node: &Node, by: &Somebody, submission: &Submission) -> Option<u64> {
    let body = serde_json::to_vec(submission).unwrap();
    match node.send(by, Method::POST, "/v1/records", body).await.unwrap() {
        (200, answer) => Some(serde_json::from_slice::<Receipt>(&answer).unwrap().leaf),
        answer => {
            assert_eq!(answer, (503, br#"{"error":{"kind":"unavailable"}}"#.to_vec()));
            None
        }
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
