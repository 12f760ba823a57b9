//! The salted index in memory, brought up to date at each search.

use std::collections::BTreeMap;
use std::sync::Arc;

use lazaret::exchange::search::{Token, Tokens, Trapdoor};
use tokio::sync::RwLock;

use crate::{Problem, db};

/// The words of all files. Cheap to clone.
#[derive(Clone, Default)]
pub struct Index(Arc<RwLock<Inner>>);

#[derive(Default)]
struct Inner {
    /// By file.
    files: BTreeMap<String, Tokens>,
    /// The last entry that was read.
    leaf: i64,
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
            let tokens = parse(&salt, &tokens).ok_or(Problem::Unavailable)?;
            // Another search may have read further meanwhile, and a newer version of this file.
            if leaf > inner.leaf {
                inner.files.insert(file, tokens);
                inner.leaf = leaf;
            }
        }
        Ok(())
    }

    /// Files that have the tokens of all trapdoors.
    pub(super) async fn find(&self, trapdoors: &[Trapdoor]) -> Result<Vec<String>, Problem> {
        let inner = self.0.clone().read_owned().await;
        let trapdoors = trapdoors.to_vec();
        let search = move || {
            let found = inner.files.iter().filter(|(_, tokens)| tokens.have(&trapdoors));
            found.map(|(file, _)| file.clone()).collect()
        };
        tokio::task::spawn_blocking(search).await.map_err(|_| Problem::Unavailable)
    }
}

fn parse(salt: &str, tokens: &str) -> Option<Tokens> {
    let token = |digits: &[u8]| -> Option<Token> { std::str::from_utf8(digits).ok()?.parse().ok() };
    let words = tokens.as_bytes().chunks(2 * size_of::<Token>()).map(token);
    Some(Tokens { salt: salt.parse().ok()?, words: words.collect::<Option<_>>()? })
}
