//! Keys for pseudonyms, as the text that their owner keeps in a file.

use wasm_bindgen::prelude::*;

use super::failure::thrown;
use crate::anonymize::identifiers::PseudonymKey;

/// The text of a new key, from the browser's random source. The page hands it to the user and forgets it.
///
/// # Errors
/// A [`crate::anonymize::identifiers::KeyError`] as an object.
#[wasm_bindgen]
pub fn new_pseudonym_key() -> Result<String, JsValue> {
    Ok(PseudonymKey::generate().map_err(thrown)?.to_text().to_string())
}

/// What may be shown of a key: the 16 digits that tell it from others.
///
/// # Errors
/// A [`crate::anonymize::identifiers::KeyError`] as an object.
#[wasm_bindgen]
pub fn pseudonym_key_fingerprint(key: &str) -> Result<String, JsValue> {
    PseudonymKey::parse(key).map(|key| key.fingerprint()).map_err(thrown)
}
