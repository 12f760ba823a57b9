//! Grants: who may open which columns.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{ColumnKeys, DataSetKey, Day, MOST_GRANTS, MOST_WORDS, Manifest};
use crate::bytes::Bytes;
use crate::seal::aead::{Aead, KEY, NONCE, SecretKey};
use crate::seal::hpke::{Kem, Sealed};
use crate::seal::identity::{Fingerprint, Identity, Recipient};
use crate::seal::passphrase::{self, Cost, KeyError, Passphrase};
use crate::seal::signature::{PublicKey, SigningKey};
use crate::seal::{OpenError, SealError};

const TYPE: &str = "lazaret/grant/v1";
const LONGEST_PURPOSE: usize = 1000;

/// Whom a grant is for.
pub enum To<'a> {
    /// A person's public key.
    Recipient(&'a Recipient, Kem),
    /// Whoever knows some words.
    Passphrase(&'a Passphrase, Cost),
}

/// A grant to be made.
pub struct GrantRequest<'a> {
    /// Whom it is for.
    pub to: To<'a>,
    /// Which columns, counted from 0, in ascending order; all without it.
    pub columns: Option<Vec<u32>>,
    /// What for: anyone who stores the file can read it.
    pub purpose: Option<String>,
    /// The last day on which it may be used.
    pub expires: Option<Day>,
}

/// What a grant says to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantBody {
    r#type: String,
    /// The hash of the manifest that it belongs to.
    pub manifest: Bytes<32>,
    /// Which columns; all without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<u32>>,
    /// Whom it is for.
    pub to: Addressee,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// When it was made.
    pub issued: Day,
    /// The last day on which it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Day>,
}

/// Whom a grant is for, as it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addressee {
    /// Somebody's public key.
    Recipient {
        /// Whose.
        fingerprint: Fingerprint,
        /// How it is sealed.
        kem: Kem,
    },
    /// Whoever knows some words; what a guess at them costs.
    Passphrase {
        /// Memory in KiB.
        memory_kib: u32,
        /// Passes.
        iterations: u32,
        /// Lanes.
        parallelism: u32,
        /// 16 bytes in base64.
        salt: String,
    },
}

/// A grant as it stands in the file.
#[derive(Serialize, Deserialize)]
struct File {
    body: String,
    encapsulated: String,
    sealed: String,
    signature: String,
}

/// A grant that the owner of the file signed.
#[derive(Clone, Debug)]
pub struct Grant {
    /// What it says.
    pub body: GrantBody,
    hash: [u8; 32],
    sealed: Sealed,
}

impl Grant {
    /// Makes a grant; gives the JSON of its entry.
    ///
    /// # Errors
    /// [`SealError::NoSuchColumn`], [`SealError::PurposeTooLong`], [`SealError::BadRecipient`],
    /// [`SealError::UnreasonableCost`], [`SealError::NoMemory`], [`SealError::Random`].
    pub fn make(
        request: &GrantRequest,
        manifest: &Manifest,
        key: &DataSetKey,
        owner: &SigningKey,
        today: &Day,
    ) -> Result<Vec<u8>, SealError> {
        check(request, manifest)?;
        let salt = Bytes::<{ passphrase::SALT }>::random().map_err(|_| SealError::Random)?;
        let body = GrantBody {
            r#type: TYPE.to_owned(),
            manifest: manifest.hash,
            columns: request.columns.clone(),
            to: match &request.to {
                To::Recipient(recipient, kem) => {
                    Addressee::Recipient { fingerprint: recipient.fingerprint(), kem: *kem }
                }
                To::Passphrase(_, cost) => Addressee::Passphrase {
                    memory_kib: cost.memory_kib,
                    iterations: cost.iterations,
                    parallelism: cost.parallelism,
                    salt: Base64::encode_string(&salt.0),
                },
            },
            purpose: request.purpose.clone(),
            issued: today.clone(),
            expires: request.expires.clone(),
        };
        let body = serde_json::to_string(&body).unwrap_or_default();
        let hash = Sha256::digest(&body).into();
        let secret = secret(request.columns.as_deref(), key);
        let sealed = match &request.to {
            To::Recipient(recipient, kem) => {
                recipient.seal(*kem, &info(&hash), &secret).map_err(|_| SealError::BadRecipient)?
            }
            To::Passphrase(words, cost) => {
                let key = passphrase::derive_key(words, &salt.0, *cost).map_err(|error| match error {
                    KeyError::Unreasonable => SealError::UnreasonableCost,
                    KeyError::NoMemory => SealError::NoMemory { memory_kib: cost.memory_kib },
                })?;
                let mut ciphertext = Vec::new();
                // The key comes from a fresh salt and seals nothing else: no nonce can be used twice.
                Aead::new(&key).seal(&[0; NONCE], &info(&hash), &secret, &mut ciphertext);
                Sealed { encapsulated: Vec::new(), ciphertext }
            }
        };
        let signature = owner.sign(&message(&hash, &sealed));
        let file = File {
            body,
            encapsulated: Base64::encode_string(&sealed.encapsulated),
            sealed: Base64::encode_string(&sealed.ciphertext),
            signature: Base64::encode_string(&signature.0),
        };
        Ok(serde_json::to_vec(&file).unwrap_or_default())
    }

