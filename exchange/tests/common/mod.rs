//! Where a node can keep its things: SQLite and a folder, PostgreSQL and an S3-compatible server. Both are real.

#![allow(dead_code)]

mod postgres;
mod s3;

use lazaret_exchange::Config;

/// Settings, and what must live as long as the node.
pub struct Place {
    pub name: &'static str,
    pub config: Config,
    pub folder: tempfile::TempDir,
    s3: Option<s3::Server>,
}

/// SQLite and a folder.
pub fn simple() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data: folder.path().join("data"), ..Config::default() };
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
