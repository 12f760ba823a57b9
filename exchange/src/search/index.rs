//! The salted index in memory: read when the node starts, and brought up to date at each search.

use std::collections::BTreeMap;
use std::sync::Arc;

use lazaret::exchange::search::{Token, Tokens, Trapdoor};
use tokio::sync::{Mutex, RwLock};

use crate::{Problem, db};

/// Files that are read at a time: some MB.
const BATCH: i64 = 1000;

/// The words of all files. Cheap to clone.
#[derive(Clone, Default)]
pub struct Index {
    files: Arc<RwLock<BTreeMap<String, Tokens>>>,
    /// The last entry that was read; who reads further holds it.
    read: Arc<Mutex<i64>>,
}

impl Index {
    /// Reads what came since the last time, and keeps it batch by batch: who gives up in between has not read in vain.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn catch_up(&self, db: &db::Database) -> Result<(), Problem> {
        let mut read = self.read.lock().await;
        loop {
            // A database that stands still would keep every search waiting for whoever reads.
            let rows = db::in_time(batch(db, *read)).await?;
            let Some(&(_, last, ..)) = rows.last() else { return Ok(()) };
            let words = rows.into_iter().map(|(file, _, salt, tokens)| Some((file, parse(&salt, &tokens)?)));
            let words: Option<Vec<_>> = words.collect();
            self.files.write().await.extend(words.ok_or(Problem::Unavailable)?);
            *read = last;
        }
    }

    /// Files that have the tokens of all trapdoors.
    pub(super) async fn find(&self, trapdoors: &[Trapdoor]) -> Result<Vec<String>, Problem> {
        let files = self.files.clone().read_owned().await;
        let trapdoors = trapdoors.to_vec();
        let search = move || {
            let found = files.iter().filter(|(_, tokens)| tokens.have(&trapdoors));
            found.map(|(file, _)| file.clone()).collect()
        };
        tokio::task::spawn_blocking(search).await.map_err(|_| Problem::Unavailable)
    }
}

/// The words of files, from behind the entry `after` on.
async fn batch(db: &db::Database, after: i64) -> Result<Vec<(String, i64, String, String)>, Problem> {
    let query = "SELECT file, leaf, salt, tokens FROM words WHERE leaf > $1 ORDER BY leaf LIMIT $2";
    Ok(sqlx::query_as(query).bind(after).bind(BATCH).fetch_all(&db.pool).await?)
}

fn parse(salt: &str, tokens: &str) -> Option<Tokens> {
    let token = |digits: &[u8]| -> Option<Token> { std::str::from_utf8(digits).ok()?.parse().ok() };
    let words = tokens.as_bytes().chunks(2 * size_of::<Token>()).map(token);
    Some(Tokens { salt: salt.parse().ok()?, words: words.collect::<Option<_>>()? })
}
