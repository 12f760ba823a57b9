//! Sealed files, and what people do with them, over HTTP.

use base64ct::{Base64, Encoding};
use lazaret::bytes::Bytes;
use lazaret::exchange::search::{GroupKey, words_of_file};
use lazaret::exchange::{Act, FileId, Listing, Salt};
use lazaret::seal::container::{Container, Day, FileWriter, GrantRequest, To};
use lazaret::seal::hpke::Kem;
use lazaret::seal::identity::Identity;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Node, Somebody};
use crate::Search;
use crate::store::{PART, hash};

/// A sealed file, and where its tail begins.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// All of it.
    pub bytes: Vec<u8>,
    /// Bytes before the tail.
    pub keep: usize,
    /// As it is read again.
    pub container: Container,
}

/// What is refused, or not there: a sentence, for a test that stops at it.
pub type Failed = String;

impl Sealed {
    /// A file of these bytes, for its owner alone.
    ///
    /// # Errors
    /// A sentence.
    pub fn new(owner: &Identity, content: &[u8]) -> Result<Self, Failed> {
        let (mut bytes, length) = (Vec::new(), content.len() as u64);
        let mut writer =
            FileWriter::start(owner.signing_key().clone(), "scan.bin", length, &mut bytes).map_err(said)?;
        writer.push(content, &mut bytes).map_err(said)?;
        writer.finish(&[request(owner)], &Day::default(), &mut bytes).map_err(said)?;
        let container = Container::read(&mut &bytes[..]).map_err(said)?;
        let name = bytes.windows(13).rposition(|window| window == b"manifest.json").ok_or("no manifest")?;
        // The last place is the directory's; the first one in the entry's own header.
        let first = bytes[..name].windows(13).rposition(|window| window == b"manifest.json").unwrap_or(name);
        Ok(Self { keep: first - 30, bytes, container })
    }

    /// The parts before the tail.
    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes[..self.keep].chunks(PART)
    }

    /// The record of an upload with this attachment.
    ///
    /// # Errors
    /// A sentence.
    pub fn act(&self, file: FileId, version: u32, attachment: &Value) -> Result<Act, Failed> {
        let listing = Listing::deserialize(attachment).map_err(said)?.hash();
        Ok(Act::Upload {
            file,
            version,
            manifest: self.container.manifest.hash,
            bytes: self.bytes.len() as u64,
            columns: u32::try_from(self.container.manifest.columns.len()).unwrap_or(u32::MAX),
            listing,
        })
    }

    /// What goes with it.
    ///
    /// # Errors
    /// A sentence.
    pub fn attachment(&self, node: &Node, group: &GroupKey, words: &str) -> Result<Value, Failed> {
        let parts: Vec<_> = self.parts().map(hash).collect();
        let salt = match node.state.config.search {
            Search::Salted => Salt::random().map_err(said)?,
            Search::Deterministic => Bytes([0; 16]),
        };
        let tokens = group.search().tokens(&words_of_file(words, ""), salt).map_err(said)?;
        let tail = Base64::encode_string(&self.bytes[self.keep..]);
        Ok(json!({ "parts": parts, "tail": tail, "name": "AAAA", "tokens": tokens }))
    }

    /// The record and the attachment of a grant to all columns.
    ///
    /// # Errors
    /// A sentence.
    pub fn grant(
        &self,
        owner: &Identity,
        file: FileId,
        version: u32,
        to: &Somebody,
    ) -> Result<(Act, Value), Failed> {
        let keys = self.container.unlock(owner, &Day::default()).map_err(said)?;
        let grants = [request(&to.identity)];
        let (at, end) =
            self.container.grant(&keys, owner.signing_key(), &grants, &Day::default()).map_err(said)?;
        let at = usize::try_from(at).map_err(said)?;
        let tail = [&self.bytes[self.keep..at], &end].concat();
        let act = Act::Grant {
            file,
            version,
            manifest: self.container.manifest.hash,
            to: to.name.clone(),
            fingerprint: to.identity.recipient().fingerprint(),
            columns: None,
            expires: None,
            tail: hash(&tail),
        };
        Ok((act, json!({ "tail": Base64::encode_string(&tail) })))
    }
}

impl Node {
    /// Sends a request as somebody; gives status and body.
    ///
    /// # Errors
    /// When the node does not answer.
    pub async fn send(
        &self,
        by: &Somebody,
        method: reqwest::Method,
        path: &str,
        body: impl Into<reqwest::Body>,
    ) -> Result<(u16, Vec<u8>), Failed> {
        let request = self.client.request(method, format!("{}{path}", self.url));
        let request = request.header("cookie", &by.cookie).header("content-type", "application/json");
        let answer = request.body(body).send().await.map_err(said)?;
        Ok((answer.status().as_u16(), answer.bytes().await.map_err(said)?.to_vec()))
    }

    /// A JSON answer.
    ///
    /// # Errors
    /// Another status than 200, with the answer.
    pub async fn get(&self, by: &Somebody, path: &str) -> Result<Value, Failed> {
        match self.send(by, reqwest::Method::GET, path, "").await? {
            (200, body) => serde_json::from_slice(&body).map_err(said),
            (status, body) => Err(format!("{status} {}", String::from_utf8_lossy(&body))),
        }
    }

    /// Somebody does something, over HTTP.
    ///
    /// # Errors
    /// The kind of the refusal.
    pub async fn post_act(&self, by: &Somebody, act: Act, attachment: Value) -> Result<u64, Failed> {
        let submission = self.submission(&by.name, &by.identity, act, attachment).map_err(said)?;
        let body = serde_json::to_vec(&submission).map_err(said)?;
        let (_, body) = self.send(by, reqwest::Method::POST, "/v1/records", body).await?;
        let answer: Value = serde_json::from_slice(&body).map_err(said)?;
        let kind = || answer["error"]["kind"].as_str().unwrap_or("no answer").to_owned();
        answer["leaf"].as_u64().ok_or_else(kind)
    }

    /// Sends a file's parts and its record.
    ///
    /// # Errors
    /// The kind of the refusal.
    pub async fn upload(
        &self,
        by: &Somebody,
        group: &GroupKey,
        sealed: &Sealed,
        (file, version): (FileId, u32),
        words: &str,
    ) -> Result<u64, Failed> {
        for part in sealed.parts() {
            let path = format!("/v1/parts/{}", hash(part));
            let (status, body) = self.send(by, reqwest::Method::PUT, &path, part.to_vec()).await?;
            if status != 204 {
                return Err(String::from_utf8_lossy(&body).into_owned());
            }
        }
        let attachment = sealed.attachment(self, group, words)?;
        self.post_act(by, sealed.act(file, version, &attachment)?, attachment).await
    }
}

fn request(to: &Identity) -> GrantRequest<'_> {
    GrantRequest {
        to: To::Recipient(to.recipient(), Kem::X25519),
        columns: None,
        purpose: None,
        expires: None,
    }
}

fn said(error: impl std::fmt::Display) -> Failed {
    error.to_string()
}
