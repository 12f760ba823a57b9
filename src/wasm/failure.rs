//! Errors as plain objects that survive `postMessage`.

use js_sys::Reflect;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::Failure;
use crate::recipe::RecipeError;

/// `{ error: section, kind, …fields }`.
pub(super) fn thrown<E: Failure>(error: E) -> JsValue {
    let object =
        error.serialize(&Serializer::json_compatible()).unwrap_or_else(|_| js_sys::Object::new().into());
    // Setting a field of a plain object cannot fail.
    let _ = Reflect::set(&object, &"error".into(), &E::SECTION.into());
    object
}

/// A value on its way out: plain objects, as JSON would have them.
pub(super) fn give<T: Tsify + Serialize>(value: &T) -> Result<Ts<T>, JsValue> {
    let object = value.serialize(&Serializer::json_compatible()).map_err(|error| unreadable(&error))?;
    Ok(Ts::new_unchecked(object))
}

/// Several values on their way out.
#[cfg(not(feature = "shell"))]
pub(super) fn give_all<T: Tsify + Serialize>(values: &[T]) -> Result<JsValue, JsValue> {
    values.serialize(&Serializer::json_compatible()).map_err(|error| unreadable(&error))
}

/// A value on its way in; what does not read is a fault in a recipe or a part of one.
pub(super) fn take<T: Tsify + DeserializeOwned>(value: Ts<T>) -> Result<T, JsValue> {
    read(&value.into())
}

/// Several values on their way in.
pub(super) fn take_all<T: Tsify + DeserializeOwned>(values: JsValue) -> Result<Vec<T>, JsValue> {
    read(&values)
}

/// Read as JSON, as files are: a second reader of the same types would be a
/// tenth of the module.
fn read<T: DeserializeOwned>(value: &JsValue) -> Result<T, JsValue> {
    let text = js_sys::JSON::stringify(value).map(String::from).unwrap_or_default();
    serde_json::from_str(&text).map_err(|error| unreadable(&error))
}

fn unreadable(error: &impl std::fmt::Display) -> JsValue {
    thrown(RecipeError::Syntax { line: 0, column: 0, problem: error.to_string() })
}
