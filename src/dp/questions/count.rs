use crate::dp::accuracy;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::Question;
use crate::dp::release::{Estimate, Missing, Value};

/// How many rows there are.
///
/// # Guarantee
/// One row more or less moves the count by 1.
///
/// # Assumptions
/// None of its own.
///
/// # Utility
/// Optimal: see [`DiscreteLaplace`](crate::dp::noise::DiscreteLaplace). The answer may be negative where the count
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

impl VectorQuery for Count {
    fn complete(&self) -> Question {
        Question::Count
    }

    fn needs(&self) -> Vec<Needed> {
        Vec::new()
    }

    fn missing(&self) -> Missing {
        Missing::Counted
    }

    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::of_one_entry(1)
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        Ok(vec![i128::from(data.rows())])
    }

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        Value::Number(Estimate::new(noisy.iter().sum::<i128>() as f64, accuracy::half_width(noise)))
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        let error_95 = accuracy::half_width(noise);
        vec![Expected { label: String::new(), error_95, range: rows as f64 }]
    }
}
