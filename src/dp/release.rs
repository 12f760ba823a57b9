//! What leaves: a noisy answer, its error, and how it was made.

use serde::{Deserialize, Serialize};

use super::question::Asked;

/// A noisy answer with every parameter that made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(
        type = "Asked & { value: Value; error_95: number; mechanism: Mechanism; sensitivity: number; scale: number; neighbours: Neighbours; missing: Missing }"
    )
)]
pub struct Release {
    /// The question, with nothing left to defaults, and the ε spent on it.
    #[serde(flatten)]
    pub asked: Asked,
    /// The answer, in the unit of the column; a share from 0 to 1 for a
    /// prevalence, a number of rows for counts.
    pub value: Value,
    /// Half-width around the value, or around each bin's value, that holds the
    /// exact answer with at least 95 % probability over the noise. It speaks of
    /// the noise alone, not of values cut off at the bounds or rounded to the
    /// step, nor of how the patients were sampled. In the unit of the value.
    pub error_95: f64,
    /// How the noise was drawn.
    pub mechanism: Mechanism,
    /// The most that one row moves the exact vector, in the L1 norm.
    pub sensitivity: u64,
    /// Scale of the noise on every entry: sensitivity/ε.
    pub scale: f64,
    /// Which tables are made hard to tell apart.
    pub neighbours: Neighbours,
    /// What became of cells without a value.
    pub missing: Missing,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Value {
    /// A single number.
    Number(f64),
    /// One number for each bin.
    Bins(Vec<Bin>),
}

/// A bin of a histogram.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Bin {
    /// The category, or the interval such as `[0, 10)`; `other` for the rest.
    pub label: String,
    /// The noisy number of rows.
    pub value: f64,
}

/// How noise is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Mechanism {
    /// See [`DiscreteLaplace`](super::noise::discrete_laplace::DiscreteLaplace).
    DiscreteLaplace,
}

/// Which tables are neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Neighbours {
    /// One has a row more than the other.
    AddOrRemoveOneRow,
}

/// What becomes of missing cells and misfits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Missing {
    /// Their row counts like any other.
    Counted,
    /// Their row moves no number.
    ContributesNothing,
}
