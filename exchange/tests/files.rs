//! Files from upload to download, on both databases and both stores.

mod common;

use base64ct::{Base64, Encoding};
use lazaret::bytes::Bytes;
use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, FileId, Role};
use lazaret::seal::container::{Container, Contents, Day};
use lazaret_exchange::Config;
use lazaret_exchange::testing::{Node, Sealed, Somebody, hash};
use object_store::ObjectStoreExt;
use reqwest::Method;
use serde_json::{Value, json};

const FILE: FileId = Bytes([7; 16]);

struct Cast {
    node: Node,
    group: GroupKey,
    ada: Somebody,
    bob: Somebody,
}

async fn cast(place: &common::Place) -> Cast {
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let bob = node.admit("bob", Role::Researcher, Some(&ada)).await.unwrap();
    Cast { node, group: GroupKey::generate().unwrap(), ada, bob }
}

/// Longer than one part, and nothing that repeats.
fn content() -> Vec<u8> {
    (0..9_000_000_u32).map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect()
}

async fn opened(bytes: &[u8], reader: &Somebody) -> Vec<u8> {
    let container = Container::read(&mut &bytes[..]).unwrap();
    let keys = container.unlock(&reader.identity, &Day::default()).unwrap();
    let Contents::File(mut file) = Contents::open(&container, &keys, &mut &bytes[..]).unwrap() else {
        panic!()
    };
    let mut out = Vec::new();
    while file.next(&mut &bytes[..], &mut out).unwrap() {}
    out
}

#[tokio::test]
async fn a_file_is_granted_fetched_opened_and_revoked() {
    for place in common::places().await {
        let Cast { node, group, ada, bob } = cast(&place).await;
        let content = content();
        let sealed = Sealed::new(&ada.identity, &content).unwrap();
        assert_eq!(sealed.parts().count(), 2);
        node.upload(&ada, &group, &sealed, (FILE, 1), "fever cohort").await.unwrap();

        let trapdoors = ["fever", "cohort"].map(|word| group.search().trapdoor(word));
        for (words, found) in [(&trapdoors[..], 1), (&[group.search().trapdoor("cancer")][..], 0)] {
            let body = json!({ "trapdoors": words }).to_string();
            let (status, files) = node.send(&bob, Method::POST, "/v1/search", body).await.unwrap();
            let files: Vec<Value> = serde_json::from_slice(&files).unwrap();
            assert_eq!((status, files.len()), (200, found), "{}", place.name);
        }
        let listed = node.get(&bob, "/v1/files").await.unwrap();
        assert_eq!((&listed[0]["owner"], &listed[0]["version"]), (&json!("ada"), &json!(1)));

        let version = format!("/v1/files/{FILE}/1");
        let download = Act::Download { file: FILE, version: 1 };
        assert_eq!(node.post_act(&bob, download.clone(), Value::Null).await, Err("not-allowed".to_owned()));
        let ask = Act::Ask { file: FILE, columns: None, purpose: "a study".to_owned() };
        node.post_act(&bob, ask, Value::Null).await.unwrap();
        let (grant, tail) = sealed.grant(&ada.identity, FILE, 1, &bob).unwrap();
        node.post_act(&ada, grant, tail).await.unwrap();

        let path = format!("{version}/content");
        let (status, _) = node.send(&bob, Method::GET, &path, "").await.unwrap();
        assert_eq!(status, 403, "no record of the download yet");
        node.post_act(&bob, download, Value::Null).await.unwrap();
        let (status, bytes) = node.send(&bob, Method::GET, &path, "").await.unwrap();
        assert_eq!(status, 200);
        assert!(opened(&bytes, &bob).await == content, "{}", place.name);
        for range in [0..10, 8_388_600..8_388_620, sealed.keep - 5..sealed.keep + 9] {
            let request = node.client.get(format!("{}{path}", node.url)).header("cookie", &bob.cookie);
            let request = request.header("range", format!("bytes={}-{}", range.start, range.end - 1));
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 206);
            assert!(answer.bytes().await.unwrap() == bytes[range], "{}", place.name);
        }
        let detail = node.get(&bob, &format!("/v1/files/{FILE}")).await.unwrap();
        assert!(detail["versions"][0]["grant"]["record"].as_str().unwrap().contains("\"grant\""));
        node.state.clock.turn(2 * 3600);
        let again = Somebody { cookie: log_in(&node, "bob").await, ..bob };
        assert_eq!(node.send(&again, Method::GET, &path, "").await.unwrap().0, 403, "an hour is over");
        node.state.clock.turn(-2 * 3600);

        node.post_act(&ada, Act::Revoke { file: FILE, to: "bob".to_owned() }, Value::Null).await.unwrap();
        for end in ["tail", "content"] {
            let (status, _) = node.send(&again, Method::GET, &format!("{version}/{end}"), "").await.unwrap();
            assert_eq!(status, 403, "{}", place.name);
        }
        let history = node.get(&ada, "/v1/history").await.unwrap();
        let acts = history.as_array().unwrap().iter().map(act).collect::<Vec<_>>();
        assert_eq!(
            acts,
            ["register", "admit", "admit", "upload", "ask", "grant", "download", "revoke"],
            "{}",
            place.name
        );
        assert_eq!(node.get(&again, "/v1/history").await.unwrap().as_array().unwrap().len(), 6);
    }
}

