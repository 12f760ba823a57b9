//! How a mirror shows who it is: the header `Lazaret-Mirror: <note key> <seconds since 1970> <signature>`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use lazaret::exchange::log::NoteKey;
use lazaret::seal::signature::Signature;

use super::Witness;
use crate::{Problem, State, log};

/// The header's name.
pub(super) const HEADER: &str = "lazaret-mirror";
/// A signature serves for so many seconds, before and after.
const CLOCK: u64 = 10 * 60;

/// A request of a mirror that the settings name.
pub(crate) struct Mirror;

impl FromRequestParts<State> for Mirror {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let header =
            parts.headers.get(HEADER).and_then(|value| value.to_str().ok()).ok_or(Problem::NoSession)?;
        let (key, at, signature) = read(header).ok_or(Problem::BadRequest)?;
        let known = log::policy(state).witnesses.contains(&key);
        let timely = at.abs_diff(state.clock.now()) <= CLOCK;
        let signed = key.key().verifies(&message(&state.config.origin, at), &signature);
        if known && timely && signed { Ok(Self) } else { Err(Problem::NotAllowed) }
    }
}

/// The header's value.
pub(super) fn header(witness: &Witness, origin: &str, at: u64) -> String {
    format!("{} {at} {}", witness.public, witness.sign(&message(origin, at)))
}

fn read(header: &str) -> Option<(NoteKey, u64, Signature)> {
    let mut words = header.split(' ');
    let read = (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next().is_none().then_some(read)
}

fn message(origin: &str, at: u64) -> Vec<u8> {
    format!("lazaret/v1/mirror\0{origin}\0{at}").into_bytes()
}
