//! The secret that all members have and no node has.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::GroupError;
use crate::seal::aead::SecretKey;
use crate::seal::hpke::{Kem, Sealed};
use crate::seal::identity::{Identity, Recipient, derive};

/// 32 random bytes, drawn by the first member and handed on to each new one.
#[derive(Clone)]
pub struct GroupKey(SecretKey);

/// Seals names of files.
pub struct CatalogueKey(pub(super) SecretKey);

/// Makes trapdoors of words.
pub struct SearchKey(pub(super) SecretKey);

/// A group key for one member: the attachment of an `admit`. Both in base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct SealedGroupKey {
    /// HPKE's encapsulated key.
    pub encapsulated: String,
    /// The ciphertext.
    pub sealed: String,
}

impl GroupKey {
    /// A new group's key, from the operating system's random source.
    ///
    /// # Errors
    /// [`GroupError::Random`].
    pub fn generate() -> Result<Self, GroupError> {
        SecretKey::random().map(Self).map_err(|_| GroupError::Random)
    }

    /// Seals it for a member of the log `origin`: HPKE with X-Wing, for names shall outlive quantum computers.
    ///
    /// # Errors
    /// [`GroupError::BadRecipient`].
    pub fn seal_for(&self, member: &Recipient, origin: &str) -> Result<SealedGroupKey, GroupError> {
        let sealed =
            member.seal(Kem::XWing, &info(origin), self.0.expose()).map_err(|_| GroupError::BadRecipient)?;
        Ok(SealedGroupKey {
            encapsulated: Base64::encode_string(&sealed.encapsulated),
            sealed: Base64::encode_string(&sealed.ciphertext),
        })
    }

    /// Opens what [`GroupKey::seal_for`] made for an identity.
    ///
    /// # Errors
    /// [`GroupError::NotForThisIdentity`].
    pub fn open(member: &Identity, origin: &str, sealed: &SealedGroupKey) -> Result<Self, GroupError> {
        let decode = |text| Base64::decode_vec(text).map_err(|_| GroupError::NotForThisIdentity);
        let sealed =
            Sealed { encapsulated: decode(&sealed.encapsulated)?, ciphertext: decode(&sealed.sealed)? };
        let key =
            member.open(Kem::XWing, &info(origin), &sealed).map_err(|_| GroupError::NotForThisIdentity)?;
        let key: [u8; 32] = key[..].try_into().map_err(|_| GroupError::NotForThisIdentity)?;
        Ok(Self(SecretKey::new(key)))
    }

    /// The key of the names.
    #[must_use]
    pub fn catalogue(&self) -> CatalogueKey {
        CatalogueKey(derive(&self.0, b"lazaret/v1/catalogue\0"))
    }

    /// The key of the words.
    #[must_use]
    pub fn search(&self) -> SearchKey {
        SearchKey(derive(&self.0, b"lazaret/v1/search\0"))
    }
}

fn info(origin: &str) -> Vec<u8> {
    [b"lazaret/v1/group-key\0", origin.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_of_this_log_opens_the_group_key_and_nobody_else() {
        let [ada, bo] = [1, 2].map(|seed| Identity::from_root(SecretKey::new([seed; 32]), "Somebody"));
        let key = GroupKey::generate().unwrap();
        let mut sealed = key.seal_for(ada.recipient(), "example.org/log").unwrap();
        let opened = GroupKey::open(&ada, "example.org/log", &sealed).unwrap();
        assert_eq!(opened.0.expose(), key.0.expose());
        let refused = Some(GroupError::NotForThisIdentity);
        assert_eq!(GroupKey::open(&bo, "example.org/log", &sealed).err(), refused);
        assert_eq!(GroupKey::open(&ada, "example.com/log", &sealed).err(), refused);
        sealed.sealed.clear();
        assert_eq!(GroupKey::open(&ada, "example.org/log", &sealed).err(), refused);
    }

    #[test]
    fn one_purpose_has_one_key() {
        let key = GroupKey::generate().unwrap();
        assert_ne!(key.catalogue().0.expose(), key.search().0.expose());
    }
}
