//! A node for a test, and a client that speaks to it as a browser does.
#![allow(dead_code, reason = "each test uses its part")]

#[path = "../common/postgres.rs"]
mod postgres;

use lazaret::exchange::opaque::{LoggingIn, Parties, Registering};
use lazaret::exchange::{Act, Role};
use lazaret::seal::Cost;
use lazaret::seal::identity::Identity;
use lazaret_exchange::testing::Node;
use lazaret_exchange::{Config, accounts};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use zeroize::Zeroizing;

pub const CHEAP: Cost = Cost { memory_kib: 8, iterations: 1, parallelism: 1 };

/// A node, and the folder that it lives in.
pub struct Fixture {
    pub node: Node,
    pub folder: tempfile::TempDir,
    client: reqwest::Client,
}

/// A node whose limits for one address are out of the way.
pub async fn node() -> Fixture {
    node_with(|_| ()).await
}

/// A node on PostgreSQL; `None`, said aloud, on a machine that has none.
pub async fn node_on_postgres() -> Option<Fixture> {
    let database = postgres::database().await?;
    Some(node_with(|config| config.database = Some(database)).await)
}

pub async fn node_with(change: impl FnOnce(&mut Config)) -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let mut config =
        Config { data: folder.path().join("data"), page: folder.path().join("page"), ..Config::default() };
    (config.log_ins_per_minute, config.requests_per_minute) = (10_000, 100_000);
    change(&mut config);
    let node = Node::start(config).await.unwrap();
    Fixture { node, folder, client: reqwest::Client::new() }
}

impl Fixture {
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.node.url))
    }

    pub async fn get(&self, path: &str, cookie: &str) -> (StatusCode, Value) {
        read(self.request(Method::GET, path).header("cookie", cookie).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, cookie: &str, body: &Value) -> (StatusCode, Value) {
        read(self.send(path, cookie, body).await).await
    }

    pub async fn send(&self, path: &str, cookie: &str, body: &Value) -> Response {
        self.request(Method::POST, path).header("cookie", cookie).json(body).send().await.unwrap()
    }

    pub fn origin(&self) -> &str {
        &self.node.state.config.origin
    }

    /// Registers as the page does.
    pub async fn register(&self, user: &str, password: &str, role: Role) -> (StatusCode, Value) {
        let invitation = accounts::invite(&self.node.state, role).await.unwrap().to_string();
        let identity = Identity::generate(user).unwrap();
        self.register_with(user, password, role, Some(&invitation), &identity).await
    }

    pub async fn register_with(
        &self,
        user: &str,
        password: &str,
        role: Role,
        invitation: Option<&str>,
        identity: &Identity,
    ) -> (StatusCode, Value) {
        let (client, message) = Registering::start(Zeroizing::new(password.to_owned())).unwrap();
        let start = json!({ "user": user, "invitation": invitation, "message": message });
        let (status, answer) = self.post("/v1/register/start", "", &start).await;
        if status != StatusCode::OK {
            return (status, answer);
        }
        let parties = Parties { user, origin: self.origin() };
        let message = client.finish(parties, answer["message"].as_str().unwrap(), CHEAP).unwrap();
        let recipient = identity.recipient();
        let act = Act::Register { fingerprint: recipient.fingerprint(), role };
        let attachment = json!({ "recipient": recipient.to_text() });
        let entry = self.node.submission(user, identity, act, attachment).unwrap();
        let finish = json!({ "user": user, "invitation": invitation, "message": message, "entry": entry });
        self.post("/v1/register/finish", "", &finish).await
    }

    /// Logs in as the page does; gives the cookie, or what was refused.
    pub async fn log_in(&self, user: &str, password: &str) -> Result<String, (StatusCode, Value)> {
        let (client, message) = LoggingIn::start(Zeroizing::new(password.to_owned())).unwrap();
        let (status, answer) =
            self.post("/v1/login/start", "", &json!({ "user": user, "message": message })).await;
        if status != StatusCode::OK {
            return Err((status, answer));
        }
        let parties = Parties { user, origin: self.origin() };
        // Who has another password learns it here; to see what the node says, something is sent anyway.
        let nothing = "AAAA".repeat(21) + "AA==";
        let message = answer["message"].as_str().unwrap();
        let last = client.finish(parties, message, CHEAP).unwrap_or(nothing);
        let finish = json!({ "attempt": answer["attempt"], "message": last });
        let response = self.send("/v1/login/finish", "", &finish).await;
        match cookie(&response) {
            Some(cookie) => Ok(cookie),
            None => Err(read(response).await),
        }
    }

    /// Kinds of the security events, the newest first.
    pub async fn events(&self) -> Vec<String> {
        let query = "SELECT kind FROM events ORDER BY at DESC";
        sqlx::query_scalar(query).fetch_all(&self.node.state.db.pool).await.unwrap()
    }
}

/// What an answer sets, without its attributes.
pub fn cookie(response: &Response) -> Option<String> {
    let set = response.headers().get("set-cookie")?.to_str().unwrap();
    Some(set.split(';').next().unwrap().to_owned())
}

pub async fn read(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
}
