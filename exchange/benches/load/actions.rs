//! What people do, many times.

use axum::body::Bytes as Body;
use lazaret::bytes::Bytes;
use lazaret::exchange::opaque::{LoggingIn, Parties, Registering};
use lazaret::exchange::{Act, FileId, Role};
use lazaret::seal::Cost;
use lazaret::seal::identity::Identity;
use lazaret_exchange::testing::{Sealed, hash};
use reqwest::Method;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::Failed;
use crate::measure::{Measured, measure};
use crate::subject::{READERS, Subject};

const PART: usize = 8 << 20;
const PARTS: usize = 32;
const FILE: usize = 64 << 20;
const DOWNLOADS: usize = 40;
const AT_ONCE: usize = 4;
const SEARCHES: usize = 200;
const NAMES: usize = 40;
/// Five a minute for one name are the limit.
const LOG_INS: usize = 4 * NAMES;
const PASSWORD: &str = "seven small otters row at dawn";
/// The browser stretches the password, not the node: the cheapest cost shows the node's.
const CHEAPEST: Cost = Cost { memory_kib: 8, iterations: 1, parallelism: 1 };

/// Bytes that no two numbers share.
fn noise(length: usize, number: usize) -> Vec<u8> {
    let mut state = number as u64 + 1;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bytes.extend((state ^ (state >> 29)).to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

pub async fn upload(subject: &Subject) -> Result<Measured, Failed> {
    let parts: Vec<(String, Body)> = (0..PARTS)
        .map(|number| noise(PART, number))
        .map(|part| (format!("/v1/parts/{}", hash(&part)), part.into()))
        .collect();
    measure(PARTS, AT_ONCE, |number| {
        let (path, part) = parts[number].clone();
        async move {
            let bytes = part.len() as u64;
            expect(204, subject.node.send(&subject.owner, Method::PUT, &path, part).await?)?;
            Ok(bytes)
        }
    })
    .await
}

/// Uploads a sealed file that the owner may fetch for an hour; gives its id and its bytes.
pub async fn sealed_file(subject: &Subject) -> Result<(FileId, Vec<u8>), Failed> {
    let Subject { node, owner, group, .. } = subject;
    let sealed = Sealed::new(&owner.identity, &noise(FILE, 1000))?;
    let file: FileId = Bytes::random()?;
    node.upload(owner, group, &sealed, (file, 1), "fever cohort").await?;
    node.post_act(owner, Act::Download { file, version: 1 }, Value::Null).await?;
    Ok((file, sealed.bytes))
}

pub async fn download(subject: &Subject, file: &FileId) -> Result<Measured, Failed> {
    let address = format!("{}/v1/files/{file}/1/content", subject.node.url);
    fetch(&subject.node.client, &address, &subject.owner.cookie).await
}

/// Fetches the same address many times; what arrives is counted, not kept.
pub async fn fetch(client: &reqwest::Client, address: &str, cookie: &str) -> Result<Measured, Failed> {
    measure(DOWNLOADS, AT_ONCE, |_| async move {
        let mut answer = client.get(address).header("cookie", cookie).send().await?.error_for_status()?;
        let mut bytes = 0;
        while let Some(chunk) = answer.chunk().await? {
            bytes += chunk.len() as u64;
        }
        assert!(bytes > FILE as u64, "{bytes} bytes are not the file");
        Ok(bytes)
    })
    .await
}

pub async fn search(subject: &Subject) -> Result<Measured, Failed> {
    let trapdoors = ["fever", "cohort"].map(|word| subject.group.search().trapdoor(word));
    let body = json!({ "trapdoors": trapdoors }).to_string();
    let send = |number: usize| {
        let (reader, body) = (&subject.readers[number % READERS], body.clone());
        async move {
            let answer = subject.node.send(reader, Method::POST, "/v1/search", body).await?;
            let found: Vec<Value> = serde_json::from_slice(&expect(200, answer)?)?;
            assert_eq!(found.len(), 1);
            Ok(0)
        }
    };
    // The first search reads the index into memory.
    send(0).await?;
    measure(SEARCHES, AT_ONCE, send).await
}

pub async fn log_in(subject: &Subject) -> Result<Measured, Failed> {
    for number in 0..NAMES {
        register(subject, &format!("person{number}")).await?;
    }
    measure(LOG_INS, AT_ONCE, |number| async move {
        let user = format!("person{}", number % NAMES);
        let parties = Parties { user: &user, origin: &subject.node.state.config.origin };
        let (begun, message) = LoggingIn::start(Zeroizing::new(PASSWORD.to_owned()))?;
        let started = post(subject, "/v1/login/start", json!({ "user": user, "message": message })).await?;
        let message = begun.finish(parties, text(&started, "message")?, CHEAPEST)?;
        let attempt = text(&started, "attempt")?;
        post(subject, "/v1/login/finish", json!({ "attempt": attempt, "message": message })).await?;
        Ok(0)
    })
    .await
}

async fn register(subject: &Subject, user: &str) -> Result<(), Failed> {
    let node = &subject.node;
    let parties = Parties { user, origin: &node.state.config.origin };
    let (begun, message) = Registering::start(Zeroizing::new(PASSWORD.to_owned()))?;
    let started = post(subject, "/v1/register/start", json!({ "user": user, "message": message })).await?;
    let message = begun.finish(parties, text(&started, "message")?, CHEAPEST)?;
    let identity = Identity::generate(user)?;
    let recipient = identity.recipient();
    let act = Act::Register { fingerprint: recipient.fingerprint(), role: Role::Researcher };
    let entry = node.submission(user, &identity, act, json!({ "recipient": recipient.to_text() }))?;
    post(subject, "/v1/register/finish", json!({ "user": user, "message": message, "entry": entry })).await?;
    Ok(())
}

async fn post(subject: &Subject, path: &str, body: Value) -> Result<Value, Failed> {
    let request = subject.node.client.post(format!("{}{path}", subject.node.url)).json(&body);
    let answer = request.send().await?;
    let status = answer.status().as_u16();
    Ok(serde_json::from_slice(&expect(200, (status, answer.bytes().await?.to_vec()))?)?)
}

fn text<'a>(answer: &'a Value, field: &str) -> Result<&'a str, Failed> {
    answer[field].as_str().ok_or_else(|| format!("no {field}").into())
}

fn expect(status: u16, (answered, body): (u16, Vec<u8>)) -> Result<Vec<u8>, Failed> {
    match answered == status {
        true => Ok(body),
        false => Err(format!("{answered} {}", String::from_utf8_lossy(&body)).into()),
    }
}
