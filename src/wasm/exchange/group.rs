//! The group key and what it is good for.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use crate::bytes::Bytes;
use crate::exchange::FileId;
use crate::exchange::search::{GroupError, GroupKey, SealedGroupKey, words_of_file, words_of_search};
use crate::seal::identity::Recipient;
use crate::wasm::failure::{give, take, thrown};
use crate::wasm::keyring::Keyring;

/// The key that all members have: names are sealed and words are searched under it.
#[wasm_bindgen]
pub struct Group {
    key: GroupKey,
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

    /// Seals the name of a file.
    ///
    /// # Errors
    /// A [`GroupError`] as an object.
    pub fn seal_name(&self, file: &str, name: &str) -> Result<String, JsValue> {
        self.key.catalogue().seal_name(&file_id(file)?, name).map_err(thrown)
    }

    /// Opens the name of a file.
    ///
    /// # Errors
    /// A [`GroupError`] as an object.
    pub fn open_name(&self, file: &str, sealed: &str) -> Result<String, JsValue> {
        self.key.catalogue().open_name(&file_id(file)?, sealed).map_err(thrown)
    }

    /// The tokens of a file with this name and these keywords, as JSON; `shared` where searching is an index look-up.
    ///
    /// # Errors
    /// A [`GroupError`] as an object.
    pub fn tokens(&self, name: &str, keywords: &str, shared: bool) -> Result<String, JsValue> {
        let salt = if shared { Ok(Bytes::ZERO) } else { Bytes::random() };
        let salt = salt.map_err(|_| thrown(GroupError::Random))?;
        let words = words_of_file(name, keywords);
        let tokens = self.key.search().tokens(&words, salt).map_err(thrown)?;
        Ok(serde_json::to_string(&tokens).unwrap_or_default())
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
