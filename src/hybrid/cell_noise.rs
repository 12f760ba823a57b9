//! The paper's noise: Laplace on every cell.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use rand_distr::Exp1;

use crate::dp::Epsilon;

/// Continuous Laplace noise of scale 1/ε, the same for the same seed.
///
/// **A simulation, never for a release**: whoever knows the seed can take the
/// noise off again, and floating point makes some values impossible.
///
/// # Guarantee
/// None as it is drawn. Drawn as it is meant, a noisy cell tells two values
/// apart that lie d from each other by a factor of at most exp(d·ε): ε-local
/// differential privacy for zeros and ones, 110·ε for ages from 0 to 110.
///
/// # Utility
/// A mean over n rows gets noise of standard deviation √2/(ε√n); variances
/// grow by 2/ε².
///
/// # Citation
/// The paper's `dp.laplace_mechanism(plaintext[col], sensitivity)` with
/// `sensitivity = 1`.
#[derive(Clone, Debug)]
pub struct CellNoise {
    scale: f64,
    rng: Xoshiro256PlusPlus,
}

impl CellNoise {
    /// Noise for cells, one draw after another.
    #[must_use]
    pub fn new(epsilon: Epsilon, seed: u64) -> Self {
        Self { scale: 1.0 / epsilon.to_f64(), rng: Xoshiro256PlusPlus::seed_from_u64(seed) }
    }

    /// The noise of the next cell.
    pub fn draw(&mut self) -> f64 {
        // A Laplace number is an exponential number of either sign.
        let distance: f64 = self.rng.sample::<f64, _>(Exp1) * self.scale;
        if self.rng.random() { distance } else { -distance }
    }

    /// Each value with noise of its own.
    #[must_use]
    pub fn add_to(&mut self, values: &[f64]) -> Vec<f64> {
        values.iter().map(|value| value + self.draw()).collect()
    }
}

/// Standard deviation of the noise in a mean over `rows` rows: √(2/n)/ε.
#[must_use]
pub fn standard_error(epsilon: Epsilon, rows: usize) -> f64 {
    (2.0 / rows as f64).sqrt() / epsilon.to_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_follow_the_laplace_distribution() {
        let epsilon: Epsilon = "0.5".parse().unwrap();
        let mut noise = CellNoise::new(epsilon, 11);
        let mut draws: Vec<f64> = (0..100_000).map(|_| noise.draw()).collect();
        draws.sort_unstable_by(f64::total_cmp);
        let cdf = |x: f64| {
            let tail = 0.5 * (-x.abs() * 0.5).exp();
            if x < 0.0 { tail } else { 1.0 - tail }
        };
        // Kolmogorov–Smirnov: above 1.95/√n with probability 0.001.
        let n = draws.len() as f64;
        let distance = draws.iter().enumerate().fold(0.0f64, |most, (rank, &x)| {
            most.max((rank as f64 / n - cdf(x)).abs()).max(((rank + 1) as f64 / n - cdf(x)).abs())
        });
        assert!(distance < 1.95 / n.sqrt(), "{distance}");
    }

    #[test]
    fn a_seed_repeats_and_another_does_not() {
        let draw = |seed| CellNoise::new(Epsilon::ONE, seed).add_to(&[1.0; 5]);
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn the_standard_error_of_the_papers_table() {
        assert!((standard_error(Epsilon::ONE, 15_757) - 0.011_266).abs() < 1e-6);
    }
}
