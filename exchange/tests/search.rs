//! Both ways of searching find the same, on both databases.

mod common;

use lazaret::bytes::Bytes;
use lazaret::exchange::Role;
use lazaret::exchange::search::{GroupKey, Trapdoor, words_of_search};
use lazaret_exchange::testing::{Node, Sealed, Somebody};
use lazaret_exchange::{Config, Search, search};
use reqwest::Method;
use serde_json::{Value, json};

async fn found(node: &Node, by: &Somebody, trapdoors: &[Trapdoor]) -> Vec<String> {
    let body = json!({ "trapdoors": trapdoors }).to_string();
    let (status, answer) = node.send(by, Method::POST, "/v1/search", body).await.unwrap();
    assert_eq!(status, 200);
    let files: Vec<Value> = serde_json::from_slice(&answer).unwrap();
    files.iter().map(|file| file["file"].as_str().unwrap()[..2].to_owned()).collect()
}

#[tokio::test]
async fn files_are_found_by_all_their_words_and_by_those_of_their_last_version() {
    for (place, search) in common::places().await.into_iter().zip([Search::Salted, Search::Deterministic]) {
        finds(&place, search).await;
    }
    for (place, search) in common::places().await.into_iter().zip([Search::Deterministic, Search::Salted]) {
        finds(&place, search).await;
    }
}

async fn finds(place: &common::Place, search: Search) {
    let node = Node::start(Config { search, ..place.config.clone() }).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let group = GroupKey::generate().unwrap();
    let sealed = Sealed::new(&ada.identity, b"a few bytes").unwrap();
    let look = async |words: &str| {
        let trapdoors: Vec<_> =
            words_of_search(words).iter().map(|word| group.search().trapdoor(word)).collect();
        found(&node, &ada, &trapdoors).await
    };
    for (file, name) in [(1, "fever winter"), (2, "fever summer"), (3, "cancer")] {
        node.upload(&ada, &group, &sealed, (Bytes([file; 16]), 1), name).await.unwrap();
    }
    for (words, files) in [("fever", &["01", "02"][..]), ("Summer FEVER", &["02"]), ("fever cancer", &[])] {
        assert_eq!(look(words).await, files, "{words}: {search:?}, {}", place.name);
    }
    node.upload(&ada, &group, &sealed, (Bytes([2; 16]), 2), "influenza").await.unwrap();
    for (words, files) in [("fever", &["01"][..]), ("summer", &[]), ("influenza", &["02"])] {
        assert_eq!(look(words).await, files, "{words}: {search:?}, {}", place.name);
    }
    for trapdoors in [&[][..], &[Trapdoor(Bytes([1; 32])); 17]] {
        let body = json!({ "trapdoors": trapdoors }).to_string();
        assert_eq!(node.send(&ada, Method::POST, "/v1/search", body).await.unwrap().0, 400);
    }
    // The other way's salts would never be found.
    let mut other = sealed.attachment(&node, &group, "fever").unwrap();
    other["tokens"]["salt"] = match search {
        Search::Salted => json!("0".repeat(32)),
        Search::Deterministic => json!("7".repeat(32)),
    };
    let act = sealed.act(Bytes([4; 16]), 1, &other).unwrap();
    assert_eq!(node.post_act(&ada, act, other).await, Err("bad-request".to_owned()));
    // Nor is a file listed otherwise than its owner signed.
    let [own, other] = ["fever", "cancer"].map(|words| sealed.attachment(&node, &group, words).unwrap());
    let act = sealed.act(Bytes([4; 16]), 1, &own).unwrap();
    assert_eq!(node.post_act(&ada, act, other).await, Err("attachment-differs".to_owned()));
}

#[tokio::test]
async fn an_index_of_several_batches_is_read_before_the_first_search() {
    let place = common::simple();
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let key = GroupKey::generate().unwrap().search();
    let mut transaction = node.state.db.begin_append().await.unwrap();
    for number in 0..2001_u64 {
        let tokens = key.tokens(&[format!("word {number}")], Bytes::random().unwrap()).unwrap();
        let file = format!("{number:032}");
        search::write(&node.state, &mut transaction, &file, 1_000_000 + number, &tokens).await.unwrap();
    }
    transaction.commit().await.unwrap();
    search::warm(node.state.clone()).await;
    sqlx::query("DELETE FROM words").execute(&node.state.db.pool).await.unwrap();
    for number in [0, 999, 1000, 2000] {
        let word = key.trapdoor(&format!("word {number}"));
        assert_eq!(search::find(&node.state, &[word]).await, Ok(vec![format!("{number:032}")]));
    }
    assert_eq!(found(&node, &ada, &[key.trapdoor("word 2001")]).await, [""; 0]);
}
