//! The node that is followed, over HTTP.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::StreamExt;
use lazaret::exchange::log::Policy;
use reqwest::{Client, RequestBuilder};

use super::serve::Page;
use super::{Witness, authority};
use crate::Clock;

/// The longest answer that is read, in bytes: a page with its last entry's attachment.
const LONGEST: usize = 64 << 20;

/// Where the other node is, and who asks.
pub(super) struct Primary {
    client: Client,
    url: String,
    witness: Witness,
    clock: Clock,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Silence {
    /// It can't be reached, or does not work at the moment.
    #[error("no answer: {0}")]
    Away(String),
    /// It does not know this mirror.
    #[error("the node does not name this mirror among its witnesses")]
    Unknown,
    /// It refused for another reason.
    #[error("the node answers {0}")]
    Refused(StatusCode),
}

impl Primary {
    pub(super) fn new(url: &str, witness: Witness, clock: Clock) -> Result<Self, String> {
        let client = Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(60))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { client, url: url.trim_end_matches('/').to_owned(), witness, clock })
    }

    pub(super) fn witness(&self) -> &Witness {
        &self.witness
    }

    /// Its keys.
    pub(super) async fn keys(&self) -> Result<Policy, Silence> {
        read_json(self.client.get(self.at("/log/keys"))).await
    }

    /// The checkpoint that it gives to everybody.
    pub(super) async fn checkpoint(&self) -> Result<String, Silence> {
        let note = read(self.client.get(self.at("/log/checkpoint"))).await?;
        String::from_utf8(note).map_err(|error| Silence::Away(error.to_string()))
    }

    /// Entries from a number on.
    pub(super) async fn journal(&self, origin: &str, from: u64) -> Result<Page, Silence> {
        let request = self.client.get(self.at(&format!("/v1/mirror/journal?from={from}")));
        read_json(self.named(request, origin)).await
    }

    /// A part.
    pub(super) async fn part(&self, origin: &str, hash: &crate::store::PartHash) -> Result<Vec<u8>, Silence> {
        read(self.named(self.client.get(self.at(&format!("/v1/mirror/parts/{hash}"))), origin)).await
    }

    /// Hands in a cosignature.
    pub(super) async fn vouch(&self, note: String) -> Result<(), Silence> {
        let request = self.client.post(self.at("/log/cosignature"));
        read(request.header("content-type", "application/octet-stream").body(note)).await.map(|_| ())
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    fn named(&self, request: RequestBuilder, origin: &str) -> RequestBuilder {
        request.header(authority::HEADER, authority::header(&self.witness, origin, self.clock.now()))
    }
}

async fn read_json<T: serde::de::DeserializeOwned>(request: RequestBuilder) -> Result<T, Silence> {
    let answer = read(request).await?;
    serde_json::from_slice(&answer).map_err(|error| Silence::Away(error.to_string()))
}

async fn read(request: RequestBuilder) -> Result<Vec<u8>, Silence> {
    let away = |error: reqwest::Error| Silence::Away(error.to_string());
    let answer = request.send().await.map_err(away)?;
    match answer.status() {
        status if status.is_success() => {}
        StatusCode::FORBIDDEN => return Err(Silence::Unknown),
        status if status.is_server_error() => return Err(Silence::Away(status.to_string())),
        status => return Err(Silence::Refused(status)),
    }
    let (mut body, mut pieces) = (Vec::new(), answer.bytes_stream());
    while let Some(piece) = pieces.next().await {
        body.extend_from_slice(&piece.map_err(away)?);
        if body.len() > LONGEST {
            return Err(Silence::Away(format!("more than {LONGEST} bytes")));
        }
    }
    Ok(body)
}
