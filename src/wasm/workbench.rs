//! The table that the worker owns, and what may be asked of it.

use std::rc::Rc;

use tsify::Ts;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::failure::{give, give_all, take, take_all, thrown};
use super::ledger::Desk;
use super::share::Sharing;
use crate::anonymize::Supplies;
use crate::anonymize::hierarchy::{self, HierarchyPreview, HierarchyRule};
use crate::anonymize::identifiers::PseudonymKey;
use crate::describe::Description;
use crate::dp::{self, Asked, Counts, Data, Loss, Question, Weighted};
use crate::recipe::{ColumnRule, Recipe, RecipeError, SafeHarbor};
use crate::risk::{self, Risk};
use crate::table::load::{LoadError, Loaded, Loader};
use crate::table::roles::Reason;
use crate::table::{Column, Decimal, Table};

/// A loaded file, and the ledger of its patients.
#[wasm_bindgen]
pub struct Workbench {
    loaded: Rc<Loaded>,
    guesses: Vec<(ColumnRule, Reason)>,
    /// The rows are read by the first question about a column alone.
    counts: Counts,
    pub(super) desk: Desk,
}

impl Workbench {
    /// The file.
    pub(super) fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// What questions see of the file.
    pub(super) fn data<'a>(&'a self, recipe: &'a Recipe) -> Result<Data<'a>, JsValue> {
        let fitted = recipe.fit(&self.loaded.table).map_err(thrown)?;
        Ok(Data::of_file(fitted, &self.counts))
    }

    pub(super) fn new(loaded: Loaded) -> Self {
        let guesses = ColumnRule::guess_all(&loaded.table);
        let counts = Counts::of_columns(loaded.table.columns.len());
        Self { loaded: Rc::new(loaded), guesses, counts, desk: Desk::default() }
    }

    fn column(&self, rule: &ColumnRule) -> Result<&Column, JsValue> {
        let missing = || thrown(RecipeError::ColumnMissing { name: rule.name.clone() });
        self.loaded.table.column(&rule.name).ok_or_else(missing)
    }
}

#[wasm_bindgen]
impl Workbench {
    /// What was read, and what each column seems to be.
    ///
    /// # Errors
    /// None: the type says so only because every value that crosses may fail to.
    pub fn describe(&self) -> Result<Ts<Description>, JsValue> {
        give(&Description::of(&self.loaded, &self.guesses))
    }

    /// The texts of some rows, for the screen.
    #[must_use]
    #[wasm_bindgen(unchecked_return_type = "string[][]")]
    pub fn rows(&self, start: usize, count: usize) -> JsValue {
        rows(&self.loaded.table, start, count)
    }

    /// A recipe to start from.
    ///
    /// # Errors
    /// As for [`Workbench::describe`].
    pub fn starting_recipe(&self) -> Result<Ts<Recipe>, JsValue> {
        give(&Recipe::starting(&self.guesses, self.loaded.dialect))
    }

    /// The prosecutor's chances on the recipe's quasi-identifiers, as the file stands.
    ///
    /// # Errors
    /// A [`crate::recipe::RecipeError`] as an object.
    pub fn risk(&self, recipe: Ts<Recipe>) -> Result<Ts<Risk>, JsValue> {
        let recipe = take(recipe)?;
        let fitted = recipe.fit(&self.loaded.table).map_err(thrown)?;
        let (quasi, sensitive) = (recipe.quasi_identifiers(), recipe.sensitive());
        let risk = risk::prosecutor(fitted.table, fitted.patients().as_deref(), quasi, sensitive);
        give(&risk)
    }

    /// How a column grows coarser by its rule, or by the hierarchy that it suggests.
    ///
    /// # Errors
    /// A [`crate::recipe::RecipeError`] or [`crate::anonymize::ShareError`] as an object.
    pub fn hierarchy_preview(&self, rule: Ts<ColumnRule>) -> Result<Ts<HierarchyPreview>, JsValue> {
        let rule = take(rule)?;
        give(&hierarchy::preview(self.column(&rule)?, &rule).map_err(thrown)?)
    }

    /// The same hierarchy as a file in ARX's form.
    ///
    /// # Errors
    /// As for [`Workbench::hierarchy_preview`].
    pub fn hierarchy_csv(&self, rule: Ts<ColumnRule>) -> Result<Vec<u8>, JsValue> {
        let rule = take(rule)?;
        hierarchy::export(self.column(&rule)?, &rule).map_err(thrown)
    }

    /// The hierarchy in a file in ARX's form.
    ///
    /// # Errors
    /// A [`hierarchy::HierarchyCsvError`] as an object.
    pub fn read_hierarchy(&self, bytes: &[u8]) -> Result<Ts<HierarchyRule>, JsValue> {
        let lines = hierarchy::read_csv(bytes).map_err(thrown)?;
        give(&HierarchyRule::Table { lines })
    }

