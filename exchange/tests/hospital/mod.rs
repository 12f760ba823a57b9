//! Nodes of the exchange as processes of their own, on this computer.

#![allow(dead_code)]

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use lazaret::bytes::Bytes;
use lazaret::exchange::log::{Follower, LogError, NoteKey, Policy, SignedCheckpoint};
use lazaret::exchange::{Challenge, DirectoryKey, answer_challenge};
use lazaret_exchange::db::Database;
use lazaret_exchange::testing::Somebody;
use lazaret_exchange::{Config, mirror};
use serde_json::{Value, json};

pub const ORIGIN: &str = "hospitals.example/lazaret";
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);

/// A node's data, and its process while it runs.
pub struct Hospital {
    pub config: Config,
    settings: PathBuf,
    child: Option<Child>,
    // Held, so that the process can go on speaking.
    said: Option<BufReader<ChildStdout>>,
    client: reqwest::Client,
}

impl Hospital {
    /// A hospital that has a folder, an address and keys, and does not run yet.
    pub fn new(folder: &Path, name: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let config = Config {
            origin: ORIGIN.to_owned(),
            listen: address.to_string(),
            data: folder.join(name),
            name: Some(name.to_owned()),
            ..Config::default()
        };
        let settings = folder.join(format!("{name}.toml"));
        Self { config, settings, child: None, said: None, client: client() }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.config.listen)
    }

    /// As a witness, and for a log of its own.
    pub fn keys(&self) -> (NoteKey, NoteKey) {
        mirror::keys(&self.config).unwrap()
    }

    fn command(&self) -> Command {
        let Config { origin, listen, witnesses, successors, quorum, mirror, name, .. } = &self.config;
        let [witnesses, successors] = [witnesses, successors].map(|keys| json!(keys));
        let mirror = mirror.iter().map(|url| format!("mirror = {url:?}\n")).collect::<String>();
        let text = format!(
            "origin = {origin:?}\nlisten = {listen:?}\ndata = {:?}\nname = {:?}\nquorum = {quorum}\n\
             witnesses = {witnesses}\nsuccessors = {successors}\n{mirror}",
            self.config.data,
            name.as_deref().unwrap_or_default(),
        );
        std::fs::write(&self.settings, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_lazaret-exchange"));
        command.arg("--config").arg(&self.settings).env("RUST_LOG", "off");
        command
    }

    /// Starts the process; ready when it says where it is.
    pub fn start(&mut self) {
        let mut child = self.command().stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("The exchange") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "it ended before it was ready");
        }
        self.said = Some(said);
        self.child = Some(child);
    }

    /// Ends it without a warning.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// `lazaret-exchange promote`.
    pub fn promote(&mut self) -> String {
        let out = self.command().arg("promote").output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// Whether it refuses to start, and what it says.
    pub fn refuses(&self) -> String {
        let out = self.command().output().unwrap();
        assert!(!out.status.success());
        String::from_utf8(out.stderr).unwrap()
    }

    pub async fn database(&self) -> Database {
        Database::of(&self.config).await.unwrap()
    }

    /// What was written down as security events: the kind and the details.
    pub async fn events(&self) -> Vec<(String, Value)> {
        let rows: Vec<(String, String)> = sqlx::query_as("SELECT kind, details FROM events ORDER BY at")
            .fetch_all(&self.database().await.pool)
            .await
            .unwrap();
        rows.into_iter().map(|(kind, details)| (kind, serde_json::from_str(&details).unwrap())).collect()
    }

    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.url())).send().await.unwrap()
    }

    pub async fn policy(&self) -> Policy {
        self.get("/log/keys").await.json().await.unwrap()
    }

    pub async fn checkpoint(&self) -> SignedCheckpoint {
        SignedCheckpoint::parse(&self.get("/log/checkpoint").await.text().await.unwrap()).unwrap()
    }

    /// Shows its log to a reader, as a browser asks for it.
    pub async fn show(&self, reader: &mut Follower) -> Result<u64, LogError> {
        let signed = self.checkpoint().await;
        let mut bundles = Vec::new();
        for path in reader.wanted(&signed) {
            let answer = self.get(&format!("/log/{path}")).await;
            assert_eq!(answer.status(), 200, "{path}");
            bundles.push(answer.bytes().await.unwrap().to_vec());
        }
        reader.follow(&signed, &bundles)?;
        Ok(reader.size())
    }

    /// Shows its log until a reader has so many entries.
    pub async fn show_until(&self, reader: &mut Follower, size: u64) {
        let mut last = Ok(0);
        wait_for(async || {
            last = self.show(reader).await;
            reader.size() >= size
        })
        .await
        .unwrap_or_else(|()| panic!("{size} entries never came: {last:?}"));
    }

    /// Logs somebody in by their identity.
    pub async fn log_in(&self, somebody: &mut Somebody) {
        let post = async |path: &str, body: Value| {
            self.client.post(format!("{}{path}", self.url())).json(&body).send().await.unwrap()
        };
        let user = &somebody.name;
        let drawn: Value = post("/v1/login/challenge", json!({ "user": user })).await.json().await.unwrap();
        let challenge: Challenge = drawn["challenge"].as_str().unwrap().parse().unwrap();
        let signature = answer_challenge(&somebody.identity, ORIGIN, &challenge);
        let body = json!({ "user": user, "challenge": challenge, "signature": signature });
        let answer = post("/v1/login/identity", body).await;
        assert_eq!(answer.status(), 200);
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        somebody.cookie = cookie.split(';').next().unwrap().to_owned();
    }
}

impl Drop for Hospital {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Keeps no connection, for the process at its other end may be another by now.
pub fn client() -> reqwest::Client {
    reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap()
}

/// Asks until it is so.
pub async fn wait_for(mut so: impl AsyncFnMut() -> bool) -> Result<(), ()> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if so().await {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Err(())
}

/// The directory key that members are given with their session.
pub async fn directory(hospital: &Hospital) -> DirectoryKey {
    let database = hospital.database().await;
    let key = lazaret_exchange::db::setting(&database.pool, "directory-key").await.unwrap().unwrap();
    DirectoryKey(key.parse::<Bytes<32>>().unwrap())
}
