//! Identities in the page's worker: at most one is unlocked, and its secrets stay there.
//!
//! ```js
//! const keyring = new Keyring();
//! keyring.make("Records office");
//! keyring.add_passphrase(suggest_passphrase());
//! save(keyring.file());
//! keyring.lock();
//! keyring.unlock_with_passphrase(file, passphrase);
//! ```
//!
//! What crosses as a string (a passphrase, recovery words, a share) is wiped here, but JavaScript's own copy of it cannot
//! be: it goes when the browser sees fit. Errors are the plain objects of [`IdentityError`] and
//! [`RecipientError`](crate::seal::identity::RecipientError).

use serde::{Deserialize, Serialize};
use tsify::Ts;
use wasm_bindgen::prelude::*;
use zeroize::{Zeroize, Zeroizing};

use super::failure::{give, thrown};
use crate::seal::aead::SecretKey;
use crate::seal::identity::{
    Identity, IdentityError, IdentityFile, Recipient, RecoveryKit, Share, ShareLabel, Unlocker,
    confirm_words, root_of_words,
};
use crate::seal::passphrase::{self, Cost, LEAST_BITS, Passphrase};

/// What the page shows of a recipient.
#[derive(Serialize, Deserialize, tsify::Tsify)]
pub struct RecipientView {
    /// What it calls itself.
    pub name: String,
    /// Of its keys, in 64 hexadecimal digits.
    pub fingerprint: String,
    /// The same as eight words, to be compared aloud.
    pub words: String,
    /// Its file, for others.
    pub text: String,
}

/// What the page shows of an identity, or of its file.
#[derive(Serialize, Deserialize, tsify::Tsify)]
pub struct IdentityView {
    /// What others may know.
    pub recipient: RecipientView,
    /// What unlocks its file.
    pub unlockers: Vec<Unlocker>,
}

/// How hard a passphrase is to guess.
#[derive(Serialize, Deserialize, tsify::Tsify)]
pub struct PassphraseStrength {
    /// An estimate, rather low.
    pub bits: u32,
    /// What a new one must have.
    pub at_least: u32,
}

impl From<&Recipient> for RecipientView {
    fn from(recipient: &Recipient) -> Self {
        let fingerprint = recipient.fingerprint();
        Self {
            name: recipient.name().to_owned(),
            fingerprint: fingerprint.to_string(),
            words: fingerprint.words(),
            text: recipient.to_text(),
        }
    }
}

impl From<&IdentityFile> for IdentityView {
    fn from(file: &IdentityFile) -> Self {
        Self { recipient: file.recipient().into(), unlockers: file.unlockers() }
    }
}

/// Holds at most one unlocked identity, and the file that it is kept in.
#[wasm_bindgen]
#[derive(Default)]
pub struct Keyring {
    unlocked: Option<Unlocked>,
}

struct Unlocked {
    identity: Identity,
    file: IdentityFile,
}

impl Keyring {
    /// The identity that is unlocked.
    pub(super) fn identity(&self) -> Option<&Identity> {
        self.unlocked.as_ref().map(|unlocked| &unlocked.identity)
    }

    pub(super) fn held(&self) -> Result<&Identity, JsValue> {
        self.identity().ok_or_else(|| thrown(IdentityError::Locked))
    }

    fn change(
        &mut self,
        change: impl FnOnce(&Identity, &mut IdentityFile) -> Result<(), IdentityError>,
    ) -> Result<Ts<IdentityView>, JsValue> {
        let Unlocked { identity, file } =
            self.unlocked.as_mut().ok_or_else(|| thrown(IdentityError::Locked))?;
        change(identity, file).map_err(thrown)?;
        give(&IdentityView::from(&*file))
    }

    fn hold(&mut self, identity: Identity, file: IdentityFile) -> Result<Ts<IdentityView>, JsValue> {
        let view = give(&IdentityView::from(&file))?;
        self.unlocked = Some(Unlocked { identity, file });
        Ok(view)
    }

    fn hold_new(&mut self, identity: Identity) -> Result<Ts<IdentityView>, JsValue> {
        let file = IdentityFile::of(&identity);
        self.hold(identity, file)
    }
}