    /// The recipe with HIPAA's Safe Harbor applied in a year, and what was done with each column.
    ///
    /// # Errors
    /// As for [`Workbench::describe`].
    pub fn safe_harbor(&self, recipe: Ts<Recipe>, year: i32) -> Result<Ts<SafeHarbor>, JsValue> {
        give(&take(recipe)?.safe_harbor(&self.loaded.table, year))
    }

    /// Begins to make a table that may be shared. `key` is the text of a key
    /// file, where the recipe has pseudonyms or moves dates; `population` is a
    /// file of everybody who may be in the table, where the recipe asks for k-map.
    ///
    /// # Errors
    /// A [`crate::recipe::RecipeError`], [`crate::anonymize::identifiers::KeyError`],
    /// [`crate::table::load::LoadError`] or [`crate::anonymize::ShareError`] as an object.
    pub fn share(
        &self,
        recipe: Ts<Recipe>,
        key: Option<String>,
        population: Option<Vec<u8>>,
    ) -> Result<Sharing, JsValue> {
        let supplies = supplies(key, population)?;
        Sharing::start(Rc::clone(&self.loaded), take(recipe)?, &supplies)
    }

    /// The errors to expect of an answer, from the question, a stated number of
    /// rows and the most rows of one patient alone: reads no row and spends nothing.
    ///
    /// # Errors
    /// A [`crate::dp::AnswerError`] as an object.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    #[wasm_bindgen(unchecked_return_type = "Expected[]")]
    pub fn expected(
        &self,
        asked: Ts<Asked>,
        approximate_rows: f64,
        rows_per_patient: f64,
    ) -> Result<JsValue, JsValue> {
        let [rows, rows_per_patient] = [approximate_rows, rows_per_patient].map(|rows| rows.max(1.0) as u64);
        give_all(&dp::expected(&take(asked)?, rows, rows_per_patient).map_err(thrown)?)
    }

    /// The smallest cost that is expected to keep the error of a question's number
    /// within a target; `like` tells in what it is counted. Reads no row and spends
    /// nothing.
    ///
    /// # Errors
    /// A [`crate::dp::AnswerError`] as an object.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn loss_for(
        &self,
        question: Ts<Question>,
        statistic: usize,
        target_error: f64,
        approximate_rows: f64,
        rows_per_patient: f64,
        like: Ts<Loss>,
    ) -> Result<Ts<Loss>, JsValue> {
        let [rows, rows_per_patient] = [approximate_rows, rows_per_patient].map(|rows| rows.max(1.0) as u64);
        // What is no decimal is no positive error either.
        let target = Decimal::from_f64(target_error).unwrap_or(Decimal::whole(0));
        let (question, like) = (take(question)?, take(like)?);
        let loss = dp::loss_for(&question, statistic, target, rows, rows_per_patient, like);
        give(&loss.map_err(thrown)?)
    }

    /// Divides a total cost over questions so that their relative errors are small
    /// together. Reads no row and spends nothing.
    ///
    /// # Errors
    /// A [`crate::dp::AnswerError`] as an object.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    #[wasm_bindgen(unchecked_return_type = "Loss[]")]
    pub fn divide(
        &self,
        total: Ts<Loss>,
        #[wasm_bindgen(unchecked_param_type = "Weighted[]")] questions: JsValue,
        approximate_rows: f64,
        rows_per_patient: f64,
    ) -> Result<JsValue, JsValue> {
        let [rows, rows_per_patient] = [approximate_rows, rows_per_patient].map(|rows| rows.max(1.0) as u64);
        let questions: Vec<Weighted> = take_all(questions)?;
        give_all(&dp::divide(take(total)?, &questions, rows, rows_per_patient).map_err(thrown)?)
    }
}

/// What a run needs besides the recipe, from the text of a key file and the bytes of a population's file.
pub(super) fn supplies(key: Option<String>, population: Option<Vec<u8>>) -> Result<Supplies, JsValue> {
    let key = key.map(Zeroizing::new);
    let pseudonym_key = key.map(|key| PseudonymKey::parse(&key)).transpose().map_err(thrown)?;
    let population = population.map(|bytes| read(&bytes)).transpose().map_err(thrown)?;
    Ok(Supplies { pseudonym_key, population })
}

/// The table in a file that is in memory as a whole.
pub(super) fn read(bytes: &[u8]) -> Result<Table, LoadError> {
    let mut loader = Loader::new(bytes.len() as u64, None);
    loader.push(bytes)?;
    Ok(loader.finish()?.table)
}

/// Some rows of a table as an array of arrays of strings.
pub(super) fn rows(table: &Table, start: usize, count: usize) -> JsValue {
    let end = start.saturating_add(count).min(table.rows);
    let row =
        |row| table.columns.iter().map(|column| JsValue::from(column.text(row))).collect::<js_sys::Array>();
    (start.min(end)..end).map(row).collect::<js_sys::Array>().into()
}
