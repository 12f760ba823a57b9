//! Connections and transactions.

use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyPool, Executor};

use crate::Config;

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// A transaction on either database.
pub type Transaction = sqlx::Transaction<'static, Any>;

/// Which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// Connections to a database with this version's tables.
#[derive(Clone, Debug)]
pub struct Database {
    /// For what reads.
    pub pool: AnyPool,
    /// Which of the two it is.
    pub kind: Kind,
}

impl Database {
    /// The database that the settings name: a server, or a file in the data folder.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn of(config: &Config) -> Result<Self, String> {
        let url = match &config.database {
            Some(url) => url.clone(),
            None => {
                let file = std::path::absolute(config.data.join("exchange.sqlite"));
                let file = file.map_err(|error| format!("{}: {error}", config.data.display()))?;
                format!("sqlite://{}?mode=rwc", file.display())
            }
        };
        Self::open(&url).await.map_err(|error| format!("the database: {error}"))
    }

    /// Connects to `postgres://…` or `sqlite://…`, and brings its tables up to date.
    ///
    /// # Errors
    /// When it can't be reached or is another program's.
    pub async fn open(url: &str) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        let kind = if url.starts_with("postgres") { Kind::Postgres } else { Kind::Sqlite };
        let pool = AnyPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(PATIENCE)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    let settings = match kind {
                        // FULL: what is acknowledged survives a power cut.
                        Kind::Sqlite => {
                            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000"
                        }
                        Kind::Postgres => "SET statement_timeout = '10s'; SET lock_timeout = '5s'",
                    };
                    connection.execute(sqlx::raw_sql(settings)).await.map(|_| ())
                })
            })
            .connect(url)
            .await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool, kind })
    }

    /// Begins a transaction that alone may append to the journal.
    ///
    /// # Errors
    /// When the database does not answer, or others take too long.
    pub async fn begin_append(&self) -> Result<Transaction, sqlx::Error> {
        match self.kind {
            Kind::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await,
            Kind::Postgres => {
                let mut transaction = self.pool.begin().await?;
                // Readers go on; another replica's append waits.
                transaction.execute("LOCK TABLE leaves IN EXCLUSIVE MODE").await?;
                Ok(transaction)
            }
        }
    }
}
