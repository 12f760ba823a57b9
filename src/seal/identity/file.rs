//! The file in which an identity is kept, and what unlocks it.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::recipient::File as RecipientFile;
use super::unlocker::{Unlocker, Wrapped, decode};
use super::{Identity, IdentityError, Recipient, derive};
use crate::bytes::Bytes;
use crate::seal::aead::{Aead, KEY, NONCE, SecretKey};
use crate::seal::passphrase::{self, Cost, LEAST_BITS, Passphrase, SALT};

const TYPE: &str = "lazaret/identity/v1";
const ANY_VERSION: &str = "lazaret/identity/";
/// A passphrase is tried at each unlocker that takes one, and each may ask for a gigabyte.
const MOST_UNLOCKERS: usize = 16;

/// An identity's file: whose it is, and its root under each thing that unlocks it.
///
/// # Guarantee
/// The root is read, and the file given another, only by whoever has one of the unlockers.
///
/// # Assumptions
/// A passphrase is hard to guess at its [`Cost`]. A passkey's output, WebAuthn's `prf`, is known to its device alone.
///
/// # Errors
/// [`IdentityError`].
///
/// # Citation
/// docs/format.md, "Identities"; Argon2id is RFC 9106, `prf` is Web Authentication Level 3 §10.1.4.
#[derive(Clone)]
pub struct IdentityFile {
    recipient: Recipient,
    unlockers: Vec<Wrapped>,
}

#[derive(Serialize, Deserialize)]
struct File {
    r#type: String,
    recipient: RecipientFile,
    unlockers: Vec<Wrapped>,
}

impl IdentityFile {
    /// The file of an identity, which nothing unlocks yet.
    #[must_use]
    pub fn of(identity: &Identity) -> Self {
        Self { recipient: identity.recipient().clone(), unlockers: Vec::new() }
    }

