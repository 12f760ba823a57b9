//! Who a person is to a sealed file: a secret root of 32 bytes, and what others know of it.
//!
//! ```text
//! root ─ HKDF-SHA-256 ─┬─ Ed25519 seed      signs manifests and grants
//!                      ├─ X25519 key        opens grants
//!                      └─ X-Wing seed       opens grants, also when quantum computers exist
//! ```
//!
//! docs/format.md has the files of both sides to the byte.

mod error;
mod file;
mod kit;
mod recipient;
mod shamir;
mod share;
mod unlocker;
mod words;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::aead::SecretKey;
use super::hpke::{Kem, NotForThisKey, Sealed};
use super::signature::{Signature, SigningKey};

pub use error::IdentityError;
pub use file::IdentityFile;
pub use kit::RecoveryKit;
pub use recipient::{Fingerprint, Recipient, RecipientError};
pub use share::{Share, ShareLabel};
pub use unlocker::Unlocker;
pub use words::{confirm_words, recovery_words, root_of_words};

/// An unlocked identity. Its secrets are wiped when dropped, and never printed.
pub struct Identity {
    root: SecretKey,
    signing: SigningKey,
    x25519: SecretKey,
    x_wing: SecretKey,
    recipient: Recipient,
}

impl Identity {
    /// A new identity from the operating system's random source. `name` is what it calls itself.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn generate(name: &str) -> Result<Self, getrandom::Error> {
        Ok(Self::from_root(SecretKey::random()?, name))
    }

    /// The identity of a root, from recovery words or an unlocked file.
    #[must_use]
    pub fn from_root(root: SecretKey, name: &str) -> Self {
        let signing = SigningKey::from_seed(derive(&root, b"lazaret/v1/ed25519\0").expose());
        let x25519 = derive(&root, b"lazaret/v1/x25519\0");
        let x_wing = derive(&root, b"lazaret/v1/x-wing\0");
        let recipient = Recipient::signed(name, &signing, &x25519, &x_wing);
        Self { root, signing, x25519, x_wing, recipient }
    }

    /// What others may know.
    #[must_use]
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// The root, for what wraps, prints or shares it.
    #[must_use]
    pub fn root(&self) -> &SecretKey {
        &self.root
    }

    /// The key that signs manifests and grants.
    #[must_use]
    pub fn signing_key(&self) -> &SigningKey {
        &self.signing
    }

    /// The X25519 key, for formats of others that know no other.
    #[must_use]
    pub fn x25519(&self) -> &SecretKey {
        &self.x25519
    }

    /// Signs a message.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.signing.sign(message)
    }

    /// Opens what was sealed for this identity's key of that kind.
    ///
    /// # Errors
    /// [`NotForThisKey`].
    pub fn open(&self, kem: Kem, info: &[u8], sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, NotForThisKey> {
        let private = match kem {
            Kem::X25519 => &self.x25519,
            Kem::XWing => &self.x_wing,
        };
        kem.open(private, info, sealed)
    }
}

/// 32 bytes for one purpose: `HKDF-SHA-256(secret, no salt, info, 32)`.
pub(crate) fn derive(secret: &SecretKey, info: &[u8]) -> SecretKey {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, secret.expose()).expand(info, &mut *derived).expect("one block of the hash");
    SecretKey::new(*derived)
}
