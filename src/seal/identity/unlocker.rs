//! What unlocks an identity's file: to show, and as the file has it.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use crate::seal::passphrase::SALT;

/// Something that unlocks a file, as far as anyone may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Unlocker {
    /// A passphrase, and what a guess at it costs.
    Passphrase {
        /// Memory in KiB.
        memory_kib: u32,
        /// Passes.
        iterations: u32,
        /// Lanes.
        parallelism: u32,
    },
    /// A passkey: what WebAuthn is to be asked for.
    Passkey {
        /// The credential's identifier, in base64.
        credential: String,
        /// What `prf` is evaluated at: 32 bytes in base64.
        salt: String,
    },
}

/// The root under one key, all bytes in base64.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Wrapped {
    Passphrase { memory_kib: u32, iterations: u32, parallelism: u32, salt: String, sealed: String },
    Passkey { credential: String, salt: String, sealed: String },
}

impl Wrapped {
    /// Whether all bytes have the lengths that they should have.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Passphrase { salt, sealed, .. } => {
                decode::<SALT>(salt).is_some() && decode::<48>(sealed).is_some()
            }
            Self::Passkey { credential, salt, sealed } => {
                Base64::decode_vec(credential).is_ok()
                    && decode::<32>(salt).is_some()
                    && decode::<48>(sealed).is_some()
            }
        }
    }

    /// Without what is sealed.
    pub(super) fn described(&self) -> Unlocker {
        match self {
            &Self::Passphrase { memory_kib, iterations, parallelism, .. } => {
                Unlocker::Passphrase { memory_kib, iterations, parallelism }
            }
            Self::Passkey { credential, salt, .. } => {
                Unlocker::Passkey { credential: credential.clone(), salt: salt.clone() }
            }
        }
    }
}

/// `N` bytes in base64.
pub(super) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    Base64::decode_vec(text).ok()?.try_into().ok()
}
