use std::collections::{HashMap, HashSet};

use super::add;
use crate::dp::accuracy;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::discrete_laplace::DiscreteLaplace;
use crate::dp::question::{Bins, Query, Question};
use crate::dp::release::{Bin, Missing, Value};
use crate::table::Decimal;

/// Most bins of a histogram.
const MOST_BINS: usize = 4096;

/// How many rows fall in each of the declared bins.
///
/// # Guarantee
/// ε-differentially private: the bins are disjoint, so one row moves one count
/// by 1.
///
/// # Assumptions
/// One row is one patient; the bins are declared, not looked up.
///
/// # Utility
/// Every bin has the error of a count, however many bins there are. Counts may
/// be negative, as in a count.
///
/// # Errors
/// No bin or too many, edges that do not increase, a category that is empty or
/// declared twice; edges on a column that holds no numbers.
///
/// # Citation
/// Dwork, McSherry, Nissim, Smith: Calibrating Noise to Sensitivity in Private
/// Data Analysis (2006), Section 3.2.
pub struct Histogram {
    column: String,
    bins: Bins,
}

impl Histogram {
    pub(crate) fn new(column: String, bins: Bins) -> Result<Self, AnswerError> {
        match &bins {
            Bins::Edges { edges } => {
                if let Some(at) = edges.windows(2).position(|pair| pair[0] >= pair[1]) {
                    return Err(AnswerError::EdgesNotIncreasing { position: at + 2 });
                }
            }
            Bins::Categories { categories, .. } => {
                let mut seen = HashSet::new();
                for (at, category) in categories.iter().enumerate() {
                    if category.is_empty() {
                        return Err(AnswerError::CategoryEmpty { position: at + 1 });
                    }
                    if !seen.insert(category) {
                        return Err(AnswerError::CategoryRepeated { position: at + 1 });
                    }
                }
            }
        }
        let histogram = Self { column, bins };
        match histogram.len() {
            0 => Err(AnswerError::NoBins),
            1..=MOST_BINS => Ok(histogram),
            bins => Err(AnswerError::TooManyBins { bins, at_most: MOST_BINS }),
        }
    }

    /// Number of bins.
    fn len(&self) -> usize {
        match &self.bins {
            Bins::Edges { edges } => edges.len().saturating_sub(1),
            Bins::Categories { categories, other } => categories.len() + usize::from(*other),
        }
    }

    fn labels(&self) -> Vec<String> {
        match &self.bins {
            Bins::Edges { edges } => {
                let interval = |pair: &[Decimal]| format!("[{}, {})", pair[0], pair[1]);
                let mut labels: Vec<_> = edges.windows(2).map(interval).collect();
                if let Some(last) = labels.last_mut() {
                    last.pop();
                    last.push(']');
                }
                labels
            }
            Bins::Categories { categories, other } => {
                categories.iter().cloned().chain(other.then(|| "other".to_owned())).collect()
            }
        }
    }
}

/// The interval that holds a value, or the nearest one.
fn interval(edges: &[Decimal], value: Decimal) -> usize {
    // Of the edges only the inner ones divide.
    edges[1..edges.len() - 1].partition_point(|&edge| edge <= value)
}

impl Query for Histogram {
    fn sensitivity(&self) -> u64 {
        1
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn complete(&self) -> Question {
        Question::Histogram { column: self.column.clone(), bins: self.bins.clone() }
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let mut counts = vec![0; self.len()];
        match &self.bins {
            Bins::Edges { edges } => {
                for (value, rows) in data.numbers(&self.column)?.numbers() {
                    let bin = interval(edges, value);
                    counts[bin] = add(counts[bin], 1, rows);
                }
            }
            Bins::Categories { categories, other } => {
                let readings = data.column(&self.column)?;
                // Of two spellings of one number the first is the bin.
                let mut bins = HashMap::new();
                for (bin, category) in categories.iter().enumerate() {
                    bins.entry(readings.key(category)).or_insert(bin);
                }
                let rest = other.then_some(categories.len());
                for (text, rows) in readings.texts() {
                    if let Some(bin) = bins.get(&readings.key(text)).copied().or(rest) {
                        counts[bin] = add(counts[bin], 1, rows);
                    }
                }
            }
        }
        Ok(counts)
    }

    fn conclude(&self, noisy: &[i128], noise: DiscreteLaplace) -> (Value, f64) {
        let bin = |(label, &count): (String, &i128)| Bin { label, value: count as f64 };
        (Value::Bins(self.labels().into_iter().zip(noisy).map(bin).collect()), accuracy::half_width(noise))
    }

    fn expected_error(&self, _rows: u64, noise: DiscreteLaplace) -> f64 {
        accuracy::half_width(noise)
    }

    fn range(&self, rows: u64) -> f64 {
        // A bin of an even histogram.
        rows as f64 / self.len() as f64
    }
}
