use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::least_squares::{self, Line};
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::propagation;
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::{Bounded, Question};
use crate::dp::release::{Estimate, Missing, Value};
use crate::dp::second_moments::{Coordinate, Moments, SecondMoments};

/// A linear regression by least squares: the intercept, and how much the target
/// rises with each predictor while the others stay.
///
/// # Guarantee
/// That of the vector of second moments of predictors and target; the normal
/// equations are solved from the noisy vector alone.
///
/// # Assumptions
/// The bounds are declared, not looked up. Only rows with a number in every
/// column count.
///
/// # Utility
/// With k predictors the noise of a slope has a standard deviation of about
/// √2·(k + 1)(k + 2)/2 / (nε) over the variance of its predictor, in units of
/// half the ranges. Narrow bounds and few predictors make it exact; where the
/// predictors vary less than the noise, slopes are damped towards zero and the
/// error says by how much they may be, if a slope takes the target at most from
/// one bound to the other.
///
/// # Errors
/// No predictor, more than 19, or a column twice; bounds or a step that make no
/// grid; a column that holds no numbers.
///
/// # Citation
/// Sufficient statistics with noise: Wang 2018, arXiv 1803.02596; errors by
/// drawing the noise again: Ferrando, Wang, Sheldon 2022, arXiv 2006.07749.
pub struct LinearRegression {
    /// The predictors, and last the target.
    moments: SecondMoments,
}

impl LinearRegression {
    pub(crate) fn new(target: Bounded, predictors: Vec<Bounded>) -> Result<Self, AnswerError> {
        let columns = predictors.into_iter().chain([target]).map(Coordinate::of);
        Ok(Self { moments: SecondMoments::new(columns.collect::<Result<_, _>>()?, 2)? })
    }

    /// The line over the predictors, in the units of the columns.
    fn line<'a>(&'a self, moments: &'a Moments) -> Line<'a> {
        let (target, predictors) = self.moments.target_and_predictors();
        Line { predictors, moments, rise: target.half() }
    }

    /// The intercept and the slopes, in the units of the columns.
    fn coefficients(&self, vector: &[f64], noise: Noise) -> Vec<f64> {
        let moments = self.moments.read(vector);
        let (target, predictors) = self.moments.target_and_predictors();
        let height = target.value(moments.means[predictors.len()]);
        self.line(&moments).coefficients(&least_squares::fit(&moments, noise).slopes, height)
    }

    /// The same with their errors.
    fn estimates(&self, vector: &[f64], noise: Noise) -> Vec<Estimate> {
        let coefficients = self.coefficients(vector, noise);
        let errors = propagation::half_widths(vector, noise, |vector| self.coefficients(vector, noise));
        let moments = self.moments.read(vector);
        let fit = least_squares::fit(&moments, noise);
        let k = fit.slopes.len();
        // What is not explained, over the number of rows.
        let variance = (moments.covariances[k][k] - fit.explained).max(0.0) / moments.rows;
        self.line(&moments).estimates(&coefficients, &errors, &fit, variance)
    }
}

impl VectorQuery for LinearRegression {
    fn complete(&self) -> Question {
        let columns = self.moments.coordinates.iter().filter_map(Coordinate::declared);
        let mut predictors: Vec<_> = columns.collect();
        // The target is a column of numbers as well, and the last one.
        let target = predictors.remove(predictors.len() - 1);
        Question::LinearRegression { target, predictors }
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
        Value::Numbers { numbers: self.estimates(&noisy, noise) }
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        let (target, predictors) = self.moments.target_and_predictors();
        let slopes = self.estimates(&self.moments.even(rows), noise).into_iter().skip(1);
        let expected = |(predictor, slope): (&Coordinate, Estimate)| Expected {
            label: slope.label,
            error_95: slope.error_95,
            // A slope takes the target at most from one bound to the other, up or down.
            range: 2.0 * target.half() / predictor.half(),
        };
        predictors.iter().zip(slopes).map(expected).collect()
    }
}
