//! A few secret bytes for one public key: HPKE in base mode, one message.
//!
//! # Guarantee
//! Only who has the private key reads the message, and only with the same `info`. It says nothing about who sent it:
//! a grant is signed besides.
//!
//! # Assumptions
//! [`Kem::X25519`] holds until somebody has a large quantum computer, and what was recorded until then falls with it;
//! [`Kem::XWing`] holds as long as either X25519 or ML-KEM-768 does.
//!
//! # Utility
//! 32 + 16 bytes more than the message, or 1120 + 16 with X-Wing; under a millisecond.
//!
//! # Citation
//! RFC 9180 with KDF 0x0001 and AEAD 0x0002; X-Wing is KEM 0x647a (draft-connolly-cfrg-xwing-kem).

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::{Deserializable, Kem as HpkeKem, OpModeR, OpModeS, Serializable};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::aead::SecretKey;

/// How a key is agreed on with a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Kem {
    /// DHKEM(X25519, HKDF-SHA-256), 0x0020.
    X25519,
    /// X-Wing, 0x647a: X25519 and ML-KEM-768 together, for secrets that must outlive quantum computers.
    XWing,
}

/// The encapsulated key and the ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// 32 bytes, or 1120 with X-Wing.
    pub encapsulated: Vec<u8>,
    /// The message's length and 16 bytes.
    pub ciphertext: Vec<u8>,
}

/// A key is not one, or the message is not for it; nothing tells these apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message is not for this key")]
pub struct NotForThisKey;

impl Kem {
    /// The public key of a private one: 32 bytes, or 1216 with X-Wing.
    #[must_use]
    pub fn public_key(self, private: &SecretKey) -> Vec<u8> {
        fn of<K: HpkeKem>(private: &SecretKey) -> Vec<u8> {
            K::PrivateKey::from_bytes(private.expose())
                .map(|private| K::sk_to_pk(&private).to_bytes().to_vec())
                .unwrap_or_default()
        }
        match self {
            Self::X25519 => of::<X25519HkdfSha256>(private),
            Self::XWing => of::<XWing>(private),
        }
    }

    /// Seals `message` for a public key.
    ///
    /// # Errors
    /// [`NotForThisKey`] when `public` is no key.
    pub fn seal(self, public: &[u8], info: &[u8], message: &[u8]) -> Result<Sealed, NotForThisKey> {
        fn with<K: HpkeKem>(public: &[u8], info: &[u8], message: &[u8]) -> Result<Sealed, NotForThisKey> {
            let public = K::PublicKey::from_bytes(public).map_err(|_| NotForThisKey)?;
            let (encapsulated, ciphertext) = hpke::single_shot_seal::<AesGcm256, HkdfSha256, K>(
                &OpModeS::Base,
                &public,
                info,
                message,
                b"",
            )
            .map_err(|_| NotForThisKey)?;
            Ok(Sealed { encapsulated: encapsulated.to_bytes().to_vec(), ciphertext })
        }
        match self {
            Self::X25519 => with::<X25519HkdfSha256>(public, info, message),
            Self::XWing => with::<XWing>(public, info, message),
        }
    }

    /// Opens what [`Kem::seal`] made for the public key of `private`.
    ///
    /// # Errors
    /// [`NotForThisKey`].
    pub fn open(
        self,
        private: &SecretKey,
        info: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, NotForThisKey> {
        fn with<K: HpkeKem>(private: &SecretKey, info: &[u8], sealed: &Sealed) -> Option<Vec<u8>> {
            let private = K::PrivateKey::from_bytes(private.expose()).ok()?;
            let encapsulated = K::EncappedKey::from_bytes(&sealed.encapsulated).ok()?;
            let ciphertext = &sealed.ciphertext;
            hpke::single_shot_open::<AesGcm256, HkdfSha256, K>(
                &OpModeR::Base,
                &private,
                &encapsulated,
                info,
                ciphertext,
                b"",
            )
            .ok()
        }
        match self {
            Self::X25519 => with::<X25519HkdfSha256>(private, info, sealed),
            Self::XWing => with::<XWing>(private, info, sealed),
        }
        .map(Zeroizing::new)
        .ok_or(NotForThisKey)
    }
}