#[wasm_bindgen]
impl Keyring {
    /// An empty one.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a new identity, which nothing unlocks yet but its recovery words.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn make(&mut self, name: &str) -> Result<Ts<IdentityView>, JsValue> {
        let identity = Identity::generate(name).map_err(|_| thrown(IdentityError::Random))?;
        self.hold_new(identity)
    }

    /// Brings an identity back from its recovery words.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn recover(&mut self, words: String, name: &str) -> Result<Ts<IdentityView>, JsValue> {
        let root = root_of_words(&Zeroizing::new(words)).map_err(thrown)?;
        self.hold_new(Identity::from_root(root, name))
    }

    /// Brings an identity back from the texts of its shares.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn combine(&mut self, shares: Vec<String>, name: &str) -> Result<Ts<IdentityView>, JsValue> {
        let identity = Share::combine(&Zeroizing::new(shares), name).map_err(thrown)?;
        self.hold_new(identity)
    }

    /// Unlocks an identity's file with a passphrase: a quarter to half a second.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn unlock_with_passphrase(
        &mut self,
        file: &str,
        passphrase: String,
    ) -> Result<Ts<IdentityView>, JsValue> {
        let passphrase = words(passphrase)?;
        let file = IdentityFile::parse(file).map_err(thrown)?;
        let identity = file.unlock_with_passphrase(&passphrase).map_err(thrown)?;
        self.hold(identity, file)
    }

    /// Unlocks an identity's file with what a passkey's `prf` gave for its salt: 32 bytes.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn unlock_with_passkey(
        &mut self,
        file: &str,
        credential: &[u8],
        prf: Vec<u8>,
    ) -> Result<Ts<IdentityView>, JsValue> {
        let prf = secret(prf)?;
        let file = IdentityFile::parse(file).map_err(thrown)?;
        let identity = file.unlock_with_passkey(credential, &prf).map_err(thrown)?;
        self.hold(identity, file)
    }

    /// Unlocks an identity's file with its root, as [`Keyring::session_root`] gave it.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn resume(&mut self, file: &str, root: Vec<u8>) -> Result<Ts<IdentityView>, JsValue> {
        let root = secret(root)?;
        let file = IdentityFile::parse(file).map_err(thrown)?;
        let identity = file.unlock_with_root(root).map_err(thrown)?;
        self.hold(identity, file)
    }

    /// Forgets the identity.
    pub fn lock(&mut self) {
        self.unlocked = None;
    }

    /// What may be shown of the identity that is unlocked.
    ///
    /// # Errors
    /// None that the page could mend.
    pub fn view(&self) -> Result<Option<Ts<IdentityView>>, JsValue> {
        self.unlocked.as_ref().map(|unlocked| give(&IdentityView::from(&unlocked.file))).transpose()
    }

    /// The identity's file as it is now, to be kept.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn file(&self) -> Result<String, JsValue> {
        let Unlocked { file, .. } = self.unlocked.as_ref().ok_or_else(|| thrown(IdentityError::Locked))?;
        if file.unlockers().is_empty() {
            return Err(thrown(IdentityError::NoUnlocker));
        }
        Ok(file.to_text())
    }

    /// Lets a passphrase unlock the file too, at the default cost.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn add_passphrase(&mut self, passphrase: String) -> Result<Ts<IdentityView>, JsValue> {
        let passphrase = words(passphrase)?;
        self.change(|identity, file| file.add_passphrase(identity, &passphrase, Cost::default()))
    }

    /// Lets a passkey unlock the file too: `prf` is the 32 bytes that it gave for `salt`, 32 new random ones.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn add_passkey(
        &mut self,
        credential: &[u8],
        salt: &[u8],
        prf: Vec<u8>,
    ) -> Result<Ts<IdentityView>, JsValue> {
        let prf = secret(prf)?;
        let salt = salt.try_into().map_err(|_| thrown(IdentityError::BadPasskey))?;
        self.change(|identity, file| file.add_passkey(identity, credential, salt, &prf))
    }

    /// Takes an unlocker away, counted from 0; never the last.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn remove_unlocker(&mut self, index: usize) -> Result<Ts<IdentityView>, JsValue> {
        self.change(|_, file| file.remove(index))
    }

    /// Gives the identity another name. Its keys stay, and so does its fingerprint.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn rename(&mut self, name: &str) -> Result<Ts<IdentityView>, JsValue> {
        let Unlocked { identity, file } =
            self.unlocked.as_mut().ok_or_else(|| thrown(IdentityError::Locked))?;
        *identity = Identity::from_root(identity.root().clone(), name);
        file.rename(identity).map_err(thrown)?;
        give(&IdentityView::from(&*file))
    }

    /// What is to be printed, `date` being the day on which it is. In the page only as long as a person reads it.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn kit(&self, date: &str) -> Result<Ts<RecoveryKit>, JsValue> {
        give(&RecoveryKit::of(self.held()?, date))
    }

    /// Whether the recovery words at some places, counted from 1, are these.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object: `word-differs` with the first that is not.
    pub fn check_words(&self, numbers: Vec<usize>, words: Vec<String>) -> Result<(), JsValue> {
        let words = Zeroizing::new(words);
        let typed: Vec<_> = numbers
            .iter()
            .enumerate()
            .map(|(i, number)| (*number, words.get(i).map_or("", String::as_str)))
            .collect();
        confirm_words(self.held()?.root(), &typed).map_err(thrown)
    }

    /// The texts of `count` shares, of which `threshold` give the identity back.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn shares(&self, threshold: u8, count: u8) -> Result<Vec<String>, JsValue> {
        let shares = Share::make(self.held()?, threshold, count).map_err(thrown)?;
        Ok(shares.iter().map(|share| share.to_text().to_string()).collect())
    }

    /// The root, for the worker to wrap under a key of WebCrypto's that cannot be exported; it wipes these bytes at once.
    ///
    /// # Errors
    /// An [`IdentityError`] as an object.
    pub fn session_root(&self) -> Result<js_sys::Uint8Array, JsValue> {
        Ok(js_sys::Uint8Array::from(&self.held()?.root().expose()[..]))
    }
}

