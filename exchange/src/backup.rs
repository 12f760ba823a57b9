//! A copy of a node in a folder, made while it runs. A node that is started on the folder is the one that was.

use std::io::Write;
use std::path::Path;

use object_store::ObjectStoreExt;

use crate::store::PartHash;
use crate::{Config, db, store};

/// Copies keys, database and parts into a folder; parts that are there from an earlier time are kept. Gives how many
/// parts were copied.
///
/// # Guarantee
/// The copy is of one moment, and has every part that a file of that moment has: each is verified by its hash.
///
/// # Errors
/// A sentence for the operator.
pub async fn backup(config: &Config, folder: &Path) -> Result<usize, String> {
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
    if config.database.is_some() {
        return Err(
            "PostgreSQL is backed up with pg_dump, and before the store that its parts are in".to_owned()
        );
    }
    std::fs::create_dir_all(folder.join("parts")).map_err(|error| said(&error))?;
    for entry in std::fs::read_dir(&config.data).map_err(|error| said(&error))?.flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "key") {
            std::fs::copy(entry.path(), folder.join(entry.file_name())).map_err(|error| said(&error))?;
        }
    }
    let copy = snapshot(config, folder).await.map_err(|error| said(&error))?;
    let parts: Vec<String> = sqlx::query_scalar("SELECT DISTINCT hash FROM version_parts")
        .fetch_all(&copy.pool)
        .await
        .map_err(|error| said(&error))?;
    copy.pool.close().await;
    let from = store::open(config)?;
    let mut copied = 0;
    for name in &parts {
        let hash: PartHash = name.parse().map_err(|error: &str| said(&error))?;
        let to = folder.join("parts").join(store::path(&hash).to_string());
        if to.exists() {
            continue;
        }
        let bytes = async { from.get(&store::path(&hash)).await?.bytes().await };
        let bytes = bytes.await.map_err(|error| said(&error))?;
        if store::hash(&bytes) != hash {
            return Err(format!("the part {name} in the store is damaged: get it from a mirror"));
        }
        put(&to, &bytes).map_err(|error| said(&error))?;
        copied += 1;
    }
    Ok(copied)
}

/// The database at one moment.
async fn snapshot(config: &Config, folder: &Path) -> Result<db::Database, Box<dyn std::error::Error>> {
    let (fresh, kept) = (folder.join("exchange.sqlite.new"), folder.join("exchange.sqlite"));
    if fresh.exists() {
        std::fs::remove_file(&fresh)?;
    }
    let source = db::Database::of(config).await?;
    let place = fresh.to_str().ok_or("a path that is not UTF-8")?;
    sqlx::query("VACUUM INTO $1").bind(place).execute(&source.pool).await?;
    source.pool.close().await;
    std::fs::File::open(&fresh)?.sync_all()?;
    std::fs::rename(&fresh, &kept)?;
    Ok(db::Database::of(&Config { data: folder.to_owned(), ..Config::default() }).await?)
}

/// Under another name first: a part with its own name is whole.
fn put(to: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let fresh = to.with_extension("new");
    to.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    let mut file = std::fs::File::create(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&fresh, to)
}
