use crate::dp::accuracy;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::discrete_laplace::DiscreteLaplace;
use crate::dp::question::{Query, Question};
use crate::dp::release::{Missing, Value};

/// How many rows there are.
///
/// # Guarantee
/// ε-differentially private: one row more or less moves the count by 1.
///
/// # Assumptions
/// One row is one patient.
///
/// # Utility
/// Optimal: see [`DiscreteLaplace`]. The answer may be negative where the count
/// is smaller than the noise; that it is not corrected keeps sums of answers
/// unbiased.
///
/// # Errors
/// None of its own.
///
/// # Citation
/// Ghosh, Roughgarden, Sundararajan: Universally Utility-Maximizing Privacy
/// Mechanisms (2009), arXiv 0811.2841.
pub struct Count;

impl Query for Count {
    fn sensitivity(&self) -> u64 {
        1
    }

    fn missing(&self) -> Missing {
        Missing::Counted
    }

    fn complete(&self) -> Question {
        Question::Count
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        Ok(vec![i128::from(data.rows())])
    }

    fn conclude(&self, noisy: &[i128], noise: DiscreteLaplace) -> (Value, f64) {
        (Value::Number(noisy.iter().sum::<i128>() as f64), accuracy::half_width(noise))
    }

    fn expected_error(&self, _rows: u64, noise: DiscreteLaplace) -> f64 {
        accuracy::half_width(noise)
    }

    fn range(&self, rows: u64) -> f64 {
        rows as f64
    }
}
