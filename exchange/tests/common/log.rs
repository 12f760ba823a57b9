//! The log as anyone could check it, by RFC 6962 and nothing of ours.

use lazaret_exchange::State;
use sha2::{Digest, Sha256};

/// The root over all leaves, from their texts alone. Fails when one is missing, or of another entry than the
/// journal's, or when the stored hashes say otherwise.
pub async fn check(state: &State) -> [u8; 32] {
    let leaves: Vec<(i64, String)> = sqlx::query_as("SELECT leaf, text FROM leaves ORDER BY leaf")
        .fetch_all(&state.db.pool)
        .await
        .unwrap();
    assert!(leaves.iter().map(|(leaf, _)| *leaf).eq(0..i64::try_from(leaves.len()).unwrap()));
    let entries = lazaret_exchange::journal::Entry::read(state, 1, 100_000).await.unwrap();
    assert_eq!(entries.len() + 1, leaves.len());
    for (entry, (number, text)) in entries.iter().zip(&leaves[1..]) {
        assert_eq!(i64::try_from(entry.leaf).unwrap(), *number);
        let said: serde_json::Value = serde_json::from_str(text).unwrap();
        let hash = Sha256::new_with_prefix(b"lazaret/v1/leaf\0")
            .chain_update(entry.salt.0)
            .chain_update(&entry.submission.record)
            .finalize();
        assert_eq!(said["hash"].as_str().unwrap(), lazaret::bytes::Bytes::<32>(hash.into()).to_string());
    }
    let texts: Vec<&[u8]> = leaves.iter().map(|(_, text)| text.as_bytes()).collect();
    let root = root(&texts);
    assert_eq!(root, stored(state, texts.len() as u64).await);
    root
}

fn root(leaves: &[&[u8]]) -> [u8; 32] {
    match leaves {
        [] => Sha256::digest(b"").into(),
        [leaf] => Sha256::new_with_prefix([0]).chain_update(leaf).finalize().into(),
        leaves => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            Sha256::new_with_prefix([1]).chain_update(root(left)).chain_update(root(right)).finalize().into()
        }
    }
}

async fn stored(state: &State, size: u64) -> [u8; 32] {
    use tlog_tiles::tlog::{Error, Hash, HashReader, tree_hash};
    struct Stored(std::collections::HashMap<i64, String>);
    impl HashReader for Stored {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
            let hash = |index: &u64| {
                let hash: lazaret::bytes::Bytes<32> =
                    self.0[&i64::try_from(*index).unwrap()].parse().unwrap();
                Hash(hash.0)
            };
            Ok(indexes.iter().map(hash).collect())
        }
    }
    let hashes: Vec<(i64, String)> =
        sqlx::query_as("SELECT position, hash FROM hashes").fetch_all(&state.db.pool).await.unwrap();
    tree_hash(size, &Stored(hashes.into_iter().collect())).unwrap().0
}
