//! A node that is killed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use lazaret::bytes::Bytes;
use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, FileId, Role};
use lazaret_exchange::Config;
use lazaret_exchange::journal::Entry;
use lazaret_exchange::testing::{Node, Sealed, Somebody, hash};
use object_store::ObjectStoreExt;
use reqwest::Method;
use serde_json::Value;

use crate::common::process::Process;
use crate::{PROGRAM, common};

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
