//! The key with which a mirror vouches.

use lazaret::exchange::log::{LogError, NoteKey, NoteKind, SignedCheckpoint, cosign};
use lazaret::seal::signature::{Signature, SigningKey};

use crate::{Config, state};

/// A mirror as others see it: its name and its key.
pub struct Witness {
    /// Both, as others are given them.
    pub public: NoteKey,
    key: SigningKey,
}

impl Witness {
    /// The witness of a data folder; its key is made when there is none.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn open(config: &Config) -> Result<Self, String> {
        let key = state::signing_key(&config.data.join("witness.key"))?;
        let name =
            config.name.clone().unwrap_or_else(|| format!("mirror-{}", &key.public().fingerprint()[..8]));
        let public = NoteKey::new(&name, NoteKind::Witness, key.public())
            .map_err(|_| format!("{name:?} can't be a mirror's name: no spaces, and no +"))?;
        Ok(Self { public, key })
    }

    /// The line with which it vouches for a checkpoint at some time.
    ///
    /// # Errors
    /// [`LogError::NotAKey`].
    pub fn cosign(&self, signed: &SignedCheckpoint, at: u64) -> Result<String, LogError> {
        cosign(signed, self.public.name(), &self.key, at)
    }

    /// Signs.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.key.sign(message)
    }
}
