//! The load bench: requests a second of a node, on SQLite and on PostgreSQL, and of nginx next to it for downloads.
//!
//! Client and server share this machine, as they do for nginx: figures compare, and are no upper limits.

mod actions;
mod index;
mod measure;
mod nginx;
mod postgres;
mod subject;

use lazaret_exchange::Search;
use measure::Table;
use subject::Subject;

type Failed = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let folder = measure::Folder::new()?;
    let postgres = postgres::Server::start()?;
    let mut table = Table::default();
    for (name, database) in [("SQLite", None), ("PostgreSQL", Some(postgres.database("salted").await?))] {
        let subject = Subject::start(folder.path().join(name), database, Search::Salted).await?;
        table.row(name, "upload parts of 8 MiB", actions::upload(&subject).await?);
        table.row(name, "log in by password", actions::log_in(&subject).await?);
        let (file, bytes) = actions::sealed_file(&subject).await?;
        table.row(name, "download 64 MiB", actions::download(&subject, &file).await?);
        table.row("nginx", "download 64 MiB", nginx::download(folder.path(), &bytes).await?);
        index::fill(&subject).await?;
        table.row(name, "search 10^6 tokens, salted", actions::search(&subject).await?);
    }
    for (name, database) in [("SQLite", None), ("PostgreSQL", Some(postgres.database("look_up").await?))] {
        let data = folder.path().join(format!("{name}-look-up"));
        let subject = Subject::start(data, database, Search::Deterministic).await?;
        actions::sealed_file(&subject).await?;
        index::fill(&subject).await?;
        table.row(name, "search 10^6 tokens, deterministic", actions::search(&subject).await?);
    }
    print!("{table}");
    Ok(())
}
