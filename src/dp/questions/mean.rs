use super::add;
use crate::dp::accuracy::{self, Share};
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::grid::Grid;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::{Bounded, Question};
use crate::dp::release::{Estimate, Missing, Value};

/// The mean of a column of numbers, without the number of rows being public.
///
/// Every value becomes an integer x of 0..=R on the grid of the declared
/// bounds. Noise is added to both A = Σx and B = Σ(R − x), and the mean is
/// lower + R·step · A/(A + B).
///
/// # Guarantee
/// One row moves (A, B) by (x, R − x), whose L1 norm is R whatever the value and
/// whose L2 norm is at most R, so noise of scale R/ε on both suffices.
///
/// # Assumptions
/// The bounds are declared, not looked up.
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
    pub(crate) fn new(of: Bounded) -> Result<Self, AnswerError> {
        Ok(Self { grid: Grid::of(&of)?, column: of.column })
    }
}

impl VectorQuery for Mean {
    fn complete(&self) -> Question {
        Question::Mean { of: self.grid.declared(&self.column), public_rows: None }
    }

    fn needs(&self) -> Vec<Needed> {
        vec![Needed::numbers(&self.column)]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::of_one_entry(self.grid.steps())
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

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let Share { share, error_95 } = Share::of(noisy, noise);
        let (lower, upper) = (self.grid.lower().to_f64(), self.grid.upper().to_f64());
        // lower + step·R·A/(A + B); the last point of the grid may lie half a step off the bound.
        let reach = self.grid.step().to_f64() * self.grid.steps() as f64;
        let mean = (lower + reach * share).clamp(lower, upper);
        Value::Number(Estimate::new(mean, (reach * error_95).min(self.grid.length())))
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        let range = self.grid.length();
        let error_95 = range * accuracy::worst_share_error(rows, self.grid.steps(), noise);
        vec![Expected { label: String::new(), error_95, range }]
    }
}
