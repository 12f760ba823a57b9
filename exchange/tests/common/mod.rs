//! Where a node can keep its things: SQLite and a folder, PostgreSQL and an S3-compatible server. Both are real.

#![allow(dead_code)]

pub mod log;
pub mod postgres;
pub mod process;
mod s3;

use lazaret_exchange::Config;

/// Settings, and what must live as long as the node.
pub struct Place {
    pub name: &'static str,
    pub config: Config,
    pub folder: tempfile::TempDir,
    s3: Option<s3::Server>,
}

impl Place {
    /// Ends the S3-compatible server.
    pub fn cut_store(&mut self) {
        self.s3 = None;
    }
}

/// SQLite and a folder.
pub fn simple() -> Place {
    let folder = tempfile::tempdir().unwrap();
    // Tests are many requests from one address.
    let requests_per_minute = 1_000_000;
    let config = Config { data: folder.path().join("data"), requests_per_minute, ..Config::default() };
    Place { name: "SQLite and a folder", config, folder, s3: None }
}

/// PostgreSQL and S3; `None`, said aloud, on a machine that has no PostgreSQL.
pub async fn scaled() -> Option<Place> {
    let database = postgres::database().await?;
    let Place { config, folder, .. } = simple();
    let s3 = s3::Server::start(folder.path().join("s3")).await;
    let config = Config { database: Some(database), s3: Some(s3.settings()), ..config };
    Some(Place { name: "PostgreSQL and S3", config, folder, s3: Some(s3) })
}

/// Both.
pub async fn places() -> Vec<Place> {
    [Some(simple()), scaled().await].into_iter().flatten().collect()
}
