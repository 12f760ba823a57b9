//! What an unlocked identity signs for the exchange.

use wasm_bindgen::prelude::*;

use crate::exchange::{Act, Record, RecordError, answer_challenge};
use crate::wasm::failure::thrown;
use crate::wasm::keyring::Keyring;
use crate::wasm::seal::whole;

#[wasm_bindgen]
impl Keyring {
    /// Signs a record of `act`, JSON, that `by` does `at`, in seconds since 1970; gives the entry as JSON.
    ///
    /// # Errors
    /// A [`RecordError`] or [`crate::seal::identity::IdentityError`] as an object.
    pub fn sign_record(&self, origin: &str, by: &str, at: f64, act: &str) -> Result<String, JsValue> {
        let act: Act = serde_json::from_str(act).map_err(|_| thrown(RecordError::NotARecord))?;
        let entry = Record::new(origin, by, whole(at), act).map_err(thrown)?.signed(self.held()?);
        Ok(serde_json::to_string(&entry).unwrap_or_default())
    }

    /// Answers the node's challenge to log in, 64 hexadecimal digits; gives the signature.
    ///
    /// # Errors
    /// A [`RecordError`] or [`crate::seal::identity::IdentityError`] as an object.
    pub fn answer_challenge(&self, origin: &str, challenge: &str) -> Result<String, JsValue> {
        let challenge = challenge.parse().map_err(|_| thrown(RecordError::NotARecord))?;
        Ok(answer_challenge(self.held()?, origin, &challenge).to_string())
    }
}
