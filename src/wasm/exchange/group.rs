//! The group key and what it is good for.

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::bytes::Bytes;
use crate::exchange::search::{GroupError, GroupKey, SealedGroupKey, words_of_file, words_of_search};
use crate::exchange::{FileId, Listing};
use crate::seal::identity::Recipient;
use crate::wasm::failure::{give, take, thrown};
use crate::wasm::keyring::Keyring;

/// The key that all members have: names are sealed and words are searched under it.
#[wasm_bindgen]
pub struct Group {
    key: GroupKey,
}

/// How a file is listed.
#[derive(Serialize, Tsify)]
pub struct Listed {
    /// What its `upload` attaches.
    pub listing: Listing,
    /// What the record names.
    pub hash: String,
}

#[wasm_bindgen]
impl Group {
    /// Draws a new group's key, as its first member does.
    ///
    /// # Errors
    /// A [`GroupError`] as an object.
    pub fn generate() -> Result<Self, JsValue> {
        Ok(Self { key: GroupKey::generate().map_err(thrown)? })
    }

    /// Opens the group key that the unlocked identity was given.
    ///
    /// # Errors
    /// A [`GroupError`] or [`crate::seal::identity::IdentityError`] as an object.
    pub fn open(ring: &Keyring, origin: &str, sealed: Ts<SealedGroupKey>) -> Result<Self, JsValue> {
        let key = GroupKey::open(ring.held()?, origin, &take(sealed)?).map_err(thrown)?;
        Ok(Self { key })
    }

    /// Seals it for a new member, from the recipient's file.
    ///
    /// # Errors
    /// A [`GroupError`] or [`crate::seal::identity::RecipientError`] as an object.
    pub fn seal_for(&self, recipient: &str, origin: &str) -> Result<Ts<SealedGroupKey>, JsValue> {
        let recipient = Recipient::parse(recipient).map_err(thrown)?;
        give(&self.key.seal_for(&recipient, origin).map_err(thrown)?)
    }

    /// Opens the name of a file.
    ///
    /// # Errors
    /// A [`GroupError`] as an object.
    pub fn open_name(&self, file: &str, sealed: &str) -> Result<String, JsValue> {
        self.key.catalogue().open_name(&file_id(file)?, sealed).map_err(thrown)
    }

    /// How a file with this name and these keywords is listed; `shared` where searching is an index look-up.
    ///
    /// # Errors
    /// A [`GroupError`] as an object.
    pub fn list(&self, file: &str, name: &str, keywords: &str, shared: bool) -> Result<Ts<Listed>, JsValue> {
        let salt = if shared { Ok(Bytes::ZERO) } else { Bytes::random() };
        let salt = salt.map_err(|_| thrown(GroupError::Random))?;
        let tokens = self.key.search().tokens(&words_of_file(name, keywords), salt).map_err(thrown)?;
        let name = self.key.catalogue().seal_name(&file_id(file)?, name).map_err(thrown)?;
        let listing = Listing { name, tokens };
        let hash = listing.hash().to_string();
        give(&Listed { listing, hash })
    }

    /// The trapdoors of the words that are searched for.
    #[must_use]
    pub fn trapdoors(&self, text: &str) -> Vec<String> {
        let search = self.key.search();
        words_of_search(text).iter().map(|word| search.trapdoor(word).0.to_string()).collect()
    }
}

fn file_id(text: &str) -> Result<FileId, JsValue> {
    text.parse().map_err(|_| thrown(GroupError::ForeignName))
}
