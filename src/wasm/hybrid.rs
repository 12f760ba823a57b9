//! The first paper's hybrid algorithm, on the lesson's made-up patients.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{give, take, thrown};
use super::workbench::read;
use crate::hybrid::statistics::Statistics;
use crate::hybrid::{self, HybridSettings, Reproduction};

/// Runs the paper's pipeline on a table in memory: the page's own, never a reader's.
///
/// # Errors
/// A [`crate::table::load::LoadError`] or [`hybrid::HybridError`] as an object.
#[wasm_bindgen]
pub fn reproduce_hybrid(csv: &[u8], settings: Ts<HybridSettings>) -> Result<Ts<Reproduction>, JsValue> {
    let (table, settings) = (read(csv).map_err(thrown)?, take(settings)?);
    give(&hybrid::reproduce(&table, &settings).map_err(thrown)?)
}

/// The stages of the pipeline on a column of made-up ages, for the page to time.
#[wasm_bindgen]
pub struct HybridTrial {
    trial: hybrid::Trial,
}

#[wasm_bindgen]
impl HybridTrial {
    /// A column of so many rows.
    ///
    /// # Errors
    /// A [`hybrid::HybridError`] as an object.
    #[wasm_bindgen(constructor)]
    pub fn new(rows: usize) -> Result<HybridTrial, JsValue> {
        Ok(Self { trial: hybrid::Trial::new(rows).map_err(thrown)? })
    }

    /// The statistics without any protection.
    ///
    /// # Errors
    /// None: the type says so only because every value that crosses may fail to.
    pub fn summarize(&self) -> Result<Ts<Statistics>, JsValue> {
        give(&self.trial.summarize())
    }

    /// Serializes and encrypts the column.
    ///
    /// # Errors
    /// A [`hybrid::HybridError`] as an object.
    pub fn encrypt(&mut self) -> Result<(), JsValue> {
        self.trial.encrypt().map_err(thrown)
    }

    /// Decrypts and reads what was encrypted.
    ///
    /// # Errors
    /// As for [`HybridTrial::encrypt`].
    pub fn decrypt(&mut self) -> Result<(), JsValue> {
        self.trial.decrypt().map_err(thrown)
    }

    /// Puts noise on every cell.
    pub fn add_noise(&mut self) {
        self.trial.add_noise();
    }
}
