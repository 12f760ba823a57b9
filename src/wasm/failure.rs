//! Errors as plain objects that survive `postMessage`.

use js_sys::Reflect;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::Failure;

/// `{ error: section, kind, …fields }`.
pub(super) fn thrown<E: Failure>(error: E) -> JsValue {
    let object = error.serialize(&Serializer::json_compatible()).unwrap_or_else(|_| js_sys::Object::new().into());
    // Setting a field of a plain object cannot fail.
    let _ = Reflect::set(&object, &"error".into(), &E::SECTION.into());
    object
}