    /// Reads the `number`th grant and verifies that the owner of the manifest signed it, for this manifest.
    ///
    /// # Errors
    /// [`OpenError::BadGrant`], [`OpenError::GrantForged`], [`OpenError::GrantOfAnother`].
    pub fn read(json: &[u8], number: usize, manifest: &Manifest) -> Result<Self, OpenError> {
        let grant = number + 1;
        let bad = || OpenError::BadGrant { grant };
        let bytes = |text: &str| Base64::decode_vec(text).map_err(|_| bad());
        let file: File = serde_json::from_slice(json).map_err(|_| bad())?;
        let body: GrantBody = serde_json::from_str(&file.body).map_err(|_| bad())?;
        let hash = Sha256::digest(&file.body).into();
        let sealed = Sealed { encapsulated: bytes(&file.encapsulated)?, ciphertext: bytes(&file.sealed)? };
        let signature = bytes(&file.signature)?.try_into().map(Bytes).map_err(|_| bad())?;
        if !PublicKey::verifies(&manifest.owner, &message(&hash, &sealed), &signature) {
            return Err(OpenError::GrantForged { grant });
        }
        if body.manifest != manifest.hash {
            return Err(OpenError::GrantOfAnother { grant });
        }
        let count = manifest.columns.len();
        let in_order = |columns: &Vec<u32>| {
            columns.is_sorted_by(|a, b| a < b) && columns.last().is_some_and(|&last| (last as usize) < count)
        };
        let long = body.purpose.as_ref().is_some_and(|purpose| purpose.len() > LONGEST_PURPOSE);
        if body.r#type != TYPE || !body.columns.as_ref().is_none_or(in_order) || long {
            return Err(bad());
        }
        Ok(Self { body, hash, sealed })
    }

    /// Whether it is for whoever knows some words.
    #[must_use]
    pub fn is_to_words(&self) -> bool {
        matches!(self.body.to, Addressee::Passphrase { .. })
    }

    /// Whether its last day is over.
    #[must_use]
    pub fn has_expired(&self, today: &Day) -> bool {
        self.body.expires.as_ref().is_some_and(|last| last < today)
    }

    /// The keys, for the identity that it is for; `None` if it is for another.
    pub(super) fn open(
        &self,
        identity: &Identity,
        number: usize,
        manifest: &Manifest,
    ) -> Option<Result<ColumnKeys, OpenError>> {
        let Addressee::Recipient { fingerprint, kem } = &self.body.to else { return None };
        (*fingerprint == identity.recipient().fingerprint()).then(|| {
            let unopenable = OpenError::GrantUnopenable { grant: number + 1 };
            let secret =
                identity.open(*kem, &info(&self.hash), &self.sealed).map_err(|_| unopenable.clone())?;
            self.keys(&secret, manifest).ok_or(unopenable)
        })
    }

    /// The keys, for these words; `None` if it is for no words, or for others.
    pub(super) fn try_words(
        &self,
        words: &Passphrase,
        manifest: &Manifest,
    ) -> Result<Option<ColumnKeys>, OpenError> {
        let Addressee::Passphrase { memory_kib, iterations, parallelism, ref salt } = self.body.to else {
            return Ok(None);
        };
        let cost = Cost { memory_kib, iterations, parallelism };
        let unreasonable = OpenError::UnreasonableCost { memory_kib, iterations, parallelism };
        let salt = Base64::decode_vec(salt).ok().and_then(|salt| salt.try_into().ok());
        let salt = salt.ok_or_else(|| unreasonable.clone())?;
        let key = passphrase::derive_key(words, &salt, cost).map_err(|error| match error {
            KeyError::Unreasonable => unreasonable,
            KeyError::NoMemory => OpenError::NoMemory { memory_kib },
        })?;
        let mut secret = Zeroizing::new(Vec::new());
        let opened =
            Aead::new(&key).open(&[0; NONCE], &info(&self.hash), &self.sealed.ciphertext, &mut secret);
        Ok(opened.ok().and_then(|()| self.keys(&secret, manifest)))
    }

    fn keys(&self, secret: &[u8], manifest: &Manifest) -> Option<ColumnKeys> {
        let (keys, []) = secret.as_chunks::<KEY>() else { return None };
        match (&self.body.columns, keys) {
            (None, [key]) => Some(ColumnKeys::All(DataSetKey::new(manifest.data_set, SecretKey::new(*key)))),
            (Some(columns), keys) if columns.len() == keys.len() => Some(ColumnKeys::Some(
                columns.iter().zip(keys).map(|(&column, key)| (column, SecretKey::new(*key))).collect(),
            )),
            _ => None,
        }
    }
}

