//! What the paper's noise protects in a column, and what a correct release gives.

use serde::{Deserialize, Serialize};

use super::cell_noise::standard_error;
use crate::dp::Epsilon;

/// What noise of scale 1/ε on each cell hides, and what the mean costs.
///
/// # Guarantee
/// The paper's noise hides a value among others at distance 1. Over a column of
/// range R its privacy loss is R·ε: how far a noisy cell may move the logarithm
/// of the odds between two values.
///
/// # Utility
/// A correct release of the mean (see [`Mean`](crate::dp::Question::Mean)) has
/// loss ε whatever the range, with the standard deviation
/// √2·R/(nε)·√(p² + (1−p)²), p the place of the mean between the bounds.
///
/// # Citation
/// Local differential privacy: Kasiviswanathan et al. 2011, arXiv 0803.0924.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Protection {
    /// Distance of the declared bounds, R, in the unit of the column.
    pub range: f64,
    /// Privacy loss of one noisy cell in the worst case: R·ε.
    pub loss: f64,
    /// Probability that the nearest whole number between the bounds is the exact value.
    pub exact: f64,
    /// The same for the exact value or one beside it.
    pub within_one: f64,
    /// The same for a value at most two away.
    pub within_two: f64,
    /// Standard deviation of the noise in the paper's mean.
    pub cell_error: f64,
    /// Standard deviation of the noise in a correct release of the mean, at the same ε.
    pub correct_error: f64,
}

impl Protection {
    /// Of a column of whole numbers between `bounds`, of so many rows and that mean.
    #[must_use]
    pub fn of(bounds: (f64, f64), mean: f64, rows: usize, epsilon: Epsilon) -> Self {
        let range = bounds.1 - bounds.0;
        let p = ((mean - bounds.0) / range).clamp(0.0, 1.0);
        let per_row = 2f64.sqrt() * range / (rows as f64 * epsilon.to_f64());
        Self {
            range,
            loss: range * epsilon.to_f64(),
            exact: within(0.0, range, epsilon),
            within_one: within(1.0, range, epsilon),
            within_two: within(2.0, range, epsilon),
            cell_error: standard_error(epsilon, rows),
            correct_error: per_row * (p * p + (1.0 - p) * (1.0 - p)).sqrt(),
        }
    }
}

/// Probability that noise moves a value inside the bounds by at most `steps`
/// after rounding: P(|Z| ≤ s + ½) = 1 − exp(−(s + ½)·ε). Of two values rounding
/// misses one on one side only: 1 − ½·exp(−ε/2).
fn within(steps: f64, range: f64, epsilon: Epsilon) -> f64 {
    if steps >= range {
        return 1.0;
    }
    let outside = (-(steps + 0.5) * epsilon.to_f64()).exp();
    1.0 - if range <= 1.0 { outside / 2.0 } else { outside }
}

#[cfg(test)]
mod tests {
    use super::super::cell_noise::CellNoise;
    use super::*;

    #[test]
    fn one_noisy_age_is_nearly_the_age() {
        let ages = Protection::of((0.0, 110.0), 61.426, 15_757, Epsilon::ONE);
        assert_eq!(ages.loss, 110.0);
        for (probability, expected) in
            [(ages.exact, 0.393), (ages.within_one, 0.777), (ages.within_two, 0.918)]
        {
            assert!((probability - expected).abs() < 5e-4, "{ages:?}");
        }
        assert!((ages.cell_error - 0.011_266).abs() < 1e-6);
        // Half-way between the bounds a correct mean is as good, at 1/110 of the loss.
        assert!(ages.correct_error < 0.0072, "{ages:?}");
    }

    #[test]
    fn a_prevalence_is_a_hundred_times_noisier_than_it_need_be() {
        let smoking = Protection::of((0.0, 1.0), 0.05, 15_757, Epsilon::ONE);
        assert_eq!((smoking.loss, smoking.within_one), (1.0, 1.0));
        assert!((smoking.exact - 0.697).abs() < 5e-4, "{smoking:?}");
        assert!((smoking.correct_error - 8.5e-5).abs() < 1e-6, "{smoking:?}");
        assert!(smoking.cell_error / smoking.correct_error > 120.0);
    }

    #[test]
    fn probabilities_are_those_of_the_noise() {
        for (epsilon, (least, greatest), value) in [("1", (0.0, 110.0), 62.0f64), ("0.4", (0.0, 1.0), 1.0)] {
            let epsilon: Epsilon = epsilon.parse().unwrap();
            let protection = Protection::of((least, greatest), 0.5, 10, epsilon);
            let mut noise = CellNoise::new(epsilon, 5);
            let near = |steps: f64, noise: &mut CellNoise| {
                let hits = (0..40_000).filter(|_| {
                    let guess = (value + noise.draw()).round().clamp(least, greatest);
                    (guess - value).abs() <= steps
                });
                hits.count() as f64 / 4e4
            };
            let expected = [protection.exact, protection.within_one, protection.within_two];
            for (steps, expected) in [0.0, 1.0, 2.0].into_iter().zip(expected) {
                // Four standard errors of a share.
                assert!((near(steps, &mut noise) - expected).abs() < 0.01, "{steps}: {expected}");
            }
        }
    }
}
