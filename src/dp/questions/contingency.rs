use super::add;
use crate::dp::accuracy;
use crate::dp::bins::{MOST_BINS, Margin};
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::Question;
use crate::dp::release::{Estimate, Missing, Value};

/// How many rows fall in each pair of bins of two columns.
///
/// # Guarantee
/// One row falls in one pair, so it moves one count by 1.
///
/// # Assumptions
/// The bins are declared, not looked up.
///
/// # Utility
/// Every cell has the error of a count, however many cells there are: spread
/// over many cells, few patients drown in the noise. Measures of association
/// are not told from it: noise alone already associates, and a χ² that leaves
/// this out finds what is not there (Gaboardi et al. 2016, arXiv 1602.03090).
///
/// # Errors
/// As for a histogram, for either column; more than 4096 cells.
///
/// # Citation
/// Dwork, McSherry, Nissim, Smith: Calibrating Noise to Sensitivity in Private
/// Data Analysis (2006), Section 3.2.
pub struct Contingency {
    rows: Margin,
    columns: Margin,
}

impl Contingency {
    pub(crate) fn new(rows: Margin, columns: Margin) -> Result<Self, AnswerError> {
        rows.bins.check()?;
        columns.bins.check()?;
        let table = Self { rows, columns };
        match table.cells() {
            0..=MOST_BINS => Ok(table),
            bins => Err(AnswerError::TooManyBins { bins, at_most: MOST_BINS }),
        }
    }

    fn cells(&self) -> usize {
        self.rows.bins.len() * self.columns.bins.len()
    }
}

impl VectorQuery for Contingency {
    fn complete(&self) -> Question {
        Question::Contingency { rows: self.rows.clone(), columns: self.columns.clone() }
    }

    fn needs(&self) -> Vec<Needed> {
        vec![self.rows.needed(), self.columns.needed()]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::of_one_entry(1)
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let mut counts = vec![0; self.cells()];
        let rows = data.column(&self.rows.column)?.bins(&self.rows.bins);
        let columns = data.column(&self.columns.column)?.bins(&self.columns.bins);
        for pair in rows.zip(columns) {
            if let (Some(row), Some(column)) = pair {
                let cell = row * self.columns.bins.len() + column;
                counts[cell] = add(counts[cell], 1, 1);
            }
        }
        Ok(counts)
    }

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let error_95 = accuracy::half_width(noise);
        let count = |&count: &i128| Estimate::new(count as f64, error_95);
        Value::Table {
            rows: self.rows.bins.labels(),
            columns: self.columns.bins.labels(),
            cells: noisy.chunks(self.columns.bins.len()).map(|row| row.iter().map(count).collect()).collect(),
        }
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        // The range of a cell is an even share of the rows.
        let range = rows as f64 / self.cells() as f64;
        vec![Expected { label: String::new(), error_95: accuracy::half_width(noise), range }]
    }
}
