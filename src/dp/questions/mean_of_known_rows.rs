use super::add;
use crate::dp::accuracy;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::grid::Grid;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::{Bounded, Question};
use crate::dp::release::{Estimate, Missing, Value};

/// The mean of a column of numbers of which it is public how many there are.
///
/// Every value becomes an integer x of 0..=R on the grid of the declared
/// bounds. Noise is added to S = Σ(2x − R), and with the declared n the mean is
/// lower + R·step·(1 + S/nR)/2.
///
/// # Guarantee
/// One row moves S by 2x − R, at most R either way. The declared n is not
/// measured, so it costs nothing: also for tables that differ by one row.
///
/// # Assumptions
/// Bounds and n are declared, not looked up. n is the number of rows that hold a
/// number: where some are missing, or n is wrong, the answer is drawn towards or
/// from the middle of the bounds, and the stated error does not say so.
///
/// # Utility
/// Standard deviation range/(√2·nε), half to 71 % of a mean whose n is not known.
///
/// # Errors
/// Bounds or a step that make no grid; n of zero.
///
/// # Citation
/// Dwork, McSherry, Nissim, Smith 2006, Proposition 1.
pub struct MeanOfKnownRows {
    column: String,
    grid: Grid,
    rows: u64,
}

impl MeanOfKnownRows {
    pub(crate) fn new(of: Bounded, rows: u64) -> Result<Self, AnswerError> {
        if rows == 0 {
            return Err(AnswerError::NoRowsDeclared);
        }
        Ok(Self { grid: Grid::of(&of)?, column: of.column, rows })
    }

    /// The 95 % error, in the unit of the column.
    fn error(&self, noise: Noise) -> f64 {
        // step·|Z|/2n
        let error = self.grid.step().to_f64() * accuracy::half_width(noise) / (2.0 * self.rows as f64);
        error.min(self.grid.length())
    }
}

impl VectorQuery for MeanOfKnownRows {
    fn complete(&self) -> Question {
        Question::Mean { of: self.grid.declared(&self.column), public_rows: Some(self.rows) }
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
        let mut sum = 0;
        for (value, rows) in data.numbers(&self.column)?.numbers() {
            let x = self.grid.place(value);
            sum = add(sum, 2 * x, rows).saturating_sub(add(0, self.grid.steps(), rows));
        }
        Ok(vec![sum])
    }

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let steps = self.grid.steps() as f64;
        let centred = noisy.iter().sum::<i128>() as f64 / (self.rows as f64 * steps);
        let (lower, upper) = (self.grid.lower().to_f64(), self.grid.upper().to_f64());
        // lower + R·step·(1 + S/nR)/2; the last point of the grid may lie half a step off the bound.
        let mean = lower + steps * self.grid.step().to_f64() * (1.0 + centred) / 2.0;
        Value::Number(Estimate::new(mean.clamp(lower, upper), self.error(noise)))
    }

    fn expected(&self, _rows: u64, noise: Noise) -> Vec<Expected> {
        vec![Expected { label: String::new(), error_95: self.error(noise), range: self.grid.length() }]
    }
}
