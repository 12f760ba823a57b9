use super::add;
use crate::dp::accuracy::{self, Share};
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::discrete_laplace::DiscreteLaplace;
use crate::dp::question::{Query, Question};
use crate::dp::release::{Missing, Value};

/// The share of a value among the rows that have one, from 0 to 1.
///
/// A histogram of two bins: a rows hold the value, b rows hold another. Noise
/// is added to both, and the share is a/(a + b).
///
/// # Guarantee
/// ε-differentially private: one row moves one of the two counts by 1.
///
/// # Assumptions
/// One row is one patient; the value is declared.
///
/// # Utility
/// Standard deviation ≈ √2/(nε)·√(p² + (1−p)²), p the prevalence: the mean of
/// a column of zeros and ones.
///
/// # Errors
/// An empty value: empty cells are missing.
///
/// # Citation
/// As for the mean; parallel composition over disjoint bins: McSherry 2009,
/// Privacy Integrated Queries, Theorem 4.
pub struct Prevalence {
    column: String,
    category: String,
}

impl Prevalence {
    pub(crate) fn new(column: String, category: String) -> Result<Self, AnswerError> {
        if category.is_empty() {
            return Err(AnswerError::CategoryEmpty { position: 1 });
        }
        Ok(Self { column, category })
    }
}

impl Query for Prevalence {
    fn sensitivity(&self) -> u64 {
        1
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn complete(&self) -> Question {
        Question::Prevalence { column: self.column.clone(), category: self.category.clone() }
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let readings = data.column(&self.column)?;
        let (asked, mut counts) = (readings.key(&self.category), vec![0, 0]);
        for (text, rows) in readings.texts() {
            let bin = usize::from(readings.key(text) != asked);
            counts[bin] = add(counts[bin], 1, rows);
        }
        Ok(counts)
    }

    fn conclude(&self, noisy: &[i128], noise: DiscreteLaplace) -> (Value, f64) {
        let Share { share, error_95 } = Share::of(noisy, noise);
        (Value::Number(share), error_95)
    }

    fn expected_error(&self, rows: u64, noise: DiscreteLaplace) -> f64 {
        accuracy::worst_share_error(rows, 1, noise)
    }

    fn range(&self, _rows: u64) -> f64 {
        1.0
    }
}
