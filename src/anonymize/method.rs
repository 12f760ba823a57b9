//! What every method of anonymization is: a run in steps over a [`Ground`].

use serde::{Deserialize, Serialize};

use super::cell_suppression::{CellSuppression, CellSuppressionRule};
use super::full_domain::{FullDomain, FullDomainRule};
use super::local_recoding::{LocalRecoding, LocalRecodingRule};
use super::microaggregation::{Microaggregation, MicroaggregationRule};
use super::mondrian::{Mondrian, MondrianRule};
use super::slicing::{Sliced, Slicing, SlicingRule};
use super::{Audit, ColumnLoss, Ground, ShareError};
use crate::recipe::Fitted;
use crate::table::Column;

/// How groups are formed and published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum MethodRule {
    /// Multidimensional median cuts.
    Mondrian(MondrianRule),
    /// The best height for each column.
    FullDomain(FullDomainRule),
    /// Columns that are permuted inside buckets.
    Slicing(SlicingRule),
    /// Division along the hierarchies, then joining of near rows.
    LocalRecoding(LocalRecodingRule),
    /// Small groups of near patients, who publish their means.
    Microaggregation(MicroaggregationRule),
    /// Values as they are, but for cells that are hidden.
    CellSuppression(CellSuppressionRule),
}

impl Default for MethodRule {
    fn default() -> Self {
        Self::Mondrian(MondrianRule::default())
    }
}

/// A run of a method, in steps, so that it can tell its progress and be cancelled.
pub trait Method: std::fmt::Debug {
    /// Works until about `budget` rows have been looked at; says how far the run is, 0 to 1.
    fn step(&mut self, ground: &Ground, budget: usize) -> f64;

    /// Asks the run to end with what it has found; says whether it can, and then the next step says 1.
    fn interrupt(&mut self) -> bool {
        false
    }

    /// What is published, when [`Method::step`] has said 1.
    ///
    /// # Errors
    /// As [`ShareError`] says.
    fn finish(self: Box<Self>, ground: &Ground) -> Result<Recoding, ShareError>;
}

impl MethodRule {
    /// Begins a run.
    ///
    /// # Errors
    /// As [`ShareError`] says, where the method cannot serve the policy.
    pub fn start(&self, ground: &Ground, fitted: Fitted<'_>) -> Result<Box<dyn Method>, ShareError> {
        Ok(match self {
            Self::FullDomain(rule) => Box::new(FullDomain::new(rule.clone(), ground)),
            Self::Slicing(rule) => Box::new(Slicing::new(rule.clone(), ground, fitted)?),
            Self::Mondrian(rule) => Box::new(Mondrian::new(rule.clone(), ground)),
            Self::LocalRecoding(rule) => Box::new(LocalRecoding::new(rule.clone(), ground)),
            Self::Microaggregation(_) => Box::new(Microaggregation::new(fitted.recipe.share.k, ground)),
            Self::CellSuppression(CellSuppressionRule {}) => Box::new(CellSuppression::new(ground)),
        })
    }
}

/// What a method makes of a table.
#[derive(Clone, Debug, Default)]
pub struct Recoding {
    /// Published columns with their place in the file, one for every axis; one
    /// that has the place of another released column replaces it.
    pub columns: Vec<(usize, Column)>,
    /// What each quasi-identifier lost.
    pub losses: Vec<ColumnLoss>,
    /// Rows that are left out, ascending.
    pub suppressed: Vec<u32>,
    /// What only this method can tell of its run.
    pub audit: Option<Audit>,
    /// The buckets and columns, where the table is sliced.
    pub sliced: Option<Box<Sliced>>,
}
