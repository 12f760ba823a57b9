//! What a client is told about the log's keys, `GET /log/keys`.

use lazaret::exchange::log::{LogError, NoteKey, NoteKind, Policy};

use crate::{Problem, State, db};

/// The name of the setting in which a mirror keeps what it holds the other node to.
pub(crate) const FOLLOWED: &str = "policy";

/// The node's own keys and witnesses; a mirror's are those of the node that it follows.
///
/// # Errors
/// [`Problem::Unavailable`], also when the settings name something that is no key.
pub async fn policy(state: &State) -> Result<Policy, Problem> {
    if state.config.mirror.is_some() {
        let kept = db::setting(&state.db.pool, FOLLOWED).await?.ok_or(Problem::Unavailable)?;
        return serde_json::from_str(&kept).map_err(|_| Problem::Unavailable);
    }
    let config = &state.config;
    let keys = |texts: &[String]| texts.iter().map(|text| text.parse()).collect::<Result<Vec<NoteKey>, _>>();
    let policy = || {
        Ok(Policy {
            origin: config.origin.clone(),
            key: own_key(state)?,
            successors: keys(&config.successors)?,
            witnesses: keys(&config.witnesses)?,
            quorum: config.quorum,
        })
    };
    policy().map_err(|error: LogError| {
        tracing::error!(%error, "the settings `witnesses` and `successors`");
        Problem::Unavailable
    })
}

/// The key with which this node signs the log, or would if it kept it.
///
/// # Errors
/// [`LogError::NotAKey`] if the origin can't name one.
pub fn own_key(state: &State) -> Result<NoteKey, LogError> {
    NoteKey::new(&state.config.origin, NoteKind::Log, state.log_key.public())
}
