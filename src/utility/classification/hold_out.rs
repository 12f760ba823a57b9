//! A release of a part of a file, tested on the rest of it.

use serde::{Deserialize, Serialize};

use super::{Classification, ClassificationError, Comparison, select, stratified_folds};
use crate::anonymize::{ShareError, Shared, Sharing, Supplies};
use crate::recipe::{Fitted, Recipe};
use crate::table::Table;

/// How a comparison is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Settings {
    /// The seed of folds and forests.
    pub seed: u64,
    /// A held-out part is the remainder of this many folds: 3 for a third.
    pub folds: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 1, folds: 3 }
    }
}

/// Why a held-out comparison cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)]
pub enum HoldOutError {
    #[error(transparent)]
    Share(#[from] ShareError),
    #[error(transparent)]
    Classification(#[from] ClassificationError),
}

/// A comparison in steps that sets a part of the file aside (a third, unless
/// the settings say otherwise), shares the rest as the recipe says, and tests
/// on what was set aside.
#[derive(Debug)]
pub struct HoldOut {
    training: Table,
    test: Table,
    recipe: Recipe,
    target: String,
    seed: u64,
    sharing: Option<Sharing>,
    comparing: Option<(Shared, Comparison)>,
}

impl HoldOut {
    /// Sets rows aside, and begins to share the others.
    ///
    /// # Errors
    /// Where the others cannot be shared, or there is no target.
    pub fn start(
        Fitted { table, recipe }: Fitted<'_>,
        target: &str,
        supplies: &Supplies,
        settings: Settings,
    ) -> Result<Self, HoldOutError> {
        let column = table.column(target);
        let column =
            column.ok_or_else(|| ClassificationError::TargetMissing { column: target.to_owned() })?;
        let fold_of = stratified_folds(column, settings.folds.max(2) as usize, settings.seed);
        let (training, test) =
            (select(table, |row| fold_of[row] > 0), select(table, |row| fold_of[row] == 0));
        let sharing = Sharing::start(Fitted { table: &training, recipe }, supplies)?;
        Ok(Self {
            training,
            test,
            recipe: recipe.clone(),
            target: target.to_owned(),
            seed: settings.seed,
            sharing: Some(sharing),
            comparing: None,
        })
    }

    /// Works until about `budget` rows have been looked at, or a classifier has
    /// been tested; says how far the comparison is, 0 to 1.
    ///
    /// # Errors
    /// Where the rest cannot be shared, or nothing can be classified.
    pub fn step(&mut self, budget: usize) -> Result<f64, HoldOutError> {
        if let Some((_, comparison)) = &mut self.comparing {
            return Ok(0.5 + 0.5 * comparison.step());
        }
        let Some(mut run) = self.sharing.take() else { return Ok(1.0) };
        let progress = run.step(budget);
        if progress < 1.0 {
            self.sharing = Some(run);
            return Ok(0.5 * progress);
        }
        let fitted = Fitted { table: &self.training, recipe: &self.recipe };
        let shared = run.finish(fitted)?;
        let comparison = Comparison::start(fitted, &shared.table, &self.test, &self.target, self.seed)?;
        self.comparing = Some((shared, comparison));
        Ok(0.5)
    }

    /// The release of the rest and the result, when [`HoldOut::step`] has said
    /// 1; steps that are left are made first.
    ///
    /// # Errors
    /// As [`HoldOut::step`] says; [`ClassificationError::NothingToTest`] when it failed before.
    pub fn finish(mut self) -> Result<(Shared, Classification), HoldOutError> {
        while self.step(usize::MAX)? < 1.0 {}
        let (shared, comparison) = self.comparing.ok_or(ClassificationError::NothingToTest)?;
        Ok((shared, comparison.finish()))
    }
}

/// The same in one go.
///
/// # Errors
/// As [`HoldOut::start`] and [`HoldOut::step`] say.
pub fn hold_out(
    fitted: Fitted<'_>,
    target: &str,
    supplies: &Supplies,
    settings: Settings,
) -> Result<(Shared, Classification), HoldOutError> {
    HoldOut::start(fitted, target, supplies, settings)?.finish()
}
