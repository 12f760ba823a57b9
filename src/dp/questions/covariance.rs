use crate::dp::accuracy::NORMAL_95;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::propagation;
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::{Bounded, Question};
use crate::dp::release::{Estimate, Missing, Value};
use crate::dp::second_moments::{Coordinate, SecondMoments};

/// Covariance and correlation of every two of several columns of numbers.
///
/// # Guarantee
/// That of the vector of second moments; the rest is computed from the noisy
/// vector alone.
///
/// # Assumptions
/// The bounds are declared, not looked up. Only rows with a number in every
/// column count.
///
/// # Utility
/// Noise of standard deviation ≈ √2·k(k + 1)/2 / (nε) on a covariance of k
/// columns, in units of half the range of each. The more columns, the noisier:
/// ask only for those that matter. A correlation has the noise of the covariance
/// over both standard deviations, so wide bounds make it useless; where a
/// variance is lost in the noise it is given as 0 with an error of 1.
///
/// # Errors
/// Fewer than 2 columns, more than 20, or one of them twice; bounds or a step
/// that make no grid; a column that holds no numbers.
///
/// # Citation
/// Dwork, McSherry, Nissim, Smith 2006, Calibrating Noise to Sensitivity in
/// Private Data Analysis, Section 3; the sampling error of a correlation is that
/// of two normal numbers (Fisher 1915).
pub struct Covariance {
    moments: SecondMoments,
}

impl Covariance {
    pub(crate) fn new(columns: Vec<Bounded>) -> Result<Self, AnswerError> {
        let coordinates = columns.into_iter().map(Coordinate::of).collect::<Result<_, _>>()?;
        Ok(Self { moments: SecondMoments::new(coordinates, 2)? })
    }

    /// Every two columns.
    fn pairs(&self) -> impl Iterator<Item = [usize; 2]> {
        let columns = self.moments.coordinates.len();
        (0..columns).flat_map(move |i| (i + 1..columns).map(move |j| [i, j]))
    }

    /// The product of half the ranges of two columns.
    fn halves(&self, pair: [usize; 2]) -> f64 {
        pair.iter().map(|&at| self.moments.coordinates[at].half()).product()
    }

    fn label(&self, pair: [usize; 2]) -> String {
        pair.map(|at| self.moments.coordinates[at].column()).join(", ")
    }

    /// Covariance and correlation of each pair, in units of half the ranges; no
    /// number where a variance is lost in the noise.
    fn statistics(&self, vector: &[f64]) -> Vec<f64> {
        let covariances = self.moments.read(vector).covariances;
        self.pairs()
            .flat_map(|[i, j]| {
                let (covariance, variances) = (covariances[i][j], [covariances[i][i], covariances[j][j]]);
                let defined = variances.iter().all(|variance| *variance > 0.0);
                let deviations = variances[0].sqrt() * variances[1].sqrt();
                [covariance, if defined { covariance / deviations } else { f64::NAN }]
            })
            .collect()
    }

    /// Covariance and correlation of each pair, with their errors.
    fn estimates(&self, vector: &[f64], noise: Noise) -> impl Iterator<Item = [Estimate; 2]> {
        let statistics = self.statistics(vector);
        let errors = propagation::half_widths(vector, noise, |vector| self.statistics(vector));
        let rows = self.moments.read(vector).rows;
        self.pairs().enumerate().map(move |(at, pair)| {
            let [covariance, correlation] =
                [2 * at, 2 * at + 1].map(|at| bounded(statistics[at], errors[at]));
            let halves = self.halves(pair);
            let sampling_95 = NORMAL_95 * (1.0 - correlation.value * correlation.value) / rows.sqrt();
            [
                Estimate::new(covariance.value * halves, covariance.error_95 * halves),
                correlation.sampled(sampling_95),
            ]
        })
    }
}

/// A number known to lie between −1 and 1.
fn bounded(value: f64, error_95: f64) -> Estimate {
    let value = if value.is_nan() { 0.0 } else { value.clamp(-1.0, 1.0) };
    // NaN and infinity: nothing is known but the bounds.
    Estimate::new(value, error_95.min(1.0 + value.abs()))
}

impl VectorQuery for Covariance {
    fn complete(&self) -> Question {
        let columns = self.moments.coordinates.iter().filter_map(Coordinate::declared);
        Question::Covariance { columns: columns.collect() }
    }

    fn needs(&self) -> Vec<Needed> {
        self.moments.needs()
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn sensitivity(&self) -> Sensitivity {
        self.moments.sensitivity()
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        self.moments.exact(data)
    }

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let noisy: Vec<f64> = noisy.iter().map(|&sum| sum as f64).collect();
        Value::Table {
            rows: self.pairs().map(|pair| self.label(pair)).collect(),
            columns: vec!["covariance".to_owned(), "correlation".to_owned()],
            cells: self.estimates(&noisy, noise).map(Vec::from).collect(),
        }
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        self.pairs()
            .zip(self.estimates(&self.moments.even(rows), noise))
            .map(|(pair, [_, correlation])| Expected {
                label: self.label(pair),
                error_95: correlation.error_95,
                range: 2.0,
            })
            .collect()
    }
}
