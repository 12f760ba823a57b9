use super::add;
use crate::dp::accuracy;
use crate::dp::bins::Margin;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::Question;
use crate::dp::release::{Estimate, Missing, Value};

/// How many rows fall in each of the declared bins.
///
/// # Guarantee
/// The bins are disjoint, so one row moves one count by 1.
///
/// # Assumptions
/// The bins are declared, not looked up.
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
    of: Margin,
}

impl Histogram {
    pub(crate) fn new(of: Margin) -> Result<Self, AnswerError> {
        of.bins.check()?;
        Ok(Self { of })
    }
}

impl VectorQuery for Histogram {
    fn complete(&self) -> Question {
        Question::Histogram(self.of.clone())
    }

    fn needs(&self) -> Vec<Needed> {
        vec![self.of.needed()]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::of_one_entry(1)
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let mut counts = vec![0; self.of.bins.len()];
        for (bin, rows) in data.column(&self.of.column)?.rows_by_bin(&self.of.bins) {
            counts[bin] = add(counts[bin], 1, rows);
        }
        Ok(counts)
    }

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let error_95 = accuracy::half_width(noise);
        let bin = |(label, &count): (String, &i128)| Estimate::new(count as f64, error_95).labelled(label);
        Value::Bins { bins: self.of.bins.labels().into_iter().zip(noisy).map(bin).collect() }
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        // The range of a bin is an even share of the rows.
        let range = rows as f64 / self.of.bins.len() as f64;
        vec![Expected { label: String::new(), error_95: accuracy::half_width(noise), range }]
    }
}
