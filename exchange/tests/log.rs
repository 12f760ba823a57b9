//! The log as anyone reads it, and what witnesses may send, on both databases.

mod common;

use lazaret::bytes::Bytes;
use lazaret::exchange::log::tiles::{TilePath, entries};
use lazaret::exchange::log::{
    Checkpoint, NoteKey, NoteKind, Policy, SignedCheckpoint, Tree, cosign, leaf_hash,
};
use lazaret::exchange::{Act, Leaf, Record, Role};
use lazaret::seal::signature::SigningKey;
use lazaret_exchange::testing::Node;
use lazaret_exchange::{Config, State, log};
use reqwest::StatusCode;
use serde_json::Value;

const ORIGIN: &str = "localhost/lazaret";

fn witness() -> (SigningKey, NoteKey) {
    let key = SigningKey::from_seed(&[5; 32]);
    let name = NoteKey::new("north", NoteKind::Witness, key.public()).unwrap();
    (key, name)
}

async fn get(node: &Node, path: &str) -> (StatusCode, Vec<u8>) {
    let answer = node.client.get(format!("{}{path}", node.url)).send().await.unwrap();
    (answer.status(), answer.bytes().await.unwrap().to_vec())
}

async fn checkpoint(node: &Node) -> SignedCheckpoint {
    let (status, note) = get(node, "/log/checkpoint").await;
    assert_eq!(status, StatusCode::OK);
    SignedCheckpoint::parse(&String::from_utf8(note).unwrap()).unwrap()
}

