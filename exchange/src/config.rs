//! What an operator can set: a TOML file, and the command line before it.

use std::path::{Path, PathBuf};

use lazaret::exchange::log::NoteKey;
use serde::{Deserialize, Serialize};

/// The settings of a node. All have defaults; docs/operations.md has them with examples.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The name of the log. It can't be changed once records name it.
    pub origin: String,
    /// Where it listens.
    pub listen: String,
    /// The certificate chain in PEM; without it, a proxy or this computer alone should reach the node.
    pub certificate: Option<PathBuf>,
    /// The certificate's key, in PEM.
    pub certificate_key: Option<PathBuf>,
    /// Where keys, and by default the database and the parts, are.
    pub data: PathBuf,
    /// `postgres://…`, or a SQLite file in the data folder without it.
    pub database: Option<String>,
    /// An S3-compatible store for the parts, or a folder in the data folder without it.
    pub s3: Option<S3>,
    /// The folder with the page's two rooms.
    pub page: PathBuf,
    /// Who is shown as the node's operator.
    pub operator: String,
    /// Whether an invitation is needed to register.
    pub registration: Registration,
    /// How searches find files.
    pub search: Search,
    /// The note keys of the mirrors whose cosignatures count.
    pub witnesses: Vec<NoteKey>,
    /// How many of them a client should ask for.
    pub quorum: usize,
    /// The log keys of mirrors that may take over, should this node be lost.
    pub successors: Vec<NoteKey>,
    /// Bytes that a user may store, unless the operator says otherwise.
    pub quota: u64,
    /// Bytes of the largest file: an upload is read through before it is taken, for which there are four minutes.
    pub largest_file: u64,
    /// Requests that one address may send in a minute.
    pub requests_per_minute: u32,
    /// Of these, registrations and log-ins.
    pub log_ins_per_minute: u32,
    /// Whether a proxy stands before it, whose `X-Forwarded-For` names the address.
    pub behind_proxy: bool,
    /// The node that this one mirrors.
    pub mirror: Option<String>,
    /// The key of that node's log, if it is not to be taken as it comes.
    pub log_key: Option<NoteKey>,
    /// What this node is called where it vouches for another's log.
    pub name: Option<String>,
}

/// Where parts are kept, if not in a folder.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct S3 {
    /// Such as `https://s3.hospital.example`.
    pub endpoint: String,
    /// The bucket, which exists.
    pub bucket: String,
    /// What the store calls its region.
    #[serde(default = "us_east_1")]
    pub region: String,
    /// Who the node is to the store.
    pub access_key: String,
    /// The secret to it; the environment's `LAZARET_S3_SECRET_KEY` comes first.
    #[serde(default)]
    pub secret_key: String,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3")
            .field("endpoint", &self.endpoint)
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

/// Who may register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Registration {
    /// Who has an invitation.
    Invitation,
    /// Anybody, as a researcher or an owner; operators still need one.
    Open,
}

/// How the index is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Search {
    /// Each file has its own salt: nothing shows at rest, and a search reads all tokens.
    Salted,
    /// No salt: a search is a look-up, and files that share words show.
    Deterministic,
}

impl Search {
    /// Its name in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Salted => "salted",
            Self::Deterministic => "deterministic",
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            origin: "localhost/lazaret".to_owned(),
            listen: "127.0.0.1:8480".to_owned(),
            certificate: None,
            certificate_key: None,
            data: "lazaret-data".into(),
            database: None,
            s3: None,
            page: "dist".into(),
            operator: String::new(),
            registration: Registration::Invitation,
            search: Search::Salted,
            witnesses: Vec::new(),
            quorum: 0,
            successors: Vec::new(),
            quota: 100 << 30,
            largest_file: 4 << 30,
            requests_per_minute: 6000,
            log_ins_per_minute: 20,
            behind_proxy: false,
            mirror: None,
            log_key: None,
            name: None,
        }
    }
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it, and where.
    pub fn read(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
        let mut config: Self = toml::from_str(&text).map_err(|error| format!("{shown}: {error}"))?;
        if let (Some(s3), Ok(secret)) = (&mut config.s3, std::env::var("LAZARET_S3_SECRET_KEY")) {
            s3.secret_key = secret;
        }
        Ok(config)
    }

    /// Refuses settings that do not go together.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.certificate.is_some() == self.certificate_key.is_some() {
            return Ok(());
        }
        Err("a certificate needs its key, and a key its certificate".to_owned())
    }
}

fn us_east_1() -> String {
    "us-east-1".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_are_unknown_are_refused() {
        let config: Config =
            toml::from_str("origin = \"a.example/log\"\nsearch = \"deterministic\"").unwrap();
        assert_eq!(config.search, Search::Deterministic);
        assert_eq!(config.registration, Registration::Invitation);
        for wrong in ["serach = \"salted\"", "witnesses = [\"north\"]", "log-key = \"north\""] {
            let refused = toml::from_str::<Config>(wrong).unwrap_err();
            assert!(refused.to_string().contains("line 1"), "{refused}");
        }
    }
}
