//! Risk, attacks and usefulness of a file and of its release.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{give, take, thrown};
use super::share::Sharing;
use super::workbench::{Workbench, read};
use crate::recipe::{ColumnRule, Recipe};
use crate::risk::attack::{self, Attack, Attacks};
use crate::risk::{self, RiskReport};
use crate::utility::{self, Usefulness};

#[wasm_bindgen]
impl Workbench {
    /// All attackers' chances on the file as it stands, and the columns that give them.
    ///
    /// # Errors
    /// A [`crate::recipe::RecipeError`] as an object.
    pub fn risk_report(&self, recipe: Ts<Recipe>) -> Result<Ts<RiskReport>, JsValue> {
        let recipe = take(recipe)?;
        let fitted = recipe.fit(&self.loaded().table).map_err(thrown)?;
        let (quasi, sensitive): (Vec<&str>, Vec<&str>) =
            (recipe.quasi_identifiers().collect(), recipe.sensitive().collect());
        give(&risk::report(fitted.table, fitted.patients().as_deref(), &quasi, &sensitive, None))
    }
}

#[wasm_bindgen]
impl Sharing {
    /// What the attacks that need no second file find in the release.
    ///
    /// # Errors
    /// When the run is not done.
    pub fn attacks(&self) -> Result<Ts<Attacks>, JsValue> {
        give(&attack::on_release(&self.done()?.table, self.recipe()))
    }

    /// Joins the release with a file about known people, given as its bytes.
    ///
    /// # Errors
    /// A [`crate::table::LoadError`] as an object; or when the run is not done.
    pub fn link(&self, people: &[u8]) -> Result<Ts<Attacks>, JsValue> {
        let people = read(people).map_err(thrown)?;
        let rules: Vec<&ColumnRule> =
            self.recipe().columns.iter().filter(|rule| rule.role.is_quasi_identifier()).collect();
        let found = attack::linkage(&self.done()?.table, &people, &rules, None);
        give(&Attacks { findings: vec![Attack::Linkage(found)] })
    }

    /// What the release is still good for.
    ///
    /// # Errors
    /// When the run is not done.
    pub fn usefulness(&self) -> Result<Ts<Usefulness>, JsValue> {
        give(&utility::assess(&self.loaded().table, &self.done()?.table, self.recipe()))
    }
}