fn act(entry: &Value) -> String {
    let record: Value = serde_json::from_str(entry["record"].as_str().unwrap()).unwrap();
    record["act"].as_object().unwrap().keys().next().unwrap().clone()
}

async fn log_in(node: &Node, name: &str) -> String {
    let cookie = lazaret_exchange::accounts::begin_session(&node.state, name).await.unwrap();
    format!("{}={cookie}", lazaret_exchange::accounts::COOKIE)
}

#[tokio::test]
async fn what_is_no_sealed_file_of_its_sender_is_refused() {
    for place in common::places().await {
        let Cast { node, group, ada, bob } = cast(&place).await;
        let sealed = Sealed::new(&ada.identity, b"a few bytes").unwrap();
        let mut attempts = Vec::new();
        for plain in [&b"NAME,AGE\nAda,36\n"[..], b"%PDF-1.7", b"PK\x03\x04 some other archive"] {
            attempts.push((
                Sealed { bytes: plain.to_vec(), keep: plain.len(), ..sealed.clone() },
                "not-a-sealed-file",
            ));
        }
        let mut changed = sealed.clone();
        changed.bytes[200] ^= 1;
        attempts.push((changed, "not-a-sealed-file"));
        let longer = Sealed { bytes: [&sealed.bytes[..], b"more"].concat(), ..sealed.clone() };
        attempts.push((longer, "not-a-sealed-file"));
        attempts.push((Sealed::new(&bob.identity, b"another's").unwrap(), "another-owner"));
        let other = Sealed::new(&ada.identity, b"another file").unwrap();
        attempts.push((Sealed { container: other.container, ..sealed.clone() }, "attachment-differs"));
        let expected = attempts.len();
        for (attempt, kind) in attempts {
            let refused = node.upload(&ada, &group, &attempt, (FILE, 1), "words").await;
            assert_eq!(refused, Err(kind.to_owned()), "{}", place.name);
        }
        let mut granted = sealed.clone();
        let (_, tail) = sealed.grant(&ada.identity, FILE, 1, &bob).unwrap();
        let tail = Base64::decode_vec(tail["tail"].as_str().unwrap()).unwrap();
        granted.bytes.truncate(granted.keep);
        granted.bytes.extend(tail);
        assert_eq!(
            node.upload(&ada, &group, &granted, (FILE, 1), "words").await,
            Err("grants-differ".to_owned())
        );
        let events: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM events WHERE kind = 'malformed'")
            .fetch_one(&node.state.db.pool)
            .await
            .unwrap();
        assert_eq!(events, i64::try_from(expected).unwrap() - 1);
        assert_eq!(node.get(&bob, "/v1/files").await.unwrap(), json!([]), "{}", place.name);
    }
}

