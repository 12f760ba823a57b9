//! What all requests share.

use std::path::Path;
use std::sync::Arc;

use lazaret::exchange::log::Policy;
use lazaret::exchange::{DirectoryKey, Leaf, opaque};
use lazaret::seal::signature::SigningKey;
use object_store::ObjectStore;
use tokio::sync::watch;

use crate::limits::Limits;
use crate::{Clock, Config, Problem, db, files, log, mirror, search, store};

/// An open node. Cheap to clone.
#[derive(Clone)]
pub struct State {
    /// Its database.
    pub db: db::Database,
    /// Its parts.
    pub store: Arc<dyn ObjectStore>,
    /// Its settings.
    pub config: Arc<Config>,
    /// Names users and files in the log.
    pub directory: DirectoryKey,
    /// Signs the log.
    pub log_key: Arc<SigningKey>,
    /// Whose signatures on the log count; a mirror learns it from the node that it follows.
    pub policy: watch::Sender<Arc<Policy>>,
    /// Checks passwords that it never has.
    pub opaque: Arc<opaque::Server>,
    /// What was used of the limits.
    pub limits: Limits,
    /// What time it is.
    pub clock: Clock,
    /// The index of words.
    pub search: search::Index,
    /// What is read through or counted waits its turn.
    pub(crate) turns: files::Turns,
    /// One append at a time in this process: others would only wait in the database.
    pub(crate) appending: Arc<tokio::sync::Mutex<()>>,
}

impl State {
    /// Opens a node, and makes what a new one needs: folder, keys, tables, and the log's first leaf.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn open(mut config: Config) -> Result<Self, String> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let shown = config.data.display().to_string();
        std::fs::create_dir_all(&config.data).map_err(|error| format!("{shown}: {error}"))?;
        let log_key = signing_key(&config.data.join("log.key"))?;
        let db = db::Database::of(&config).await?;
        let store = store::open(&config)?;
        let given = mirror::introduce(&db, &mut config).await?;
        config.check()?;
        let own = log::of_settings(&config, log_key.public())?;
        let followed = if config.mirror.is_some() { mirror::followed(&db).await? } else { None };
        let directory = begin(&db, given).await?;
        be_the_same(&db, "origin", &config.origin).await?;
        be_the_same(&db, "search", config.search.name()).await?;
        be_the_same(&db, "log-key", &log_key.public().to_string()).await?;
        let opaque = opaque_server(&db).await?;
        Ok(Self {
            db,
            store,
            limits: Limits::new(&config),
            opaque: Arc::new(opaque),
            config: Arc::new(config),
            directory,
            log_key: Arc::new(log_key),
            policy: watch::Sender::new(Arc::new(followed.unwrap_or(own))),
            clock: Clock::default(),
            search: search::Index::default(),
            turns: files::Turns::default(),
            appending: Arc::default(),
        })
    }
}

/// A key that signs: 64 hexadecimal digits in a file that only its owner may read. Made when there is none.
pub(crate) fn signing_key(path: &Path) -> Result<SigningKey, String> {
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    if let Ok(text) = std::fs::read_to_string(path) {
        let seed: lazaret::bytes::Bytes<32> = text.trim().parse().map_err(|error: &str| said(&error))?;
        return Ok(SigningKey::from_seed(&seed.0));
    }
    let key = SigningKey::generate().map_err(|error| said(&error))?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let text = lazaret::bytes::Bytes(*key.expose_seed()).to_string();
    let mut file = options.open(path).map_err(|error| said(&error))?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(|error| said(&error))?;
    file.sync_all().map_err(|error| said(&error))?;
    Ok(key)
}

/// OPAQUE's secrets, drawn when there are none. All replicas have them from the database.
async fn opaque_server(db: &db::Database) -> Result<opaque::Server, String> {
    let fresh = opaque::Server::generate().map_err(|error| error.to_string())?.to_text();
    let kept = first_setting(db, "opaque", &fresh).await?;
    opaque::Server::from_text(&kept).map_err(|_| "the database: OPAQUE's secrets are damaged".to_owned())
}

/// The directory key, drawn with leaf 0 when there is none, or as a mirror was given it.
async fn begin(db: &db::Database, given: Option<DirectoryKey>) -> Result<DirectoryKey, String> {
    let begun = async {
        let mut transaction = db.begin_append().await?;
        let fresh = given.map_or_else(lazaret::bytes::Bytes::random, |given| Ok(given.0))?;
        let key = db::first_setting(&mut transaction, "directory-key", &fresh.to_string()).await?;
        let directory = DirectoryKey(key.parse().map_err(|_| Problem::Unavailable)?);
        if log::size(&mut transaction).await? == 0 {
            log::append(&mut transaction, 0, &Leaf::begin(&directory).to_text()).await?;
        }
        transaction.commit().await?;
        Ok::<_, Problem>(directory)
    };
    begun.await.map_err(|error| error.to_string())
}

/// Refuses to go on with another setting than the data was begun with.
async fn be_the_same(db: &db::Database, name: &str, value: &str) -> Result<(), String> {
    let kept = first_setting(db, name, value).await?;
    if kept == value {
        return Ok(());
    }
    Err(format!("this data was begun with another {name} ({kept}, not {value}), which can't be changed"))
}

async fn first_setting(db: &db::Database, name: &str, value: &str) -> Result<String, String> {
    let first = async { db::first_setting(&mut *db.pool.acquire().await?, name, value).await };
    first.await.map_err(|error| format!("the database: {error}"))
}
