//! What a client is told about the log's keys, `GET /log/keys`.

use std::collections::HashSet;
use std::sync::Arc;

use lazaret::exchange::log::{NoteKey, NoteKind, Policy};
use lazaret::seal::signature::PublicKey;

use crate::{Config, State};

/// The name of the setting in which a mirror keeps what it holds the other node to.
pub(crate) const FOLLOWED: &str = "policy";

/// The node's own keys and witnesses; a mirror's are those of the node that it follows.
#[must_use]
pub fn policy(state: &State) -> Arc<Policy> {
    state.policy.borrow().clone()
}

/// What the settings say of a log that this node signs with `key`.
///
/// # Errors
/// A sentence for the operator: the origin names no log, a key is of another kind than its setting or there twice, or
/// the quorum can't be reached.
pub(crate) fn of_settings(config: &Config, key: PublicKey) -> Result<Policy, String> {
    let Config { origin, witnesses, successors, quorum, .. } = config.clone();
    let key = note_key(&origin, key)?;
    check("witnesses", &witnesses, NoteKind::Witness)?;
    check("successors", &successors, NoteKind::Log)?;
    if quorum > witnesses.len() {
        return Err(format!("the setting quorum asks for {quorum} of {} witnesses", witnesses.len()));
    }
    Ok(Policy { origin, key, successors, witnesses, quorum })
}

fn check(setting: &str, keys: &[NoteKey], kind: NoteKind) -> Result<(), String> {
    let mut seen = HashSet::new();
    for key in keys {
        if key.kind() != kind {
            let (found, other) = match kind {
                NoteKind::Witness => ("a log", "a witness"),
                NoteKind::Log => ("a witness", "a log"),
            };
            return Err(format!("the setting {setting} has the key of {found}, not of {other}: {key}"));
        }
        // One key is one hospital, however many names it goes by.
        if !seen.insert(key.key().to_bytes()) {
            return Err(format!("the setting {setting} has a key twice: {key}"));
        }
    }
    Ok(())
}

/// The key with which a node signs the log of that name, or would if it kept it.
///
/// # Errors
/// A sentence for the operator, if the origin can't name one.
pub(crate) fn note_key(origin: &str, key: PublicKey) -> Result<NoteKey, String> {
    NoteKey::new(origin, NoteKind::Log, key)
        .map_err(|_| format!("{origin:?} can't be a log's name: no spaces, and no +"))
}