#[tokio::test]
async fn parts_are_what_they_are_called_and_sent_once() {
    for place in common::places().await {
        let Cast { node, ada, bob, .. } = cast(&place).await;
        let put = async |by: &Somebody, name: &str, bytes: Vec<u8>| {
            node.send(by, Method::PUT, &format!("/v1/parts/{name}"), bytes).await.unwrap().0
        };
        let part = b"some ciphertext".to_vec();
        let name = hash(&part).to_string();
        assert_eq!(put(&bob, &name, part.clone()).await, 403, "a researcher uploads nothing");
        assert_eq!(put(&ada, &hash(b"other").to_string(), part.clone()).await, 422);
        assert_eq!(put(&ada, "../../etc/passwd", part.clone()).await, 404);
        let (status, answer) = node.send(&ada, Method::GET, "/v1/files/x/-1/content", "").await.unwrap();
        assert_eq!((status, &answer[..]), (404, &br#"{"error":{"kind":"not-found"}}"#[..]));
        let long = vec![0; (8 << 20) + 1];
        assert_eq!(put(&ada, &hash(&long).to_string(), long).await, 413);
        for _ in 0..2 {
            assert_eq!(put(&ada, &name, part.clone()).await, 204);
        }
        let missing = json!({ "parts": [name, hash(b"other").to_string()] }).to_string();
        let (_, answer) = node.send(&ada, Method::POST, "/v1/parts/missing", missing).await.unwrap();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!(answer, json!({ "missing": [hash(b"other").to_string()] }), "{}", place.name);
        sqlx::query("INSERT INTO quotas (name, bytes) VALUES ('ada', 20)")
            .execute(&node.state.db.pool)
            .await
            .unwrap();
        assert_eq!(put(&ada, &hash(b"six more").to_string(), b"six more".to_vec()).await, 413);
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_before_its_parts_are_sent() {
    let place = common::simple();
    let node = Node::start(Config { largest_file: 100, ..place.config.clone() }).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let missing = json!({ "parts": [hash(b"one"), hash(b"two")] }).to_string();
    let (status, answer) = node.send(&ada, Method::POST, "/v1/parts/missing", missing).await.unwrap();
    assert_eq!(status, 413);
    assert_eq!(answer, br#"{"error":{"kind":"too-large","limit":100}}"#);
    let sealed =
        Sealed::new(&ada.identity, b"more than a hundred bytes, with all that goes with it").unwrap();
    let group = GroupKey::generate().unwrap();
    let refused = node.upload(&ada, &group, &sealed, (FILE, 1), "words").await;
    assert_eq!(refused, Err("too-large".to_owned()));
}

#[tokio::test]
async fn parts_that_no_file_has_go_after_a_day() {
    for place in common::places().await {
        let Cast { node, group, ada, .. } = cast(&place).await;
        let sealed = Sealed::new(&ada.identity, b"kept").unwrap();
        node.upload(&ada, &group, &sealed, (FILE, 1), "words").await.unwrap();
        let given_up = b"given up".to_vec();
        let path = format!("/v1/parts/{}", hash(&given_up));
        node.send(&ada, Method::PUT, &path, given_up.clone()).await.unwrap();
        assert_eq!(lazaret_exchange::store::collect(&node.state).await, Ok(0));
        node.state.clock.turn(25 * 3600);
        assert_eq!(lazaret_exchange::store::collect(&node.state).await, Ok(1), "{}", place.name);
        let kept = lazaret_exchange::store::path(&hash(&given_up));
        assert!(node.state.store.head(&kept).await.is_err(), "{}", place.name);
        node.state.clock.turn(-25 * 3600);
        // One that the store lost by itself goes as well.
        node.send(&ada, Method::PUT, &path, given_up).await.unwrap();
        node.state.store.delete(&kept).await.unwrap();
        node.state.clock.turn(25 * 3600);
        assert_eq!(lazaret_exchange::store::collect(&node.state).await, Ok(1), "{}", place.name);
        node.state.clock.turn(-25 * 3600);
        node.post_act(&ada, Act::Download { file: FILE, version: 1 }, Value::Null).await.unwrap();
        let path = format!("/v1/files/{FILE}/1/content");
        let (status, bytes) = node.send(&ada, Method::GET, &path, "").await.unwrap();
        assert!(status == 200 && bytes == sealed.bytes, "{}", place.name);
    }
}
