//! Several hospitals, each a process: one keeps the log, others mirror it and vouch; one dies, the keeper dies, and one
//! lies.

mod hospital;

use hospital::{Hospital, ORIGIN, directory, wait_for};
use lazaret::bytes::Bytes;
use lazaret::exchange::log::{Follower, LedgerProof, LogError, Logged, Policy};
use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, FileId, Role};
use lazaret::seal::identity::Recipient;
use lazaret_exchange::testing::{Node, Sealed, Somebody};
use reqwest::Method;
use serde_json::{Value, json};

const FILE: FileId = Bytes([7; 16]);

/// The first hospital and its mirrors, none of them running, with two users.
struct Cast {
    _folder: tempfile::TempDir,
    first: Hospital,
    mirrors: Vec<Hospital>,
    /// The first hospital's data, which the test reaches into; its requests go to the process.
    node: Node,
    ada: Somebody,
    bob: Somebody,
    group: GroupKey,
}

async fn cast(names: &[&str], quorum: usize) -> Cast {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Hospital::new(folder.path(), "first");
    let mut mirrors: Vec<_> = names.iter().map(|name| Hospital::new(folder.path(), name)).collect();
    let keys: Vec<_> = mirrors.iter().map(Hospital::keys).collect();
    first.config.witnesses = keys.iter().map(|(witness, _)| witness.clone()).collect();
    first.config.successors = keys.iter().map(|(_, log)| log.clone()).collect();
    first.config.quorum = quorum;
    for mirror in &mut mirrors {
        mirror.config.mirror = Some(first.url());
    }
    let mut node = Node::start(first.config.clone()).await.unwrap();
    (node.url, node.client) = (first.url(), hospital::client());
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let bob = node.admit("bob", Role::Researcher, Some(&ada)).await.unwrap();
    Cast { _folder: folder, first, mirrors, node, ada, bob, group: GroupKey::generate().unwrap() }
}

impl Cast {
    fn start(&mut self) {
        self.first.start();
        self.mirrors.iter_mut().for_each(Hospital::start);
    }

    async fn reader(&self) -> Follower {
        Follower::new(self.first.policy().await, directory(&self.first).await)
    }

    async fn upload(&self, version: u32) -> Sealed {
        let content = [b"version".as_slice(), &version.to_be_bytes()].concat();
        let sealed = Sealed::new(&self.ada.identity, &content).unwrap();
        self.node.upload(&self.ada, &self.group, &sealed, (FILE, version), "fever").await.unwrap();
        sealed
    }

    async fn size(&self) -> u64 {
        lazaret_exchange::log::size(&mut self.node.state.db.pool.acquire().await.unwrap()).await.unwrap()
    }

    async fn alter(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(&self.node.state.db.pool).await.unwrap();
    }
}

fn logged(entry: &Value) -> Logged {
    serde_json::from_value(entry.clone()).unwrap()
}

