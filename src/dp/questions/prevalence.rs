use super::add;
use crate::dp::accuracy::{self, Share};
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::Question;
use crate::dp::release::{Estimate, Missing, Value};

/// The share of a value among the rows that have one, from 0 to 1.
///
/// A histogram of two bins: a rows hold the value, b rows hold another. Noise
/// is added to both, and the share is a/(a + b).
///
/// # Guarantee
/// One row moves one of the two counts by 1.
///
/// # Assumptions
/// The value is declared.
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

impl VectorQuery for Prevalence {
    fn complete(&self) -> Question {
        Question::Prevalence { column: self.column.clone(), category: self.category.clone() }
    }

    fn needs(&self) -> Vec<Needed> {
        vec![Needed::any(&self.column)]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::of_one_entry(1)
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

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let Share { share, error_95 } = Share::of(noisy, noise);
        // The binomial deviation √(p(1−p)/n), with the noisy number of rows.
        let rows = noisy.iter().sum::<i128>().max(1) as f64;
        let sampling_95 = accuracy::NORMAL_95 * (share * (1.0 - share) / rows).sqrt();
        Value::Number(Estimate::new(share, error_95).sampled(sampling_95))
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        let error_95 = accuracy::worst_share_error(rows, 1, noise);
        vec![Expected { label: String::new(), error_95, range: 1.0 }]
    }
}