/// Refuses grants beyond what a reader takes, where there are some already.
pub(super) fn check_count(there: usize, to_words: usize, more: &[GrantRequest]) -> Result<(), SealError> {
    let words = more.iter().filter(|grant| matches!(grant.to, To::Passphrase(..))).count();
    if to_words + words > MOST_WORDS {
        return Err(SealError::TooManyGrants { limit: MOST_WORDS });
    }
    if there + more.len() > MOST_GRANTS {
        return Err(SealError::TooManyGrants { limit: MOST_GRANTS });
    }
    Ok(())
}

fn check(request: &GrantRequest, manifest: &Manifest) -> Result<(), SealError> {
    if request.purpose.as_ref().is_some_and(|purpose| purpose.len() > LONGEST_PURPOSE) {
        return Err(SealError::PurposeTooLong { limit: LONGEST_PURPOSE });
    }
    let columns = manifest.columns.len();
    match &request.columns {
        Some(chosen) if chosen.is_empty() => Err(SealError::NoColumns),
        Some(chosen) if !chosen.is_sorted_by(|a, b| a < b) => Err(SealError::NoSuchColumn { columns }),
        Some(chosen) if chosen.iter().any(|&column| column as usize >= columns) => {
            Err(SealError::NoSuchColumn { columns })
        }
        _ => Ok(()),
    }
}

fn secret(columns: Option<&[u32]>, key: &DataSetKey) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(match columns {
        None => key.secret().expose().to_vec(),
        Some(columns) => {
            // Room for all at once: a vector that grows leaves copies behind.
            let mut secret = Vec::with_capacity(columns.len() * KEY);
            for &column in columns {
                secret.extend_from_slice(key.column(column).expose());
            }
            secret
        }
    })
}

fn info(hash: &[u8; 32]) -> Vec<u8> {
    [b"lazaret/v1/grant\0", &hash[..]].concat()
}

fn message(hash: &[u8; 32], sealed: &Sealed) -> Vec<u8> {
    [b"lazaret/v1/grant-signature\0", &hash[..], &sealed.encapsulated, &sealed.ciphertext].concat()
}
