//! Logging in with an identity: it signs what the node has just drawn.
//!
//! # Guarantee
//! Only the registered identity, such as a passkey unlocks, logs in; what it signed serves for one log and one
//! challenge, and for nothing but logging in.

use crate::bytes::Bytes;
use crate::seal::identity::Identity;
use crate::seal::signature::{PublicKey, Signature};

const DOMAIN: &[u8] = b"lazaret/v1/log-in\0";

/// 32 random bytes, used once.
pub type Challenge = Bytes<32>;

/// Answers a challenge of the node whose log is `origin`.
#[must_use]
pub fn answer_challenge(identity: &Identity, origin: &str, challenge: &Challenge) -> Signature {
    identity.sign(&message(origin, challenge))
}

/// Whether the owner of `key` answered.
#[must_use]
pub fn challenge_is_answered(
    key: &PublicKey,
    origin: &str,
    challenge: &Challenge,
    signature: &Signature,
) -> bool {
    key.verifies(&message(origin, challenge), signature)
}

fn message(origin: &str, challenge: &Challenge) -> Vec<u8> {
    [DOMAIN, origin.as_bytes(), b"\0", challenge.to_string().as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::aead::SecretKey;

    #[test]
    fn an_answer_is_of_one_identity_for_one_log_and_one_challenge() {
        let [ada, bo] = [1, 2].map(|seed| Identity::from_root(SecretKey::new([seed; 32]), "Somebody"));
        let [one, other] = [3, 4].map(|byte| Bytes([byte; 32]));
        let signature = answer_challenge(&ada, "example.org/log", &one);
        let answered = |who: &Identity, origin, challenge| {
            challenge_is_answered(&who.recipient().verifying_key(), origin, challenge, &signature)
        };
        assert!(answered(&ada, "example.org/log", &one));
        assert!(!answered(&bo, "example.org/log", &one));
        assert!(!answered(&ada, "example.com/log", &one));
        assert!(!answered(&ada, "example.org/log", &other));
    }
}
