//! How well classifiers do that learn from a release, in steps.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{give, take, thrown};
use super::workbench::{Workbench, supplies};
use crate::recipe::Recipe;
use crate::utility::classification::{self, HoldOutError, Settings};

/// Rows looked at before the worker listens again: some tens of milliseconds.
const STEP: usize = 200_000;

/// A comparison of what is learnt from the file and from a release of it.
#[wasm_bindgen]
pub struct HoldOut {
    comparison: classification::HoldOut,
}

#[wasm_bindgen]
impl Workbench {
    /// Begins to compare: a third of the rows is set aside for tests, the others
    /// are shared; `key` and `population` are as for [`Workbench::share`].
    ///
    /// # Errors
    /// A [`crate::recipe::RecipeError`], [`crate::anonymize::identifiers::KeyError`],
    /// [`crate::table::load::LoadError`], [`crate::anonymize::ShareError`] or
    /// [`classification::ClassificationError`] as an object.
    pub fn classify(
        &self,
        recipe: Ts<Recipe>,
        target: &str,
        key: Option<String>,
        population: Option<Vec<u8>>,
    ) -> Result<HoldOut, JsValue> {
        let recipe = take(recipe)?;
        let fitted = recipe.fit(&self.loaded().table).map_err(thrown)?;
        let supplies = supplies(key, population)?;
        let comparison = classification::HoldOut::start(fitted, target, &supplies, Settings::default());
        Ok(HoldOut { comparison: comparison.map_err(failed)? })
    }
}

#[wasm_bindgen]
impl HoldOut {
    /// Works for some tens of milliseconds, or until a classifier has been
    /// tested; says how far the comparison is, 0 to 1.
    ///
    /// # Errors
    /// As for [`Workbench::classify`].
    pub fn step(&mut self) -> Result<f64, JsValue> {
        self.comparison.step(STEP).map_err(failed)
    }

    /// The accuracies.
    ///
    /// # Errors
    /// As for [`Workbench::classify`].
    pub fn finish(self) -> Result<Ts<classification::Classification>, JsValue> {
        give(&self.comparison.finish().map_err(failed)?.1)
    }
}

fn failed(error: HoldOutError) -> JsValue {
    match error {
        HoldOutError::Share(error) => thrown(error),
        HoldOutError::Classification(error) => thrown(error),
    }
}