    /// Reads a file, and verifies that its recipient was signed by the keys in it.
    ///
    /// # Errors
    /// [`IdentityError::NotAnIdentity`], [`IdentityError::UnknownVersion`], [`IdentityError::Damaged`],
    /// [`IdentityError::TooManyUnlockers`].
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        #[derive(Deserialize)]
        struct Typed {
            r#type: String,
        }
        let Typed { r#type } = serde_json::from_str(text).map_err(|_| IdentityError::NotAnIdentity)?;
        match r#type.strip_prefix(ANY_VERSION) {
            Some(_) if r#type == TYPE => {}
            Some(_) => return Err(IdentityError::UnknownVersion),
            None => return Err(IdentityError::NotAnIdentity),
        }
        let file: File = serde_json::from_str(text).map_err(|_| IdentityError::Damaged)?;
        if file.unlockers.len() > MOST_UNLOCKERS {
            return Err(IdentityError::TooManyUnlockers { at_most: MOST_UNLOCKERS });
        }
        if !file.unlockers.iter().all(Wrapped::is_whole) {
            return Err(IdentityError::Damaged);
        }
        let recipient = Recipient::try_from(file.recipient).map_err(|_| IdentityError::Damaged)?;
        Ok(Self { recipient, unlockers: file.unlockers })
    }

    /// The text that [`IdentityFile::parse`] reads: one line of JSON.
    #[must_use]
    pub fn to_text(&self) -> String {
        let file = File {
            r#type: TYPE.to_owned(),
            recipient: RecipientFile::from(&self.recipient),
            unlockers: self.unlockers.clone(),
        };
        serde_json::to_string(&file).unwrap_or_default()
    }

    /// Whose it is.
    #[must_use]
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// What unlocks it.
    #[must_use]
    pub fn unlockers(&self) -> Vec<Unlocker> {
        self.unlockers.iter().map(Wrapped::described).collect()
    }

    /// The identity, by any of the file's passphrases.
    ///
    /// # Errors
    /// [`IdentityError::WrongPassphrase`], [`IdentityError::NoPassphrase`], [`IdentityError::UnreasonableCost`],
    /// [`IdentityError::NoMemory`], [`IdentityError::AnotherIdentity`].
    pub fn unlock_with_passphrase(&self, words: &Passphrase) -> Result<Identity, IdentityError> {
        let mut why = IdentityError::NoPassphrase;
        for unlocker in &self.unlockers {
            let Wrapped::Passphrase { memory_kib, iterations, parallelism, salt, sealed } = unlocker else {
                continue;
            };
            let cost = Cost { memory_kib: *memory_kib, iterations: *iterations, parallelism: *parallelism };
            let salt = decode(salt).ok_or(IdentityError::Damaged)?;
            let key = passphrase::derive_key(words, &salt, cost)
                .map_err(|error| IdentityError::of_key(error, cost))?;
            if let Some(root) = self.unwrap(&key, sealed) {
                return self.unlock_with_root(root);
            }
            why = IdentityError::WrongPassphrase;
        }
        Err(why)
    }

    /// The identity, by what the `prf` of one of the file's passkeys gave for the salt in
    /// [`Unlocker::Passkey`].
    ///
    /// # Errors
    /// [`IdentityError::WrongPasskey`], [`IdentityError::NoPasskey`], [`IdentityError::AnotherIdentity`].
    pub fn unlock_with_passkey(&self, credential: &[u8], prf: &SecretKey) -> Result<Identity, IdentityError> {
        let key = passkey_key(prf);
        let wanted = Base64::encode_string(credential);
        let mut why = IdentityError::NoPasskey;
        for unlocker in &self.unlockers {
            match unlocker {
                Wrapped::Passkey { credential, sealed, .. } if *credential == wanted => {
                    if let Some(root) = self.unwrap(&key, sealed) {
                        return self.unlock_with_root(root);
                    }
                    why = IdentityError::WrongPasskey;
                }
                _ => {}
            }
        }
        Err(why)
    }

    /// The identity of a root that was kept elsewhere, if it is this file's.
    ///
    /// # Errors
    /// [`IdentityError::AnotherIdentity`].
    pub fn unlock_with_root(&self, root: SecretKey) -> Result<Identity, IdentityError> {
        let identity = Identity::from_root(root, self.recipient.name());
        self.check(&identity)?;
        Ok(identity)
    }

    /// Lets a passphrase unlock the file too.
    ///
    /// # Errors
    /// [`IdentityError::WeakPassphrase`], [`IdentityError::UnreasonableCost`], [`IdentityError::NoMemory`],
    /// [`IdentityError::AnotherIdentity`], [`IdentityError::TooManyUnlockers`], [`IdentityError::Random`].
    pub fn add_passphrase(
        &mut self,
        identity: &Identity,
        words: &Passphrase,
        cost: Cost,
    ) -> Result<(), IdentityError> {
        let bits = words.strength();
        if bits < LEAST_BITS {
            return Err(IdentityError::WeakPassphrase { bits, at_least: LEAST_BITS });
        }
        let Bytes(salt) = Bytes::<SALT>::random()?;
        let key =
            passphrase::derive_key(words, &salt, cost).map_err(|error| IdentityError::of_key(error, cost))?;
        let Cost { memory_kib, iterations, parallelism } = cost;
        self.add(identity, |sealed| {
            let salt = Base64::encode_string(&salt);
            Wrapped::Passphrase { memory_kib, iterations, parallelism, salt, sealed: sealed(&key) }
        })
    }

    /// Lets a passkey unlock the file too: `prf` is what it gave for `salt`, which must be new and random.
    ///
    /// # Errors
    /// [`IdentityError::AnotherIdentity`], [`IdentityError::TooManyUnlockers`].
    pub fn add_passkey(
        &mut self,
        identity: &Identity,
        credential: &[u8],
        salt: &[u8; 32],
        prf: &SecretKey,
    ) -> Result<(), IdentityError> {
        let key = passkey_key(prf);
        self.add(identity, |sealed| Wrapped::Passkey {
            credential: Base64::encode_string(credential),
            salt: Base64::encode_string(salt),
            sealed: sealed(&key),
        })
    }

    /// Takes an unlocker away, counted from 0. Copies of the file that were made before keep it.
    ///
    /// # Errors
    /// [`IdentityError::NoSuchUnlocker`], [`IdentityError::LastUnlocker`].
    pub fn remove(&mut self, index: usize) -> Result<(), IdentityError> {
        match self.unlockers.len() {
            count if index >= count => return Err(IdentityError::NoSuchUnlocker { index }),
            1 => return Err(IdentityError::LastUnlocker),
            _ => {}
        }
        self.unlockers.remove(index);
        Ok(())
    }

    /// Takes over the name that the same identity calls itself now.
    ///
    /// # Errors
    /// [`IdentityError::AnotherIdentity`].
    pub fn rename(&mut self, identity: &Identity) -> Result<(), IdentityError> {
        self.check(identity)?;
        self.recipient = identity.recipient().clone();
        Ok(())
    }

    fn add(
        &mut self,
        identity: &Identity,
        wrapped: impl FnOnce(&dyn Fn(&SecretKey) -> String) -> Wrapped,
    ) -> Result<(), IdentityError> {
        self.check(identity)?;
        if self.unlockers.len() >= MOST_UNLOCKERS {
            return Err(IdentityError::TooManyUnlockers { at_most: MOST_UNLOCKERS });
        }
        let unlocker = wrapped(&|key| self.wrap(key, identity.root()));
        self.unlockers.push(unlocker);
        Ok(())
    }

    /// The root under a key that seals nothing else.
    fn wrap(&self, key: &SecretKey, root: &SecretKey) -> String {
        let mut sealed = Vec::new();
        Aead::new(key).seal(&[0; NONCE], &self.associated(), root.expose(), &mut sealed);
        Base64::encode_string(&sealed)
    }

    fn unwrap(&self, key: &SecretKey, sealed: &str) -> Option<SecretKey> {
        let sealed: [u8; 48] = decode(sealed)?;
        let mut root = Zeroizing::new(Vec::with_capacity(KEY));
        Aead::new(key).open(&[0; NONCE], &self.associated(), &sealed, &mut root).ok()?;
        root.as_slice().try_into().ok().map(SecretKey::new)
    }

    fn associated(&self) -> Vec<u8> {
        [b"lazaret/v1/unlocker\0", &self.recipient.fingerprint().0.0[..]].concat()
    }

    fn check(&self, identity: &Identity) -> Result<(), IdentityError> {
        let same = identity.recipient().fingerprint() == self.recipient.fingerprint();
        same.then_some(()).ok_or(IdentityError::AnotherIdentity)
    }
}

fn passkey_key(prf: &SecretKey) -> SecretKey {
    derive(prf, b"lazaret/v1/passkey\0")
}
