//! The public side of an identity.

use std::fmt;

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bytes::Bytes;
use crate::seal::aead::SecretKey;
use crate::seal::hpke::{Kem, NotForThisKey, Sealed};
use crate::seal::signature::{PublicKey, Signature, SigningKey};

const TYPE: &str = "lazaret/recipient/v1";
const LONGEST_NAME: usize = 200;

/// Whom something can be sealed for, and whose signature can be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    name: String,
    ed25519: PublicKey,
    x25519: [u8; 32],
    x_wing: Vec<u8>,
    signature: Signature,
}

/// A recipient as its file has it, all bytes in base64.
#[derive(Serialize, Deserialize)]
pub(super) struct File {
    r#type: String,
    name: String,
    ed25519: String,
    x25519: String,
    x_wing: String,
    signature: String,
}

/// Why a file is not taken for a recipient.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum RecipientError {
    /// The file is no recipient's, or of a version that this program does not know.
    #[error("not a recipient")]
    NotARecipient,
    /// Its keys or its name were changed after it was signed.
    #[error("the signature is not the recipient's own")]
    Forged,
}

impl Recipient {
    /// The recipient of an identity, signed by it.
    pub(super) fn signed(name: &str, signing: &SigningKey, x25519: &SecretKey, x_wing: &SecretKey) -> Self {
        let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME / 4).collect();
        let mut recipient = Self {
            name,
            ed25519: signing.public(),
            x25519: Kem::X25519.public_key(x25519).try_into().unwrap_or_default(),
            x_wing: Kem::XWing.public_key(x_wing),
            signature: Bytes([0; 64]),
        };
        recipient.signature = signing.sign(&recipient.message());
        recipient
    }

    /// Reads a recipient's file and verifies that it was signed by the keys in it.
    ///
    /// # Errors
    /// [`RecipientError`].
    pub fn parse(text: &str) -> Result<Self, RecipientError> {
        serde_json::from_str::<File>(text).map_err(|_| RecipientError::NotARecipient)?.try_into()
    }

    /// The text that [`Recipient::parse`] reads: one line of JSON.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(&File::from(self)).unwrap_or_default()
    }

    /// What the recipient calls itself. Nobody else vouches for it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What this recipient's signatures are verified with.
    #[must_use]
    pub fn verifying_key(&self) -> PublicKey {
        self.ed25519
    }

    /// The X25519 key, for formats of others that know no other.
    #[must_use]
    pub fn x25519(&self) -> &[u8; 32] {
        &self.x25519
    }

    /// What tells this recipient from any other.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let hash =
            Sha256::new().chain_update(b"lazaret/v1/fingerprint\0").chain_update(self.keys()).finalize();
        Fingerprint(Bytes(hash.into()))
    }

    /// Seals a few secret bytes for the recipient.
    ///
    /// # Errors
    /// [`NotForThisKey`] when its key is none.
    pub fn seal(&self, kem: Kem, info: &[u8], message: &[u8]) -> Result<Sealed, NotForThisKey> {
        match kem {
            Kem::X25519 => kem.seal(&self.x25519, info, message),
            Kem::XWing => kem.seal(&self.x_wing, info, message),
        }
    }

    fn keys(&self) -> Vec<u8> {
        [&self.ed25519.to_bytes()[..], &self.x25519, &self.x_wing].concat()
    }

    fn message(&self) -> Vec<u8> {
        [b"lazaret/v1/recipient\0", &self.keys()[..], self.name.as_bytes()].concat()
    }
}

impl TryFrom<File> for Recipient {
    type Error = RecipientError;

    fn try_from(file: File) -> Result<Self, RecipientError> {
        fn bytes<const N: usize>(text: &str) -> Result<[u8; N], RecipientError> {
            Base64::decode_vec(text)
                .ok()
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or(RecipientError::NotARecipient)
        }
        if file.r#type != TYPE || file.name.len() > LONGEST_NAME || file.name.chars().any(char::is_control) {
            return Err(RecipientError::NotARecipient);
        }
        let recipient = Self {
            name: file.name,
            ed25519: PublicKey::new(bytes(&file.ed25519)?),
            x25519: bytes(&file.x25519)?,
            x_wing: bytes::<1216>(&file.x_wing)?.to_vec(),
            signature: Bytes(bytes(&file.signature)?),
        };
        let own = recipient.ed25519.verifies(&recipient.message(), &recipient.signature);
        own.then_some(recipient).ok_or(RecipientError::Forged)
    }
}

impl From<&Recipient> for File {
    fn from(recipient: &Recipient) -> Self {
        Self {
            r#type: TYPE.to_owned(),
            name: recipient.name.clone(),
            ed25519: Base64::encode_string(&recipient.ed25519.to_bytes()),
            x25519: Base64::encode_string(&recipient.x25519),
            x_wing: Base64::encode_string(&recipient.x_wing),
            signature: Base64::encode_string(&recipient.signature.0),
        }
    }
}

/// 32 bytes that name a recipient's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(pub Bytes<32>);

impl Fingerprint {
    /// Eight words of BIP-39's English list, the first 88 bits: to be compared aloud with their owner.
    #[must_use]
    pub fn words(&self) -> String {
        let list = bip39::Language::English.word_list();
        let bits = |at: usize| {
            let [a, b, c] = std::array::from_fn(|i| usize::from(self.0.0[at / 8 + i]));
            (a << 16 | b << 8 | c) >> (24 - 11 - at % 8) & 0x7ff
        };
        (0..8).map(|word| list[bits(11 * word)]).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Identity;
    use super::*;

    fn identity(seed: u8) -> Identity {
        Identity::from_root(SecretKey::new([seed; 32]), "Records office")
    }

    #[test]
    fn a_recipient_is_read_again_and_a_changed_one_is_not() {
        let recipient = identity(1).recipient().clone();
        assert_eq!(Recipient::parse(&recipient.to_text()), Ok(recipient.clone()));
        let renamed = recipient.to_text().replace("Records", "Research");
        assert_eq!(Recipient::parse(&renamed), Err(RecipientError::Forged));
        let swapped = recipient.to_text().replace(
            &Base64::encode_string(&recipient.x25519),
            &Base64::encode_string(&identity(2).recipient().x25519),
        );
        assert_eq!(Recipient::parse(&swapped), Err(RecipientError::Forged));
    }

    #[test]
    fn a_fingerprint_is_eight_words() {
        let list = bip39::Language::English.word_list();
        let mut bytes = [0; 32];
        assert_eq!(Fingerprint(Bytes(bytes)).words(), [list[0]; 8].join(" "));
        bytes[10] = 1;
        assert!(Fingerprint(Bytes(bytes)).words().ends_with(list[1]));
        bytes = [0xff; 32];
        assert_eq!(Fingerprint(Bytes(bytes)).words(), [list[2047]; 8].join(" "));
    }

    #[test]
    fn what_is_sealed_for_one_opens_for_one() {
        let (ours, other) = (identity(1), identity(2));
        for kem in [Kem::X25519, Kem::XWing] {
            let sealed = ours.recipient().seal(kem, b"info", b"secret").unwrap();
            assert_eq!(ours.open(kem, b"info", &sealed).unwrap()[..], b"secret"[..]);
            assert!(ours.open(kem, b"other", &sealed).is_err());
            assert!(other.open(kem, b"info", &sealed).is_err());
        }
    }
}
