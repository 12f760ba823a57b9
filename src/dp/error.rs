//! Why a question is not answered.

use serde::{Deserialize, Serialize};

use super::loss::BudgetError;
use super::noise::bits::BitsError;
use crate::table::Decimal;

/// Why a question is not answered.
///
/// Depends on what was declared, on the budget and on the source of bits, never
/// on a cell: whether a question is refused tells nothing about a patient. The
/// budget is untouched, except by [`AnswerError::RandomSourceFailed`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum AnswerError {
    /// The question costs more than is left.
    #[error("{asked} was asked of a budget with {left} left")]
    BudgetSpent {
        /// The ε or ρ of the question.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        asked: Decimal,
        /// What is left to spend.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        left: Decimal,
    },
    /// The question's loss cannot be counted against the budget.
    #[error("the budget does not count losses of this kind")]
    OtherMeasure,
    /// The question's mechanism cannot keep a loss of this kind.
    #[error("the question cannot be answered with a loss of this kind")]
    LossDoesNotSuit,
    /// The noise that the bounds, the step and the loss ask for is too wide to be drawn.
    #[error("the noise is too wide to be drawn")]
    NoiseTooWide,
    /// The system's source of random bits failed. The ε stays spent.
    #[error("the source of random bits failed")]
    RandomSourceFailed,
    /// The table has no column of that name.
    #[error("there is no column {column:?}")]
    NoColumn {
        /// The name asked for.
        column: String,
    },
    /// The question needs a column of numbers.
    #[error("column {column:?} does not hold numbers")]
    NotNumeric {
        /// The column asked for.
        column: String,
    },
    /// The question needs a column of dates.
    #[error("column {column:?} does not hold dates")]
    NotDates {
        /// The column asked for.
        column: String,
    },
    /// The lower bound is not below the upper bound.
    #[error("the lower bound {lower} is not below the upper bound {upper}")]
    BoundsReversed {
        /// As declared.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        lower: Decimal,
        /// As declared.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        upper: Decimal,
    },
    /// The step is zero or negative.
    #[error("the step {step} is not positive")]
    StepNotPositive {
        /// As declared.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        step: Decimal,
    },
    /// The step is longer than twice the distance of the bounds.
    #[error("the step {step} does not fit between {lower} and {upper}")]
    StepTooLong {
        /// As declared.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        step: Decimal,
        /// As declared.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        lower: Decimal,
        /// As declared.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        upper: Decimal,
    },
    /// More steps between the bounds than are counted.
    #[error("the step {step} divides the range into more than {at_most} steps")]
    StepTooShort {
        /// As declared, or as told from the bounds.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        step: Decimal,
        /// The most steps.
        at_most: u64,
    },
    /// A number of rows that is public, but zero.
    #[error("the public number of rows is zero")]
    NoRowsDeclared,
    /// A histogram without a bin.
    #[error("the histogram has no bin")]
    NoBins,
    /// A histogram with too many bins.
    #[error("{bins} bins are more than {at_most}")]
    TooManyBins {
        /// As declared.
        bins: usize,
        /// The most bins.
        at_most: usize,
    },
    /// An edge that is not above the one before it.
    #[error("edge {position} is not above the one before it")]
    EdgesNotIncreasing {
        /// Of the edge, from 1.
        position: usize,
    },
    /// An edge that is no date of the form 2020-12-31.
    #[error("edge {position} is not a date of the form 2020-12-31")]
    NotADate {
        /// Of the edge, from 1.
        position: usize,
    },
    /// A question about several columns that names too few.
    #[error("{columns} columns are fewer than {at_least}")]
    TooFewColumns {
        /// As declared.
        columns: usize,
        /// The fewest columns.
        at_least: usize,
    },
    /// A question about several columns that names too many.
    #[error("{columns} columns are more than {at_most}")]
    TooManyColumns {
        /// As declared.
        columns: usize,
        /// The most columns.
        at_most: usize,
    },
    /// The same category twice.
    #[error("category {position} was declared before")]
    CategoryRepeated {
        /// Of the second one, from 1.
        position: usize,
    },
    /// Quantiles without a probability, or with too many.
    #[error("quantiles take 1 to {at_most} probabilities")]
    BadNumberOfProbabilities {
        /// The most probabilities.
        at_most: usize,
    },
    /// A probability that is not between 0 and 1.
    #[error("probability {position} is not between 0 and 1")]
    ProbabilityOutside {
        /// Of the probability, from 1.
        position: usize,
    },
    /// A probability that is not above the one before it.
    #[error("probability {position} is not above the one before it")]
    ProbabilitiesNotIncreasing {
        /// Of the probability, from 1.
        position: usize,
    },
    /// A question's weight that is not positive.
    #[error("weight {position} is not positive")]
    WeightNotPositive {
        /// Of the question, from 1.
        position: usize,
    },
    /// A number that the question does not answer with.
    #[error("the answer has no number {position}")]
    NoSuchNumber {
        /// Of the number, from 1.
        position: usize,
    },
    /// An error that no noise could keep.
    #[error("the error {target} is not positive")]
    TargetNotPositive {
        /// As asked for.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        target: Decimal,
    },
    /// An error that only too large a loss would keep.
    #[error("at a loss of {at_most} the error is still {error}, not {target}")]
    TargetOutOfReach {
        /// As asked for.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        target: Decimal,
        /// The largest ε or ρ that was tried.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        at_most: Decimal,
        /// The error to expect with it.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        error: Decimal,
    },
    /// Made-up patients of no column, or of too many.
    #[error("{columns} columns are none, or more than {at_most}")]
    ColumnsOutOfRange {
        /// As declared.
        columns: usize,
        /// The most columns.
        at_most: usize,
    },
    /// The same column twice.
    #[error("column {column:?} was declared before")]
    ColumnRepeated {
        /// The name of both.
        column: String,
    },
    /// Too many pairs of bins to count them all.
    #[error("{cells} pairs of bins are more than {at_most}")]
    TooManyCells {
        /// As declared.
        cells: u64,
        /// The most pairs of bins.
        at_most: u64,
    },
    /// More made-up patients than are made.
    #[error("{rows} rows are more than {at_most}")]
    TooManyRows {
        /// As declared.
        rows: u64,
        /// The most rows.
        at_most: u64,
    },
    /// A category without a text: empty cells are missing, not a category.
    #[error("category {position} is empty")]
    CategoryEmpty {
        /// Of the category, from 1.
        position: usize,
    },
}

impl From<BudgetError> for AnswerError {
    fn from(error: BudgetError) -> Self {
        match error {
            BudgetError::Spent { asked, left } => Self::BudgetSpent { asked, left },
            BudgetError::OtherMeasure => Self::OtherMeasure,
        }
    }
}

impl From<BitsError> for AnswerError {
    fn from(BitsError: BitsError) -> Self {
        Self::RandomSourceFailed
    }
}