async fn vouch(node: &Node, note: String) -> u16 {
    let request = node.client.post(format!("{}/log/cosignature", node.url));
    let request = request.header("content-type", "application/octet-stream");
    request.body(note).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn tiles_and_checkpoints_are_of_one_tree() {
    for place in common::places().await {
        let node = Node::start(place.config.clone()).await.unwrap();
        let record = Record::new(ORIGIN, "ada", 1, Act::Close {}).unwrap();
        let mut transaction = node.state.db.begin_append().await.unwrap();
        for next in 1..261 {
            let leaf = Leaf::tagged("", &record, &Bytes::random().unwrap(), None);
            log::append(&mut transaction, next, &leaf.to_text()).await.unwrap();
        }
        transaction.commit().await.unwrap();
        let signed = checkpoint(&node).await;
        let policy: Policy = serde_json::from_slice(&get(&node, "/log/keys").await.1).unwrap();
        policy.check(&signed).unwrap();
        let keys: Value = serde_json::from_slice(&get(&node, "/log/keys").await.1).unwrap();
        assert_eq!(keys["mirror"], false);
        let size = signed.checkpoint().size;
        assert_eq!(size, 261, "{}", place.name);
        let mut tree = Tree::default();
        for bundle in ["tile/entries/000", "tile/entries/001.p/5"] {
            let (_, bytes) = get(&node, &format!("/log/{bundle}")).await;
            entries(&bytes).unwrap().iter().for_each(|leaf| tree.push(&leaf_hash(leaf)));
        }
        assert_eq!(tree.root(size), Some(signed.checkpoint().root));
        let (_, hashes) = get(&node, "/log/tile/0/001.p/5").await;
        assert_eq!(hashes, (256..261).flat_map(|leaf| tree.leaf(leaf).unwrap().0).collect::<Vec<_>>());
        let (_, root) = get(&node, "/log/tile/1/000.p/1").await;
        assert_eq!(root, tree.root(256).unwrap().0);
        for path in [
            "tile/0/001",
            "tile/0/001.p/6",
            "tile/1/000.p/2",
            "tile/0/000.p/0",
            "tile/9/000",
            "tile/0/../000",
        ] {
            assert!(TilePath::parse(path).is_none_or(|path| path.needs().unwrap() > size));
            assert_eq!(get(&node, &format!("/log/{path}")).await.0, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn only_witnesses_vouch_and_another_tree_is_an_event() {
    for mut place in common::places().await {
        let (key, name) = witness();
        (place.config.witnesses, place.config.quorum) = (vec![name], 1);
        let node = Node::start(place.config.clone()).await.unwrap();
        let ada = node.admit("ada", Role::Owner, None).await.unwrap();
        let (signed, now) = (checkpoint(&node).await, node.state.clock.now());
        let with = |signed: &SignedCheckpoint, key: &SigningKey, at: u64| {
            format!("{}{}", signed.note(), cosign(signed, "north", key, at).unwrap())
        };
        let stranger = SigningKey::from_seed(&[6; 32]);
        assert_eq!(vouch(&node, "no note".to_owned()).await, 400);
        assert_eq!(vouch(&node, signed.note().to_owned()).await, 403);
        assert_eq!(vouch(&node, with(&signed, &stranger, now)).await, 403);
        assert_eq!(vouch(&node, with(&signed, &key, now + 3600)).await, 400);
        assert_eq!(vouch(&node, with(&signed, &key, now - 60)).await, 204);
        assert_eq!(vouch(&node, with(&signed, &key, now)).await, 204);
        assert_eq!(vouch(&node, with(&signed, &key, now - 30)).await, 204, "and the newer is kept");

        // Readers are given what is vouched for, though the log is longer by now.
        let size = signed.checkpoint().size;
        node.act(&ada, Act::Close {}, Value::Null).await.unwrap();
        let shown = checkpoint(&node).await;
        let policy: Policy = serde_json::from_slice(&get(&node, "/log/keys").await.1).unwrap();
        let vouched = policy.check(&shown).unwrap();
        let at = shown.vouched(&policy.witnesses[0]);
        assert_eq!((vouched.checkpoint.size, at), (size, Some(now)), "{}", place.name);

        for (size, root) in [(size, Bytes([1; 32])), (size + 100, signed.checkpoint().root)] {
            let other = Checkpoint { size, root, ..signed.checkpoint().clone() }.sign(&stranger).unwrap();
            assert_eq!(vouch(&node, with(&other, &key, now - 3600)).await, 409, "however old");
        }
        let events: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM events WHERE kind = 'log-disagrees'")
            .fetch_one(&node.state.db.pool)
            .await
            .unwrap();
        assert_eq!(events, 2);
        for path in ["/v1/mirror/journal?from=1", "/v1/mirror/parts/00"] {
            assert_eq!(get(&node, path).await.0, StatusCode::UNAUTHORIZED, "{path}");
        }
    }
}

#[tokio::test]
async fn settings_that_can_not_be_are_refused_at_the_start() {
    let (key, north) = witness();
    let log = NoteKey::new(ORIGIN, NoteKind::Log, key.public()).unwrap();
    let again = NoteKey::new("south", NoteKind::Witness, key.public()).unwrap();
    let good = Config { witnesses: vec![north.clone()], quorum: 1, ..Config::default() };
    for (wrong, said) in [
        (Config { origin: "two words".to_owned(), ..good.clone() }, "can't be a log's name"),
        (Config { witnesses: vec![log.clone()], ..good.clone() }, "witnesses has the key of a log"),
        (Config { successors: vec![north.clone()], ..good.clone() }, "successors has the key of a witness"),
        (Config { witnesses: vec![north, again], ..good.clone() }, "witnesses has a key twice"),
        (Config { successors: vec![log.clone(), log], ..good.clone() }, "successors has a key twice"),
        (Config { quorum: 2, ..good.clone() }, "quorum asks for 2 of 1 witnesses"),
        (Config { certificate: Some("node.pem".into()), ..good.clone() }, "needs its key"),
        (Config { certificate_key: Some("node.pem".into()), ..good.clone() }, "needs its key"),
    ] {
        let data = tempfile::tempdir().unwrap();
        let at = data.path().to_owned();
        let refused = State::open(Config { data: at.clone(), ..wrong }).await.err().expect(said);
        assert!(refused.contains(said), "{refused}");
        // Nothing was begun with them.
        State::open(Config { data: at, ..good.clone() }).await.unwrap();
    }
}
