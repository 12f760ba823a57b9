use super::add;
use crate::dp::accuracy::{self, Share};
use crate::dp::bins::Margin;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::grid::Grid;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::{Bounded, Question};
use crate::dp::release::{Estimate, Missing, Value};

/// Count and mean of a column of numbers in each of several groups.
///
/// Each group g has its own A = Σx and B = Σ(R − x), as in a mean: of its rows
/// there are (A + B)/R, and their mean is lower + R·step·A/(A + B).
///
/// # Guarantee
/// One row is in one group, and moves its (A, B) by (x, R − x), whose L1 norm is
/// R whatever the value and whose L2 norm is at most R.
///
/// # Assumptions
/// Groups and bounds are declared, not looked up.
///
/// # Utility
/// Every group has the noise of a mean asked of its rows alone, at no extra
/// cost, and each count comes with it for √2 times the noise of a count.
/// Standard deviations are left out: three sums for each group would tell them
/// too, but make counts and means noisier. Only rows with both a group and a
/// number are counted.
///
/// # Errors
/// As for a histogram and for a mean.
///
/// # Citation
/// As for the mean; parallel composition over disjoint groups: McSherry 2009,
/// Privacy Integrated Queries, Theorem 4.
pub struct Groups {
    by: Margin,
    column: String,
    grid: Grid,
}

impl Groups {
    pub(crate) fn new(by: Margin, of: Bounded) -> Result<Self, AnswerError> {
        by.bins.check()?;
        Ok(Self { by, grid: Grid::of(&of)?, column: of.column })
    }
}

impl VectorQuery for Groups {
    fn complete(&self) -> Question {
        Question::Groups { by: self.by.clone(), of: self.grid.declared(&self.column) }
    }

    fn needs(&self) -> Vec<Needed> {
        vec![self.by.needed(), Needed::numbers(&self.column)]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::of_one_entry(self.grid.steps())
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let mut sums = vec![0; 2 * self.by.bins.len()];
        let groups = data.column(&self.by.column)?.bins(&self.by.bins);
        let places = data.numbers(&self.column)?.places(&self.grid);
        for pair in groups.zip(places) {
            if let (Some(group), Some(x)) = pair {
                sums[2 * group] = add(sums[2 * group], x, 1);
                sums[2 * group + 1] = add(sums[2 * group + 1], self.grid.steps() - x, 1);
            }
        }
        Ok(sums)
    }

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let steps = self.grid.steps() as f64;
        let (lower, upper) = (self.grid.lower().to_f64(), self.grid.upper().to_f64());
        let reach = self.grid.step().to_f64() * steps;
        let count_error = accuracy::combined_half_width(&[1.0 / steps; 2], noise);
        let group = |sums: &[i128]| {
            let Share { share, error_95 } = Share::of(sums, noise);
            // (A + B)/R rows, and lower + step·R·A/(A + B)
            let count = sums.iter().map(|&sum| sum as f64).sum::<f64>() / steps;
            let mean = (lower + reach * share).clamp(lower, upper);
            let mean_error = (reach * error_95).min(self.grid.length());
            vec![Estimate::new(count, count_error), Estimate::new(mean, mean_error)]
        };
        Value::Table {
            rows: self.by.bins.labels(),
            columns: vec!["count".to_owned(), "mean".to_owned()],
            cells: noisy.chunks(2).map(group).collect(),
        }
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        let steps = self.grid.steps();
        // A group has an even share of the rows.
        let in_group = rows / self.by.bins.len().max(1) as u64;
        let range = self.grid.length();
        vec![
            Expected {
                label: "count".to_owned(),
                error_95: accuracy::combined_half_width(&[1.0 / steps as f64; 2], noise),
                range: in_group as f64,
            },
            Expected {
                label: "mean".to_owned(),
                error_95: range * accuracy::worst_share_error(in_group, steps, noise),
                range,
            },
        ]
    }
}
