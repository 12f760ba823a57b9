//! Made-up rows that have the counts of the real ones, but for noise.
//!
//! ```text
//! Records ─ counts of every column, with noise ─▶ rare bins share a code
//!    │                                              │
//!    ├──── which pairs depend most, chosen with noise ─▶ a spanning tree
//!    │                                              │
//!    └──── counts of those pairs, with noise ───────▶ Model ─▶ rows
//! ```
//!
//! Only the three arrows that leave the records touch a patient, and each is an
//! exact mechanism on integers. All else is computed from their noisy numbers.

mod cells;
mod fit;
mod measure;
mod model;
mod plan;
mod project;
mod rare;
mod records;
mod sample;
#[cfg(test)]
mod tests;
mod tree;

use super::noise::{BitsError, RandomBits};
pub(crate) use cells::Cells;
pub(crate) use model::Model;
pub(crate) use plan::Plan;
#[cfg(feature = "command")]
pub(crate) use plan::one_entry_each;
pub(crate) use records::Records;

/// A model of the records: every column, and the pairs of a spanning tree.
///
/// # Guarantee
/// The loss of the plan, for records that differ by the rows of one patient:
/// columns, choices and pairs have parts of it that sum to no more than all.
///
/// # Assumptions
/// The bins of the records are declared, not read off them.
///
/// # Utility
/// The counts of columns and of the chosen pairs are right but for noise;
/// those of all else follow from the tree: P(row) = P(root) · Π P(child | parent).
///
/// # Errors
/// When the source of bits fails.
///
/// # Citation
/// McKenna, Miklau, Sheldon 2021, Winning the NIST Contest, arXiv 2108.04978,
/// Algorithm 1 (MST). Here a tenth of the loss goes into the choice instead of a
/// third, a choice weighs the noise that a pair will have, and the tables are
/// fitted by least squares.
pub(crate) fn fit(records: &Records, plan: &Plan, source: &mut dyn RandomBits) -> Result<Model, BitsError> {
    let columns = measure::columns(records, plan.columns, source)?;
    let variances = [plan.columns, plan.pairs].map(|noise| noise.standard_deviation().powi(2));
    let independent = Model::fit(&columns, &[], variances);
    let records = records.merged(&independent.merges);
    let pairs = measure::choose(&records, &independent, plan, source)?;
    let pairs = measure::pairs(&records, pairs, plan.pairs, source)?;
    Ok(Model::fit(&columns, &pairs, variances))
}

/// A model in which no column depends on another: what [`fit`] has to beat.
#[cfg(feature = "command")]
pub(crate) fn fit_independent(
    records: &Records,
    noise: super::noise::Noise,
    source: &mut dyn RandomBits,
) -> Result<Model, BitsError> {
    let columns = measure::columns(records, noise, source)?;
    Ok(Model::fit(&columns, &[], [noise.standard_deviation().powi(2); 2]))
}
