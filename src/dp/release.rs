//! What leaves: a noisy answer, its error, and how it was made.

use serde::{Deserialize, Serialize};

use super::question::Asked;
use super::unit::Unit;

/// A noisy answer with every parameter that made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(
        type = "Asked & { value: Value; mechanism: Mechanism; sensitivity: number; scale: number; unit: Unit; missing: Missing }"
    )
)]
pub struct Release {
    /// The question, with nothing left to defaults, and the loss spent on it.
    #[serde(flatten)]
    pub asked: Asked,
    /// The answer.
    pub value: Value,
    /// How the noise was drawn.
    pub mechanism: Mechanism,
    /// The most that one patient moves what the noise is added to: in the L1 norm
    /// for Laplace noise, in the L2 norm for Gaussian noise, of a score for a choice.
    pub sensitivity: f64,
    /// Scale of the noise: sensitivity/ε, or the standard deviation of Gaussian noise.
    pub scale: f64,
    /// Who is added or taken away in a neighbouring table.
    pub unit: Unit,
    /// What became of cells without a value.
    pub missing: Missing,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Value {
    /// A single number.
    Number(Estimate),
    /// Several numbers of different kinds, each with its label.
    Numbers {
        /// In the order of the question.
        numbers: Vec<Estimate>,
    },
    /// Numbers of rows in bins.
    Bins {
        /// One for each bin.
        bins: Vec<Estimate>,
    },
    /// Numbers in rows and columns: a contingency table, statistics of groups, a
    /// matrix.
    Table {
        /// Headings of the rows.
        rows: Vec<String>,
        /// Headings of the columns.
        columns: Vec<String>,
        /// Row by row, each as long as there are columns.
        cells: Vec<Vec<Estimate>>,
    },
    /// A share that falls over time.
    Curve {
        /// In the order of time.
        points: Vec<CurvePoint>,
    },
    /// Made-up patients.
    Rows {
        /// A table with a heading, in comma-separated values.
        csv: String,
        /// Number of rows.
        rows: u64,
        /// What was counted to make them: every column, and pairs that depend on
        /// each other.
        measured: Vec<MeasuredTable>,
    },
}

/// A number with its errors, each in the unit of the number: of the column, a
/// number of rows for counts, a share from 0 to 1 for a prevalence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Estimate {
    /// What it is: a bin, a statistic, a coefficient; empty where the question says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub label: String,
    /// The number.
    pub value: f64,
    /// Half-width that holds the exact number with at least 95 % probability over
    /// the noise alone: not over values cut off at the bounds or rounded to the
    /// step, nor over how the patients were sampled.
    pub error_95: f64,
    /// Half-width of the 95 % interval from sampling patients, where the answer tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub sampling_95: Option<f64>,
}

impl Estimate {
    /// A number and its 95 % error from noise.
    #[must_use]
    pub const fn new(value: f64, error_95: f64) -> Self {
        Self { label: String::new(), value, error_95, sampling_95: None }
    }

    /// The same, labelled.
    #[must_use]
    pub fn labelled(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// The same, with its 95 % error from sampling patients.
    #[must_use]
    pub fn sampled(self, sampling_95: f64) -> Self {
        Self { sampling_95: sampling_95.is_finite().then_some(sampling_95), ..self }
    }
}

/// Noisy numbers of rows in the bins of one column, or in the pairs of bins of two.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MeasuredTable {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Scale of the noise on every number: sensitivity/ε, or the standard deviation.
    pub scale: f64,
    /// Half-width that holds the exact number with 95 % probability. Of all that
    /// was measured better numbers are then made, so it is seldom reached.
    pub error_95: f64,
}

/// A step of a curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CurvePoint {
    /// The end of the interval, in the unit of the column of times.
    pub time: f64,
    /// Noisy number of patients at risk at its beginning.
    pub at_risk: f64,
    /// The share that is left at its end, from 0 to 1.
    pub survival: Estimate,
}

/// How noise is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Mechanism {
    /// See [`DiscreteLaplace`](super::noise::DiscreteLaplace).
    DiscreteLaplace,
    /// See [`DiscreteGaussian`](super::noise::DiscreteGaussian).
    DiscreteGaussian,
    /// A choice among candidates, with pure ε.
    PermuteAndFlip,
    /// A choice among candidates, with ρ.
    Exponential,
    /// Noisy counts, of which only those above a threshold are told.
    StabilityThreshold,
    /// Chosen and measured marginals of a model that patients are drawn from.
    Marginals,
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
