//! An audit of a question's mechanism.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{give, take, thrown};
use crate::dp::{self, Asked, PrivacyAudit, SystemBits};

/// Draws many releases of neighbouring tables built from the question alone, and
/// tells what ε they prove. Reads no table and spends nothing.
///
/// # Errors
/// A [`crate::dp::AnswerError`] as an object.
#[wasm_bindgen]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn audit(asked: Ts<Asked>, rows_per_patient: f64, releases: usize) -> Result<Ts<PrivacyAudit>, JsValue> {
    let rows = rows_per_patient.max(1.0) as u64;
    let audit = dp::audit(&take(asked)?, rows, releases, &mut SystemBits::default());
    give(&audit.map_err(thrown)?)
}
