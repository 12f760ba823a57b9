//! Several processes on one database: one journal, one log.

mod common;

use std::collections::BTreeSet;

use lazaret::bytes::Bytes;
use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, Role};
use lazaret_exchange::journal::{self, User};
use lazaret_exchange::testing::{Node, Sealed};
use serde_json::Value;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_that_append_at_once_make_one_log() {
    for place in common::places().await {
        let one = Node::start(place.config.clone()).await.unwrap();
        let other = Node::start(place.config.clone()).await.unwrap();
        let ada = one.admit("ada", Role::Owner, None).await.unwrap();
        let bob = other.admit("bob", Role::Researcher, Some(&ada)).await.unwrap();
        let sealed = Sealed::new(&ada.identity, b"a few bytes").unwrap();
        let (group, file) = (GroupKey::generate().unwrap(), Bytes([1; 16]));
        one.upload(&ada, &group, &sealed, (file, 1), "word").await.unwrap();

        let begun = Bytes::<32>(common::log::check(&other.state).await);
        let invite = |node: &Node| {
            let act = Act::Invite { file, to: "bob".to_owned(), purpose: String::new() };
            node.submission("ada", &ada.identity, act, Value::Null).unwrap()
        };
        let user = User::find(&one.state.db.pool, "ada").await.unwrap().unwrap();
        let mut waiting = tokio::task::JoinSet::new();
        for round in 0..30 {
            let same = invite(&one);
            for node in [&one, &other] {
                // Every third one arrives at both.
                let submission = if round % 3 == 0 { same.clone() } else { invite(node) };
                let (state, user) = (node.state.clone(), user.clone());
                waiting.spawn(async move {
                    let receipt = journal::append(&state, &user, &submission).await.unwrap();
                    (receipt.leaf, submission.record)
                });
            }
        }
        let taken: BTreeSet<(u64, String)> = waiting.join_all().await.into_iter().collect();
        assert_eq!(taken.len(), 50, "{}", place.name);
        assert_eq!(taken.iter().map(|(leaf, _)| leaf).collect::<BTreeSet<_>>().len(), 50);
        assert_ne!(Bytes(common::log::check(&one.state).await), begun, "{}", place.name);
        let entries = journal::Entry::read(&other.state, 1, 1000).await.unwrap();
        for (leaf, record) in taken {
            assert!(entries.iter().any(|entry| entry.leaf == leaf && entry.submission.record == record));
        }
        assert_eq!(other.get(&bob, "/v1/files").await.unwrap().as_array().unwrap().len(), 1);
    }
}