#[tokio::test]
async fn hospitals_come_and_go_and_the_log_goes_on() {
    let mut cast = cast(&["north", "east", "west"], 2).await;
    cast.start();
    let mut reader = cast.reader().await;
    let sealed = cast.upload(1).await;
    let (grant, tail) = sealed.grant(&cast.ada.identity, FILE, 1, &cast.bob).unwrap();
    cast.node.post_act(&cast.ada, grant, tail).await.unwrap();
    let size = cast.size().await;
    cast.first.show_until(&mut reader, size).await;

    // A hospital dies: two of three still vouch, and it catches up when it is back.
    cast.mirrors[0].kill();
    cast.upload(2).await;
    cast.first.show_until(&mut reader, size + 1).await;
    cast.mirrors[0].start();
    let north = &cast.mirrors[0];
    wait_for(async || north.checkpoint().await.checkpoint().size == size + 1)
        .await
        .expect("north catches up");
    let mut elsewhere = Follower::new(north.policy().await, directory(north).await);
    north.show_until(&mut elsewhere, size + 1).await;
    assert_eq!(elsewhere.tree(), reader.tree());

    // The first hospital dies: another that has all of it serves what there is, and takes nothing.
    let east = &cast.mirrors[1];
    wait_for(async || east.checkpoint().await.checkpoint().size == size + 1)
        .await
        .expect("east has all of it");
    cast.first.kill();
    let mut bob = cast.bob;
    cast.mirrors[1].log_in(&mut bob).await;
    cast.node.url = cast.mirrors[1].url();
    let listed = cast.node.get(&bob, &format!("/v1/files/{FILE}")).await.unwrap();
    let ada = cast.node.get(&bob, "/v1/users").await.unwrap();
    let ada = ada.as_array().unwrap().iter().find(|user| user["name"] == "ada").unwrap().clone();
    let recipient = Recipient::parse(ada["recipient"].as_str().unwrap()).unwrap();
    cast.mirrors[1].show(&mut reader).await.unwrap();
    assert_eq!(reader.check_key("ada", &recipient, &logged(&ada["entry"])), Ok(()));
    assert!(listed.to_string().contains("\"leaf\""));
    let content = format!("/v1/files/{FILE}/1/content");
    let (status, bytes) = cast.node.send(&bob, Method::GET, &content, "").await.unwrap();
    assert_eq!(status, 200);
    assert_eq!(cast.node.send(&bob, Method::GET, &content, "").await.unwrap().0, 200);
    assert_eq!(bytes[..sealed.keep], sealed.bytes[..sealed.keep]);
    let ask = Act::Ask { file: FILE, columns: None, purpose: "a study".to_owned() };
    let refused = cast.node.post_act(&bob, ask.clone(), Value::Null).await;
    assert_eq!(refused, Err("mirror-only".to_owned()));
    let events = cast.mirrors[1].events().await;
    let served = events.iter().filter(|(kind, _)| kind == "served-by-mirror");
    assert_eq!(served.count(), 1, "{events:?}");

    let keys: Value = cast.mirrors[1].get("/log/keys").await.json().await.unwrap();
    assert_eq!(keys["mirror"], true);

    // It is promoted, the others follow it, and readers go on where they were.
    let mut east = cast.mirrors.remove(1);
    east.kill();
    east.config.mirror = None;
    assert!(east.refuses().contains("promote"));
    assert!(east.promote().contains(&east.keys().1.to_string()));
    east.config.witnesses = cast.mirrors.iter().map(|mirror| mirror.keys().0).collect();
    east.config.quorum = 2;
    east.start();
    for mirror in &mut cast.mirrors {
        mirror.kill();
        mirror.config.mirror = Some(east.url());
        mirror.start();
    }
    east.log_in(&mut bob).await;
    let leaf = cast.node.post_act(&bob, ask, Value::Null).await.unwrap();
    assert_eq!(leaf, size + 1);
    assert_eq!(reader.check_policy(&east.policy().await), Ok(()));
    east.show_until(&mut reader, size + 2).await;
}

#[tokio::test]
async fn a_forked_log_is_found_by_mirrors_and_readers() {
    let mut cast = cast(&["north", "east"], 1).await;
    cast.start();
    let mut reader = cast.reader().await;
    let mut alone =
        Follower::new(Policy { quorum: 0, ..cast.first.policy().await }, directory(&cast.first).await);
    cast.upload(1).await;
    let size = cast.size().await;
    for reader in [&mut reader, &mut alone] {
        cast.first.show_until(reader, size).await;
    }
    for mirror in &cast.mirrors {
        wait_for(async || mirror.checkpoint().await.checkpoint().size == size).await.expect("it follows");
    }

    // The last entry is replaced by another.
    cast.first.kill();
    cast.alter(
        "DELETE FROM cosignatures; DELETE FROM words; DELETE FROM tokens; DELETE FROM version_parts;
         DELETE FROM versions; DELETE FROM files",
    )
    .await;
    rewind(&cast, size - 1).await;
    let close = cast.node.act(&cast.bob, Act::Close {}, Value::Null).await.unwrap();
    assert_eq!(close.leaf, size - 1);
    cast.first.start();
    let differs = LogError::AnotherHistory { size, seen: size };
    assert_eq!(cast.first.show(&mut alone).await, Err(differs.clone()));
    for mirror in &cast.mirrors {
        let mut found = None;
        wait_for(async || {
            found = mirror.events().await.into_iter().find(|(kind, _)| kind == "log-disagrees");
            found.is_some()
        })
        .await
        .expect("the mirror stops");
        let details = found.unwrap().1;
        assert_eq!(details["why"], json!(differs));
        assert!(details["shown"].as_str().unwrap().starts_with(ORIGIN));
        assert!(details["vouched_for"].as_str().unwrap().contains(mirror.config.name.as_deref().unwrap()));
    }
    // It is told too, and nobody vouches for what it shows.
    let first = &cast.first;
    wait_for(async || first.events().await.iter().any(|(kind, _)| kind == "log-disagrees"))
        .await
        .expect("told");
    assert_eq!(cast.first.show(&mut reader).await, Err(LogError::TooFewWitnesses { found: 0, quorum: 1 }));
}

