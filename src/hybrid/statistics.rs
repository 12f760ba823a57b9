//! The seven statistics that the paper prints of each column.

use serde::{Deserialize, Serialize};

/// Mean, standard deviation, least, quartiles and greatest, as pandas has them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Statistics {
    /// The mean.
    pub mean: f64,
    /// The standard deviation, with n − 1 below; 0 of a single row.
    pub std: f64,
    /// The least value.
    pub min: f64,
    /// A quarter lies below it.
    pub lower_quartile: f64,
    /// Half lies below it.
    pub median: f64,
    /// Three quarters lie below it.
    pub upper_quartile: f64,
    /// The greatest value.
    pub max: f64,
}

impl Statistics {
    /// Of a column's values, in any order; zeros of no values.
    #[must_use]
    pub fn of(mut values: Vec<f64>) -> Self {
        let mean = mean(&values);
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let std = (squares / values.len().saturating_sub(1).max(1) as f64).sqrt();
        values.sort_unstable_by(f64::total_cmp);
        let [min, lower_quartile, median, upper_quartile, max] =
            [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&values, share));
        Self { mean, std, min, lower_quartile, median, upper_quartile, max }
    }
}

/// The mean; 0 of no values.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// On the line between the two sorted values nearest to place (n − 1)·share.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = sorted.len().saturating_sub(1) as f64 * share;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or(0.0);
    let below = at(place.floor());
    below + (at(place.ceil()) - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_those_of_pandas() {
        // pandas.Series([4, 1, 2, 10]).describe()
        let four = Statistics::of(vec![4.0, 1.0, 2.0, 10.0]);
        assert!((four.std - 4.031_128_874_149_275).abs() < 1e-12, "{four:?}");
        let expected = Statistics {
            mean: 4.25,
            std: four.std,
            min: 1.0,
            lower_quartile: 1.75,
            median: 3.0,
            upper_quartile: 5.5,
            max: 10.0,
        };
        assert_eq!(four, expected);
    }

    #[test]
    fn of_one_and_of_none() {
        let one = Statistics::of(vec![7.0]);
        assert_eq!((one.mean, one.std, one.min, one.median, one.max), (7.0, 0.0, 7.0, 7.0, 7.0));
        assert_eq!(Statistics::of(Vec::new()).mean, 0.0);
    }
}
