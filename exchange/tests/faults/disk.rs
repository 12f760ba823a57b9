//! A disk that is full.

use std::process::Command;

use lazaret::bytes::Bytes;
use lazaret::exchange::{Act, Role};
use lazaret_exchange::Config;
use lazaret_exchange::journal::Entry;
use lazaret_exchange::testing::{Node, hash};
use reqwest::Method;

use crate::common::process::Process;
use crate::{PROGRAM, common, post};

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
