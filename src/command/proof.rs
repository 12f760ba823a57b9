//! Whether a sealed file was entered in an exchange's log, by the proof that it carries.

use clap::Args;
use serde_json::{Value, json};

use super::Problem;
use crate::exchange::Act;
use crate::exchange::log::{LedgerProof, LogError, NoteKey, Policy};
use crate::seal::container::Container;

/// Whose log it should be in.
#[derive(Debug, Args)]
pub(super) struct Log {
    /// The key of the exchange's log, as the hospitals publish it: verifies the proof that the file carries
    #[arg(long)]
    log_key: Option<NoteKey>,
    /// The key of a hospital that must vouch for the log; may be given several times
    #[arg(long, requires = "log_key")]
    witness: Vec<NoteKey>,
    /// How many of them must; without it all
    #[arg(long, requires = "witness")]
    quorum: Option<usize>,
}

impl Log {
    /// What the file's proof shows; without a key of a log, only that there is one.
    pub(super) fn judge(&self, container: &Container) -> Result<Value, Problem> {
        let Some(key) = &self.log_key else { return Ok(json!({ "carried": container.ledger.is_some() })) };
        let proof = container.ledger.as_deref().ok_or(LogError::NoProof)?;
        let policy = Policy {
            origin: key.name().to_owned(),
            key: key.clone(),
            successors: Vec::new(),
            witnesses: self.witness.clone(),
            quorum: self.quorum.unwrap_or(self.witness.len()),
        };
        let proof = LedgerProof::parse(proof)?;
        let proven = proof.verify(&policy, &container.manifest.hash, &container.manifest.owner)?;
        let Act::Upload { file, version, .. } = &proven.record.act else {
            return Err(LogError::AnotherManifest.into());
        };
        Ok(json!({
            "carried": true,
            "origin": policy.origin,
            "entry": proof.leaf,
            "of_entries": proven.vouched.checkpoint.size,
            "by": proven.record.by,
            "at": proven.record.at,
            "file": file,
            "version": version,
            "witnesses": proven.vouched.witnesses,
        }))
    }
}