#[tokio::test]
async fn a_swapped_key_and_an_old_version_are_found_by_readers() {
    let mut cast = cast(&["north", "east"], 1).await;
    cast.start();
    let mut reader = cast.reader().await;
    let first = cast.upload(1).await;
    let second = cast.upload(2).await;
    let size = cast.size().await;
    cast.first.show_until(&mut reader, size).await;
    let users = cast.node.get(&cast.ada, "/v1/users").await.unwrap();
    let bob = users.as_array().unwrap().iter().find(|user| user["name"] == "bob").unwrap().clone();
    let newest = cast.node.get(&cast.ada, "/v1/files").await.unwrap()[0]["entry"].clone();
    let owner = cast.ada.identity.recipient().verifying_key();
    assert_eq!(reader.check_key("bob", cast.bob.identity.recipient(), &logged(&bob["entry"])), Ok(()));
    reader.check_version(&FILE, &logged(&newest), &owner).unwrap();

    // The proof of the version goes with the file.
    let policy = cast.first.policy().await;
    let proof = LedgerProof::make(&reader, &logged(&newest), &FILE).unwrap();
    let proven = proof.verify(&policy, &second.container.manifest.hash, &owner).unwrap();
    assert!(proven.vouched.witnesses >= 1);
    // The first version's ciphertext under the second one's entry.
    let old = proof.verify(&policy, &first.container.manifest.hash, &owner);
    assert_eq!(old, Err(LogError::AnotherManifest));

    // Bob's key becomes the node's own, and version 1 the last one.
    cast.first.kill();
    let eve = lazaret::seal::identity::Identity::generate("bob").unwrap();
    sqlx::query("UPDATE users SET recipient = $1 WHERE name = 'bob'")
        .bind(eve.recipient().to_text())
        .execute(&cast.node.state.db.pool)
        .await
        .unwrap();
    cast.alter("DELETE FROM versions WHERE version = 2; UPDATE files SET version = 1").await;
    cast.first.start();
    let users = cast.node.get(&cast.ada, "/v1/users").await.unwrap();
    let bob = users.as_array().unwrap().iter().find(|user| user["name"] == "bob").unwrap().clone();
    let shown = Recipient::parse(bob["recipient"].as_str().unwrap()).unwrap();
    assert_eq!(shown.fingerprint(), eve.recipient().fingerprint());
    let another = LogError::AnotherKey { user: "bob".to_owned() };
    assert_eq!(reader.check_key("bob", &shown, &logged(&bob["entry"])), Err(another));
    let listed = cast.node.get(&cast.ada, "/v1/files").await.unwrap();
    assert_eq!(listed[0]["version"], json!(1));
    let old = logged(&listed[0]["entry"]);
    assert_eq!(reader.check_version(&FILE, &old, &owner), Err(LogError::OldVersion { version: 1 }));
}

/// Takes the last entries away, as who has the disk can.
async fn rewind(cast: &Cast, size: u64) {
    let pool = &cast.node.state.db.pool;
    let first = tlog_tiles::tlog::stored_hash_index(0, size);
    for (sql, from) in [
        ("DELETE FROM journal WHERE leaf >= $1", size),
        ("DELETE FROM leaves WHERE leaf >= $1", size),
        ("DELETE FROM hashes WHERE position >= $1", first),
    ] {
        sqlx::query(sql).bind(from.cast_signed()).execute(pool).await.unwrap();
    }
}
