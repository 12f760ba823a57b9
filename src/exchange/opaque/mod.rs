//! OPAQUE: logging in with a password that never leaves the computer on which it is typed.
//!
//! ```text
//! client                                   server
//! Registering::start ── message ────────▶ Server::register
//! Registering::finish ◀──────── message ──┘
//!                     ── message ────────▶ password_record, which is kept
//!
//! LoggingIn::start   ── message ────────▶ Server::log_in(record)
//! LoggingIn::finish  ◀─ message ─────────┘ └─ attempt, kept for two minutes
//!                    ── message ────────▶ Server::finish(attempt)
//! ```
//!
//! # Guarantee
//! The server, and who copies all that it has, learns nothing of a password but by guessing, and each guess costs what
//! [`Cost`] says. Who only listens can't even guess. Both ends are sure of each other: a client that finished talked to
//! the server that it registered with. The user's name and the log's origin are bound, so that no answer serves for
//! another user or another node.
//!
//! # Assumptions
//! Discrete logarithms in Ristretto255 are hard, and SHA-512 behaves like a random function. OPAQUE is not made for
//! quantum computers: one that exists later does not learn the password from what was recorded, but could guess at it.
//!
//! # Utility
//! Argon2id once in the browser, a quarter to half a second; under a millisecond on the server.
//!
//! # Errors
//! [`OpaqueError`].
//!
//! # Citation
//! RFC 9807, OPAQUE-3DH with ristretto255-SHA512, HKDF-SHA-512, HMAC-SHA-512 and Argon2id over 16 zero bytes of salt;
//! context `lazaret/v1/opaque`.

mod client;
mod random;
mod server;
#[cfg(test)]
mod vectors;

use base64ct::{Base64, Encoding};
use opaque_ke::errors::{InternalError, ProtocolError};
use opaque_ke::generic_array::{ArrayLength, GenericArray};
use opaque_ke::{CipherSuite, Identifiers, Ristretto255, TripleDh};
use opaque_sha2::Sha512;
use serde::{Deserialize, Serialize};

use crate::seal::Cost;
use crate::seal::passphrase::stretch;

pub use client::{LoggingIn, Registering};
pub use server::{Attempt, Server, password_record};

const CONTEXT: &[u8] = b"lazaret/v1/opaque";

/// Who talks with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parties<'a> {
    /// The user's name.
    pub user: &'a str,
    /// The log's origin.
    pub origin: &'a str,
}

/// Why nobody was registered or logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum OpaqueError {
    /// The password is another, or there is no such user: nothing tells these apart.
    #[error("the name or the password is another")]
    WrongPassword,
    /// The other end's message is none, or was made for another step.
    #[error("not a message of this step")]
    BadMessage,
    /// The computer has not the memory that stretching the password takes.
    #[error("not enough memory to stretch the password")]
    NoMemory,
    /// A new password that is easy to guess: who has the node's folder can try as many as they like.
    #[error("a password of about {bits} bits, where {at_least} are wanted")]
    WeakPassword {
        /// By [`strength`](crate::seal::passphrase::strength).
        bits: u32,
        /// What is wanted.
        at_least: u32,
    },
    /// There is no randomness.
    #[error("no randomness")]
    Random,
}

impl From<ProtocolError> for OpaqueError {
    fn from(error: ProtocolError) -> Self {
        match error {
            ProtocolError::InvalidLoginError => Self::WrongPassword,
            ProtocolError::LibraryError(InternalError::KsfError) => Self::NoMemory,
            _ => Self::BadMessage,
        }
    }
}

struct Suite;

impl CipherSuite for Suite {
    type OprfCs = Ristretto255;
    type KeyExchange = TripleDh<Ristretto255, Sha512>;
    type Ksf = Stretch;
}

/// Argon2id at a cost.
#[derive(Default)]
struct Stretch(Cost);

impl opaque_ke::ksf::Ksf for Stretch {
    fn hash<L: ArrayLength<u8>>(
        &self,
        input: GenericArray<u8, L>,
    ) -> Result<GenericArray<u8, L>, InternalError> {
        let mut output = GenericArray::default();
        stretch(&input, &[0; 16], self.0, &mut output).map_err(|_| InternalError::KsfError)?;
        Ok(output)
    }
}

