//! A node on a free port, with users whose identities the test has.

mod files;

use lazaret::bytes::Bytes;
use lazaret::exchange::{Act, Record, Role};
use lazaret::seal::aead::SecretKey;
use lazaret::seal::identity::Identity;
use serde_json::{Value, json};

use crate::journal::{Append, Receipt, Submission};
use crate::{Config, Problem, State, accounts, serve};

pub use crate::store::hash;
pub use files::{Failed, Sealed};

/// A node that listens, until it is dropped.
pub struct Node {
    /// What its requests share.
    pub state: State,
    /// Such as `http://127.0.0.1:40123`.
    pub url: String,
    /// Speaks to it.
    pub client: reqwest::Client,
    serving: tokio::task::JoinHandle<Result<(), String>>,
}

impl Drop for Node {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Somebody who is registered and logged in.
pub struct Somebody {
    /// The user id.
    pub name: String,
    /// Signs records, opens grants.
    pub identity: Identity,
    /// `name=value`, for the header `Cookie`.
    pub cookie: String,
}

impl Node {
    /// Starts a node with these settings, at a free port.
    ///
    /// # Errors
    /// A sentence.
    pub async fn start(config: Config) -> Result<Self, String> {
        let listener =
            tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
        let url = format!("http://{}", listener.local_addr().map_err(|error| error.to_string())?);
        let state = State::open(config).await?;
        let serving = tokio::spawn(serve(listener, state.clone()));
        Ok(Self { state, url, client: reqwest::Client::new(), serving })
    }

    /// A node that another process serves, on the same data.
    ///
    /// # Errors
    /// As [`State::open`].
    pub async fn beside(config: Config, url: String) -> Result<Self, String> {
        let state = State::open(config).await?;
        let serving = tokio::spawn(std::future::pending());
        Ok(Self { state, url, client: reqwest::Client::new(), serving })
    }

    /// Registers somebody without a password, straight into the journal, and logs them in.
    ///
    /// # Errors
    /// As [`Append::register`].
    pub async fn register(&self, name: &str, role: Role) -> Result<Somebody, Problem> {
        let identity = Identity::from_root(SecretKey::new(Bytes::random()?.0), name);
        let recipient = identity.recipient();
        let act = Act::Register { fingerprint: recipient.fingerprint(), role };
        let submission =
            self.submission(name, &identity, act, json!({ "recipient": recipient.to_text() }))?;
        let mut append = Append::begin(&self.state).await?;
        append.register(&submission, role).await?;
        append.commit().await?;
        let cookie = format!("{}={}", accounts::COOKIE, accounts::begin_session(&self.state, name).await?);
        Ok(Somebody { name: name.to_owned(), identity, cookie })
    }

    /// Registers somebody and has `by`, or themselves, admit them.
    ///
    /// # Errors
    /// As [`Node::register`] and [`Node::act`].
    pub async fn admit(&self, name: &str, role: Role, by: Option<&Somebody>) -> Result<Somebody, Problem> {
        let somebody = self.register(name, role).await?;
        let fingerprint = somebody.identity.recipient().fingerprint();
        let act = Act::Admit { user: name.to_owned(), fingerprint };
        // Nobody looks inside: a test needs no group key.
        let attachment = json!({ "encapsulated": "AA==", "sealed": "AA==" });
        self.act(by.unwrap_or(&somebody), act, attachment).await?;
        Ok(somebody)
    }

    /// A record of somebody, signed, with its attachment.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn submission(
        &self,
        by: &str,
        identity: &Identity,
        act: Act,
        attachment: Value,
    ) -> Result<Submission, Problem> {
        let record = Record::new(&self.state.config.origin, by, self.state.clock.now(), act);
        let entry = record.map_err(|_| Problem::Unavailable)?.signed(identity);
        Ok(Submission { record: entry.record, signature: entry.signature, attachment })
    }

    /// Somebody does something, past HTTP.
    ///
    /// # Errors
    /// As [`crate::journal::append`].
    pub async fn act(&self, by: &Somebody, act: Act, attachment: Value) -> Result<Receipt, Problem> {
        let submission = self.submission(&by.name, &by.identity, act, attachment)?;
        let user =
            crate::journal::User::find(&self.state.db.pool, &by.name).await?.ok_or(Problem::NoSession)?;
        crate::journal::append(&self.state, &user, &submission).await
    }
}
