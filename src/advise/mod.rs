//! Finding a good setting: many are tried, and one is recommended.

mod frontier;
mod recommendation;
mod sample;
mod settings;

use serde::{Deserialize, Serialize};

use crate::recipe::Recipe;
use crate::table::Decimal;

pub use frontier::Frontier;
pub use recommendation::AdviceReason;
pub use settings::Change;

/// What advice is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct AdviceQuestion {
    /// The greatest prosecutor risk that is acceptable, 0 to 1.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub risk_at_most: Decimal,
    /// Settings are tried on so many rows at the most.
    pub rows_at_most: usize,
}

impl Default for AdviceQuestion {
    /// One in eleven, as health statistics ask of published counts; on 20,000 rows.
    fn default() -> Self {
        Self { risk_at_most: Decimal::new(91, 3), rows_at_most: 20_000 }
    }
}

/// A setting that was tried, and what it came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Point {
    /// The recipe, changed.
    pub recipe: Recipe,
    /// What was changed, against the recipe that advice was asked for.
    pub changes: Vec<Change>,
    /// Patients of the smallest class, measured on the release.
    pub smallest_class: u32,
    /// The prosecutor's greatest chance, 0 to 1.
    pub risk_max: f64,
    /// The same, averaged over rows.
    pub risk_mean: f64,
    /// Normalized certainty penalty over rows and all quasi-identifiers of the
    /// first recipe, 0 to 1: a column or a row that was left out counts as 1.
    pub loss: f64,
    /// Whether no other setting has less of one and no more of the other.
    pub on_frontier: bool,
}

/// The settings that were tried, and which to take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Advice {
    /// In the order in which they were tried.
    pub points: Vec<Point>,
    /// Settings that cannot be met on this file.
    pub impossible: u64,
    /// Rows on which they were tried. On a sample groups take more generalizing
    /// than in the whole file, so the loss of the whole file is less.
    pub rows: u64,
    /// The place of the recommended one in `points`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub recommended: Option<usize>,
    /// Why.
    pub reason: AdviceReason,
}