impl<'a> Parties<'a> {
    fn identifiers(&self) -> Identifiers<'a> {
        Identifiers { client: Some(self.user.as_bytes()), server: Some(self.origin.as_bytes()) }
    }
}

fn encode(message: &[u8]) -> String {
    Base64::encode_string(message)
}

fn decode(message: &str) -> Result<Vec<u8>, OpaqueError> {
    Base64::decode_vec(message).map_err(|_| OpaqueError::BadMessage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    const CHEAP: Cost = Cost { memory_kib: 8, iterations: 1, parallelism: 1 };
    const ADA: Parties<'_> = Parties { user: "ada", origin: "example.org/log" };

    fn password(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.to_owned())
    }

    fn registered(server: &Server, parties: Parties<'_>, text: &str) -> String {
        let (client, message) = Registering::start(password(text)).unwrap();
        let answer = server.register(parties, &message).unwrap();
        let upload = client.finish(parties, &answer, CHEAP).unwrap();
        password_record(&upload).unwrap()
    }

    fn log_in(
        server: &Server,
        [ours, theirs]: [Parties<'_>; 2],
        record: Option<&str>,
        text: &str,
    ) -> Result<(), OpaqueError> {
        let (client, message) = LoggingIn::start(password(text))?;
        let (attempt, answer) = server.log_in(theirs, record, &message)?;
        let last = client.finish(ours, &answer, CHEAP)?;
        server.finish(theirs, &attempt, &last)
    }

    #[test]
    fn who_registered_logs_in_and_nobody_else() {
        let server = Server::generate().unwrap();
        let server = Server::from_text(&server.to_text()).unwrap();
        let record = registered(&server, ADA, "correct horse");
        let wrong = Err(OpaqueError::WrongPassword);
        assert_eq!(log_in(&server, [ADA; 2], Some(&record), "correct horse"), Ok(()));
        assert_eq!(log_in(&server, [ADA; 2], Some(&record), "correct house"), wrong);
        assert_eq!(log_in(&server, [ADA; 2], None, "correct horse"), wrong);
        for other in [Parties { user: "bo", ..ADA }, Parties { origin: "example.com/log", ..ADA }] {
            assert_eq!(log_in(&server, [ADA, other], Some(&record), "correct horse"), wrong);
            assert_eq!(log_in(&server, [other, ADA], Some(&record), "correct horse"), wrong);
        }
        assert_eq!(log_in(&Server::generate().unwrap(), [ADA; 2], Some(&record), "correct horse"), wrong);
    }

    #[test]
    fn an_unknown_user_is_answered_as_a_known_one() {
        let server = Server::generate().unwrap();
        let record = registered(&server, ADA, "correct horse");
        let (_, message) = LoggingIn::start(password("correct horse")).unwrap();
        let [known, unknown] = [Some(&*record), None].map(|record| {
            let (attempt, answer) = server.log_in(ADA, record, &message).unwrap();
            (attempt.len(), decode(&answer).unwrap())
        });
        assert_eq!(known.0, unknown.0);
        assert_eq!(known.1.len(), unknown.1.len());
        // The oblivious evaluation comes first, and is the same by design: asking twice tells nothing.
        assert_eq!(known.1[..32], unknown.1[..32]);
    }

    #[test]
    fn nonsense_is_refused_at_every_step() {
        let server = Server::generate().unwrap();
        let bad = OpaqueError::BadMessage;
        for nonsense in ["", "!", "AAAA", &encode(&[0xff; 96]), &encode(&[0; 32])] {
            assert_eq!(server.register(ADA, nonsense).err(), Some(bad));
            assert_eq!(server.log_in(ADA, None, nonsense).err(), Some(bad));
            assert_eq!(password_record(nonsense).err(), Some(bad));
            assert_eq!(server.finish(ADA, &Zeroizing::new(nonsense.to_owned()), nonsense).err(), Some(bad));
            let (client, _) = LoggingIn::start(password("any")).unwrap();
            assert_eq!(client.finish(ADA, nonsense, CHEAP).err(), Some(bad));
            let (client, _) = Registering::start(password("any")).unwrap();
            assert_eq!(client.finish(ADA, nonsense, CHEAP).err(), Some(bad));
            assert!(Server::from_text(nonsense).is_err());
        }
    }
}
