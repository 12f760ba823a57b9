//! The lesson's views: made-up patients only, no table and no release.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{give, thrown};
use crate::dp::{Epsilon, ParameterError};
use crate::lesson::noise::{self, NoiseLesson};
use crate::table::Decimal;

/// ε as the page has it.
fn read(epsilon: f64) -> Result<Epsilon, JsValue> {
    let decimal = Decimal::from_f64(epsilon).ok_or(ParameterError::NotANumber);
    decimal.and_then(Epsilon::try_from).map_err(thrown)
}

/// Two neighbouring wards' answers.
///
/// # Errors
/// A [`ParameterError`] as an object.
#[wasm_bindgen]
pub fn lesson_noise(epsilon: f64) -> Result<Ts<NoiseLesson>, JsValue> {
    give(&noise::noise(read(epsilon)?))
}