/// What may be shown of a recipient's file, whose signature is verified.
///
/// # Errors
/// A [`crate::seal::identity::RecipientError`] as an object.
#[wasm_bindgen]
pub fn read_recipient(text: &str) -> Result<Ts<RecipientView>, JsValue> {
    give(&RecipientView::from(&Recipient::parse(text).map_err(thrown)?))
}

/// What may be shown of an identity's file, without unlocking it.
///
/// # Errors
/// An [`IdentityError`] as an object.
#[wasm_bindgen]
pub fn read_identity(text: &str) -> Result<Ts<IdentityView>, JsValue> {
    give(&IdentityView::from(&IdentityFile::parse(text).map_err(thrown)?))
}

/// What may be shown of a share.
///
/// # Errors
/// An [`IdentityError`] as an object.
#[wasm_bindgen]
pub fn read_share(text: String) -> Result<Ts<ShareLabel>, JsValue> {
    let share = Share::parse(&Zeroizing::new(text));
    give(&share.ok_or_else(|| thrown(IdentityError::NotAShare { position: 1 }))?.label())
}

/// Seven random words, joined by `-`: 77 bits.
///
/// # Errors
/// An [`IdentityError`] as an object.
#[wasm_bindgen]
pub fn suggest_passphrase() -> Result<String, JsValue> {
    Ok(passphrase::suggest().map_err(|_| thrown(IdentityError::Random))?.to_string())
}

/// How hard a passphrase is to guess, estimated low.
///
/// # Errors
/// None that the page could mend.
#[wasm_bindgen]
pub fn passphrase_strength(text: String) -> Result<Ts<PassphraseStrength>, JsValue> {
    let bits = passphrase::strength(&Zeroizing::new(text));
    give(&PassphraseStrength { bits, at_least: LEAST_BITS })
}

fn words(passphrase: String) -> Result<Passphrase, JsValue> {
    Passphrase::new(passphrase).ok_or_else(|| thrown(IdentityError::EmptyPassphrase))
}

/// 32 secret bytes that came from JavaScript; our copy of them is wiped.
fn secret(mut bytes: Vec<u8>) -> Result<SecretKey, JsValue> {
    let secret = bytes.as_slice().try_into().map(SecretKey::new);
    bytes.zeroize();
    secret.map_err(|_| thrown(IdentityError::BadPasskey))
}
