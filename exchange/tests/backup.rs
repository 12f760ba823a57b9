//! A node that is started on a backup is the one that was.

mod common;

use lazaret::bytes::Bytes;
use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, Role};
use lazaret_exchange::testing::{Node, Sealed};
use lazaret_exchange::{Config, backup};
use reqwest::Method;
use serde_json::Value;

#[tokio::test]
async fn a_backup_is_of_one_moment_and_serves() {
    let place = common::simple();
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let group = GroupKey::generate().unwrap();
    let folder = place.folder.path().join("backup");
    let copied = Config { data: folder.clone(), ..place.config.clone() };
    let mut uploaded = Vec::new();
    for number in 1..=2_u8 {
        let sealed = Sealed::new(&ada.identity, &[number; 5000]).unwrap();
        node.upload(&ada, &group, &sealed, (Bytes([number; 16]), 1), "word").await.unwrap();
        uploaded.push(sealed);
        // The node goes on while it is copied.
        let going_on = Act::Download { file: Bytes([number; 16]), version: 1 };
        let (copy, _) =
            tokio::join!(backup::backup(&place.config, &folder), node.post_act(&ada, going_on, Value::Null));
        assert_eq!(copy, Ok(1), "only what is new");
        let restored = Node::start(copied.clone()).await.unwrap();
        common::log::check(&restored.state).await;
        for (file, sealed) in (1_u8..).zip(&uploaded) {
            restored
                .post_act(&ada, Act::Download { file: Bytes([file; 16]), version: 1 }, Value::Null)
                .await
                .unwrap();
            let path = format!("/v1/files/{}/1/content", Bytes([file; 16]));
            let (status, bytes) = restored.send(&ada, Method::GET, &path, "").await.unwrap();
            assert!(status == 200 && bytes == sealed.bytes);
        }
        restored.state.db.pool.close().await;
    }
}

#[tokio::test]
async fn a_damaged_part_is_found_by_the_backup() {
    let place = common::simple();
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let sealed = Sealed::new(&ada.identity, b"some bytes").unwrap();
    let group = GroupKey::generate().unwrap();
    node.upload(&ada, &group, &sealed, (Bytes([1; 16]), 1), "word").await.unwrap();
    let part = sealed.parts().next().unwrap();
    let path = lazaret_exchange::store::path(&lazaret_exchange::store::hash(part));
    std::fs::write(place.config.data.join("parts").join(path.to_string()), b"damaged").unwrap();
    let folder = place.folder.path().join("backup");
    assert!(backup::backup(&place.config, &folder).await.unwrap_err().contains("damaged"));
}
