//! A table in the making that may be shared.

use std::rc::Rc;

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{give, thrown};
use super::workbench::rows;
use crate::anonymize::{self, ShareReport, Shared, Supplies};
use crate::recipe::Recipe;
use crate::table::csv::CsvWriter;
use crate::table::load::Loaded;

/// Rows looked at before the worker listens again: some tens of milliseconds.
const STEP: usize = 200_000;

/// A run that forms groups in steps; when it is done, its table and report.
#[wasm_bindgen]
pub struct Sharing {
    loaded: Rc<Loaded>,
    recipe: Recipe,
    stage: Stage,
    next_row: usize,
    written: bool,
}

enum Stage {
    Running(Box<anonymize::Sharing>),
    Done(Box<Shared>),
    Failed,
}

impl Sharing {
    pub(super) fn start(loaded: Rc<Loaded>, recipe: Recipe, supplies: &Supplies) -> Result<Self, JsValue> {
        let fitted = recipe.fit(&loaded.table).map_err(thrown)?;
        let stage = Stage::Running(Box::new(anonymize::Sharing::start(fitted, supplies).map_err(thrown)?));
        Ok(Self { loaded, recipe, stage, next_row: 0, written: false })
    }

    /// The file that is shared.
    pub(super) fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// What is done with it.
    pub(super) fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    pub(super) fn done(&self) -> Result<&Shared, JsValue> {
        match &self.stage {
            Stage::Done(shared) => Ok(shared),
            _ => Err(JsError::new("the run is not done").into()),
        }
    }
}

#[wasm_bindgen]
impl Sharing {
    /// Works for some tens of milliseconds; says how far the run is, 0 to 1. At
    /// 1 the table is made and has been measured.
    ///
    /// # Errors
    /// A [`crate::anonymize::ShareError`] as an object.
    pub fn step(&mut self) -> Result<f64, JsValue> {
        match std::mem::replace(&mut self.stage, Stage::Failed) {
            Stage::Running(mut run) => {
                let progress = run.step(STEP);
                self.stage = if progress < 1.0 {
                    Stage::Running(run)
                } else {
                    let fitted = self.recipe.fit(&self.loaded.table).map_err(thrown)?;
                    Stage::Done(Box::new(run.finish(fitted).map_err(thrown)?))
                };
                Ok(progress)
            }
            done => {
                self.stage = done;
                Ok(1.0)
            }
        }
    }

    /// Asks a search that is under way to end with the best that it has found;
    /// says whether it can.
    pub fn interrupt(&mut self) -> bool {
        match &mut self.stage {
            Stage::Running(run) => run.interrupt(),
            Stage::Done(_) | Stage::Failed => false,
        }
    }

    /// What was done, what it protects and what it cost.
    ///
    /// # Errors
    /// When the run is not done.
    pub fn report(&self) -> Result<Ts<ShareReport>, JsValue> {
        give(&self.done()?.report)
    }

    /// The texts of some released rows, for the screen.
    ///
    /// # Errors
    /// When the run is not done.
    #[wasm_bindgen(unchecked_return_type = "string[][]")]
    pub fn rows(&self, start: usize, count: usize) -> Result<JsValue, JsValue> {
        Ok(rows(&self.done()?.table, start, count))
    }

    /// Begins the released text anew.
    pub fn rewind(&mut self) {
        (self.next_row, self.written) = (0, false);
    }

    /// The next piece of the released text; nothing behind the last.
    ///
    /// # Errors
    /// When the run is not done.
    pub fn csv_chunk(&mut self) -> Result<Option<Vec<u8>>, JsValue> {
        let (row, written) = (self.next_row, self.written);
        let table = &self.done()?.table;
        if written && row >= table.rows {
            return Ok(None);
        }
        let mut writer = CsvWriter::resume(table, self.loaded.dialect, row);
        let piece = writer.next();
        (self.next_row, self.written) = (writer.next_row(), true);
        Ok(piece)
    }
}
