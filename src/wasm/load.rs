//! A file, pushed piece by piece.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{take, thrown};
use super::workbench::Workbench;
use crate::table::Dialect;
use crate::table::load::{self, check_size};

/// Takes a file's bytes in pieces and makes a [`Workbench`] of them.
#[wasm_bindgen]
pub struct Loader {
    loader: load::Loader,
}

#[wasm_bindgen]
impl Loader {
    /// A loader for a file of so many bytes, in the dialect given or guessed.
    ///
    /// # Errors
    /// A [`load::LoadError`] as an object, where the size alone forbids reading.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn new(bytes: f64, dialect: Option<Ts<Dialect>>) -> Result<Loader, JsValue> {
        // A file's size is a whole number far below 2^53.
        let bytes = bytes as u64;
        check_size(bytes).map_err(thrown)?;
        let dialect = dialect.map(take).transpose()?;
        Ok(Self { loader: load::Loader::new(bytes, dialect) })
    }

    /// Reads the next piece; tells how many rows have been read.
    ///
    /// # Errors
    /// A [`load::LoadError`] as an object.
    pub fn push(&mut self, chunk: &[u8]) -> Result<f64, JsValue> {
        self.loader.push(chunk).map_err(thrown)?;
        Ok(self.loader.rows() as f64)
    }

    /// The table, when all pieces have been pushed.
    ///
    /// # Errors
    /// A [`load::LoadError`] as an object.
    pub fn finish(self) -> Result<Workbench, JsValue> {
        self.loader.finish().map(Workbench::new).map_err(thrown)
    }
}
