use super::add;
use crate::dp::accuracy::{self, Share};
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::grid::Grid;
use crate::dp::noise::discrete_laplace::DiscreteLaplace;
use crate::dp::question::{Query, Question};
use crate::dp::release::{Missing, Value};
use crate::table::Decimal;

/// The mean of a column of numbers, without the number of rows being public.
///
/// Every value becomes an integer x of 0..=R on the grid of the declared
/// bounds. Noise is added to both A = Σx and B = Σ(R − x), and the mean is
/// lower + R·step · A/(A + B).
///
/// # Guarantee
/// ε-differentially private: one row moves (A, B) by (x, R − x), whose L1 norm
/// is R whatever the value, so noise of scale R/ε on both suffices.
///
/// # Assumptions
/// One row is one patient; the bounds are declared, not looked up.
///
/// # Utility
/// Standard deviation ≈ √2·range/(nε)·√(p² + (1−p)²), where p is the place of
/// the mean between the bounds: from that of a noisy sum over a public n at
/// the bounds to 29 % less in the middle. Bounds that cut values off bias the
/// mean; wide bounds make it noisy.
///
/// # Errors
/// Bounds or a step that make no grid; a column that holds no numbers.
///
/// # Citation
/// The vector (A, B) spans a one-dimensional simplex, whose sensitivity hull
/// is the L1 ball: Hardt, Talwar: On the Geometry of Differential Privacy
/// (2010), arXiv 0907.3754; Awan, Slavković 2021, arXiv 1801.09236.
pub struct Mean {
    column: String,
    grid: Grid,
}

impl Mean {
    pub(crate) fn new(
        column: String,
        lower: Decimal,
        upper: Decimal,
        step: Option<Decimal>,
    ) -> Result<Self, AnswerError> {
        Ok(Self { column, grid: Grid::new(lower, upper, step)? })
    }

    /// Distance of the bounds, in the unit of the column.
    fn length(&self) -> f64 {
        self.grid.upper().to_f64() - self.grid.lower().to_f64()
    }
}

impl Query for Mean {
    fn sensitivity(&self) -> u64 {
        self.grid.steps()
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn complete(&self) -> Question {
        Question::Mean {
            column: self.column.clone(),
            lower: self.grid.lower(),
            upper: self.grid.upper(),
            step: Some(self.grid.step()),
        }
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let (mut above, mut below) = (0, 0);
        for (value, rows) in data.numbers(&self.column)?.numbers() {
            let x = self.grid.place(value);
            above = add(above, x, rows);
            below = add(below, self.grid.steps() - x, rows);
        }
        Ok(vec![above, below])
    }

    fn conclude(&self, noisy: &[i128], noise: DiscreteLaplace) -> (Value, f64) {
        let Share { share, error_95 } = Share::of(noisy, noise);
        let (lower, upper) = (self.grid.lower().to_f64(), self.grid.upper().to_f64());
        // lower + step·R·A/(A + B); the last point of the grid may lie half a step off the bound.
        let reach = self.grid.step().to_f64() * self.grid.steps() as f64;
        let mean = (lower + reach * share).clamp(lower, upper);
        (Value::Number(mean), (reach * error_95).min(self.length()))
    }

    fn expected_error(&self, rows: u64, noise: DiscreteLaplace) -> f64 {
        self.length() * accuracy::worst_share_error(rows, self.sensitivity(), noise)
    }

    fn range(&self, _rows: u64) -> f64 {
        self.length()
    }
}
