//! A search for a good setting, in steps.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{give, take, thrown};
use super::workbench::{Workbench, supplies};
use crate::advise::{self, Advice, AdviceQuestion};
use crate::recipe::Recipe;

/// Rows looked at before the worker listens again: some tens of milliseconds.
const STEP: usize = 200_000;

/// A search that tries many settings.
#[wasm_bindgen]
pub struct Frontier {
    search: advise::Frontier,
}

#[wasm_bindgen]
impl Workbench {
    /// Begins a search for a good setting; `key` and `population` are as for [`Workbench::share`].
    ///
    /// # Errors
    /// A [`crate::recipe::RecipeError`], [`crate::anonymize::identifiers::KeyError`],
    /// [`crate::table::load::LoadError`] or [`crate::anonymize::ShareError`] as an object.
    pub fn advise(
        &self,
        recipe: Ts<Recipe>,
        question: Option<Ts<AdviceQuestion>>,
        key: Option<String>,
        population: Option<Vec<u8>>,
    ) -> Result<Frontier, JsValue> {
        let recipe = take(recipe)?;
        let question = question.map(take).transpose()?.unwrap_or_default();
        let fitted = recipe.fit(&self.loaded().table).map_err(thrown)?;
        let search = advise::Frontier::start(fitted, &question, supplies(key, population)?);
        Ok(Frontier { search: search.map_err(thrown)? })
    }
}

#[wasm_bindgen]
impl Frontier {
    /// Works for some tens of milliseconds; says how far the search is, 0 to 1.
    pub fn step(&mut self) -> f64 {
        self.search.step(STEP)
    }

    /// The points so far, and which to take.
    ///
    /// # Errors
    /// None: the type says so only because every value that crosses may fail to.
    pub fn advice(&self) -> Result<Ts<Advice>, JsValue> {
        give(&self.search.advice())
    }
}
