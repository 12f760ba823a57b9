//! Power cuts, full disks, and databases and stores that are gone: nothing acknowledged is lost, nothing half-written
//! is served, and who asks is told.

#[path = "../common/mod.rs"]
mod common;
mod database;
mod disk;
mod kill;

use lazaret::bytes::Bytes;
use lazaret::exchange::FileId;
use lazaret_exchange::journal::{Receipt, Submission};
use lazaret_exchange::testing::{Node, Somebody};
use reqwest::Method;

const FILE: FileId = Bytes([1; 16]);
const PROGRAM: &str = env!("CARGO_BIN_EXE_lazaret-exchange");

/// Sends a record; where it went, or `None` when the node said that it can't take it now.
async fn post(node: &Node, by: &Somebody, submission: &Submission) -> Option<u64> {
    let body = serde_json::to_vec(submission).unwrap();
    match node.send(by, Method::POST, "/v1/records", body).await.unwrap() {
        (200, answer) => Some(serde_json::from_slice::<Receipt>(&answer).unwrap().leaf),
        answer => {
            assert_eq!(answer, (503, br#"{"error":{"kind":"unavailable"}}"#.to_vec()));
            None
        }
    }
}
