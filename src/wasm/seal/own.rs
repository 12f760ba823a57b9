//! What a keyring does with sealed files.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::{FileSealing, GrantWish, GrantedEnd, SealedFile, TableSealing, UnlockedColumns};
use crate::seal::SealError;
use crate::seal::signature::SigningKey;
use crate::table::Dialect;
use crate::wasm::failure::{take, take_all, thrown};
use crate::wasm::keyring::Keyring;
use crate::wasm::web_crypto::subtle;

#[wasm_bindgen]
impl Keyring {
    /// Begins to seal a file: as the unlocked identity, or, where none is, with a key that nobody keeps, so that
    /// nobody can be added later.
    ///
    /// # Errors
    /// A [`SealError`] as an object.
    pub fn seal_file(&self, name: &str, bytes: f64) -> Result<FileSealing, JsValue> {
        FileSealing::start(self.owner()?, name, super::whole(bytes), subtle()).map_err(thrown)
    }

    /// Begins to seal a table by columns, in the same way; its dialect is the one given, or guessed.
    ///
    /// # Errors
    /// A [`SealError`] as an object.
    pub fn seal_table(&self, name: &str, dialect: Option<Ts<Dialect>>) -> Result<TableSealing, JsValue> {
        let dialect = dialect.map(take).transpose()?;
        TableSealing::start(self.owner()?, name, dialect, subtle()).map_err(thrown)
    }

    /// Unlocks a sealed file for the unlocked identity. `today` is `YYYY-MM-DD`.
    ///
    /// # Errors
    /// A [`crate::seal::identity::IdentityError`] or [`crate::seal::OpenError`] as an object.
    pub fn unlock_file(&self, file: &SealedFile, today: &str) -> Result<UnlockedColumns, JsValue> {
        file.unlock_as(self.held()?, today)
    }

    /// Adds grants to a file that the unlocked identity sealed.
    ///
    /// # Errors
    /// A [`crate::seal::identity::IdentityError`], [`crate::seal::OpenError`], [`SealError`] or
    /// [`crate::seal::identity::RecipientError`] as an object.
    pub fn grant(
        &self,
        file: &SealedFile,
        #[wasm_bindgen(unchecked_param_type = "GrantWish[]")] wishes: JsValue,
        today: &str,
    ) -> Result<GrantedEnd, JsValue> {
        let wishes: Vec<GrantWish> = take_all(wishes)?;
        file.grant_as(self.held()?, &wishes, today)
    }

    fn owner(&self) -> Result<SigningKey, JsValue> {
        match self.identity() {
            Some(identity) => Ok(identity.signing_key().clone()),
            None => SigningKey::generate().map_err(|_| thrown(SealError::Random)),
        }
    }
}
