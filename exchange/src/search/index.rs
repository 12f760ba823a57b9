//! The salted index in memory, brought up to date at each search.

use std::collections::BTreeMap;
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use lazaret::bytes::Bytes;
use sha2::Sha256;
use tokio::sync::RwLock;

use super::Trapdoor;
use crate::{Problem, db};

type Token = [u8; 16];

/// The words of all files. Cheap to clone.
#[derive(Clone, Default)]
pub struct Index(Arc<RwLock<Inner>>);

#[derive(Default)]
struct Inner {
    /// By file.
    files: BTreeMap<String, Words>,
    /// The last entry that was read.
    leaf: i64,
}

struct Words {
    salt: Token,
    /// Sorted.
    tokens: Vec<Token>,
}

impl Index {
    /// Reads what came since the last search.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn catch_up(&self, db: &db::Database) -> Result<(), Problem> {
        let known = self.0.read().await.leaf;
        let rows: Vec<(String, i64, String, String)> =
            sqlx::query_as("SELECT file, leaf, salt, tokens FROM words WHERE leaf > $1 ORDER BY leaf")
                .bind(known)
                .fetch_all(&db.pool)
                .await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut inner = self.0.write().await;
        for (file, leaf, salt, tokens) in rows {
            let words = Words::parse(&salt, &tokens).ok_or(Problem::Unavailable)?;
            // Another search may have read further meanwhile: each row is a file's last, so reading it again is harmless.
            inner.files.insert(file, words);
            inner.leaf = inner.leaf.max(leaf);
        }
        Ok(())
    }

    /// Files that have the tokens of all trapdoors.
    pub(super) async fn find(&self, trapdoors: &[Trapdoor]) -> Result<Vec<String>, Problem> {
        let inner = self.0.clone().read_owned().await;
        let keyed: Vec<_> = trapdoors.iter().map(keyed).collect();
        let search = move || {
            let has = |words: &Words| keyed.iter().all(|trapdoor| words.has(trapdoor));
            inner.files.iter().filter(|(_, words)| has(words)).map(|(file, _)| file.clone()).collect()
        };
        tokio::task::spawn_blocking(search).await.map_err(|_| Problem::Unavailable)
    }
}

impl Words {
    fn parse(salt: &str, tokens: &str) -> Option<Self> {
        let salt: Bytes<16> = salt.parse().ok()?;
        let tokens = tokens.as_bytes().chunks(32).map(|token| {
            let token: Bytes<16> = std::str::from_utf8(token).ok()?.parse().ok()?;
            Some(token.0)
        });
        let mut tokens: Vec<Token> = tokens.collect::<Option<_>>()?;
        tokens.sort_unstable();
        Some(Self { salt: salt.0, tokens })
    }

    fn has(&self, trapdoor: &Hmac<Sha256>) -> bool {
        self.tokens.binary_search(&token(trapdoor, &self.salt)).is_ok()
    }
}

/// HMAC under a trapdoor, ready for many salts.
pub(super) fn keyed(trapdoor: &Trapdoor) -> Hmac<Sha256> {
    Hmac::new_from_slice(&trapdoor.0).expect("a key of any length will do")
}

/// The token of a trapdoor's word in the file of that salt.
pub(super) fn token(trapdoor: &Hmac<Sha256>, salt: &Token) -> Token {
    let mac = trapdoor.clone().chain_update(salt).finalize().into_bytes();
    std::array::from_fn(|i| mac[i])
}
