//! Noise for previews and lessons: repeatable, floating point, not private.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use rand_distr::Exp1;

use super::loss::Epsilon;

/// Draws that look like the noise of a release, the same for the same seed.
///
/// **Never for a release**: whoever knows or guesses the seed can take the
/// noise off again, and floating point makes some values impossible. The type
/// says so too: these are numbers, and [`answer`](super::answer()) takes only
/// [`SystemBits`](super::SystemBits).
///
/// The difference of two geometric numbers of success probability 1 − exp(−ε/Δ)
/// is discrete Laplace of scale Δ/ε; the whole part of an exponential number is
/// geometric, at scales of any size.
#[must_use]
pub fn simulate_noise(epsilon: Epsilon, sensitivity: u64, n: usize, seed: u64) -> Vec<i64> {
    let scale = sensitivity as f64 / epsilon.to_f64();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut geometric = move || (rng.sample::<f64, _>(Exp1) * scale).floor();
    // Beyond the range of i64 the conversion stops at its ends.
    #[expect(clippy::cast_possible_truncation)]
    (0..n).map(|_| (geometric() - geometric()) as i64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_like_the_noise_of_a_release() {
        for (epsilon, sensitivity) in [("1", 1), ("0.1", 1), ("2", 7)] {
            let epsilon: Epsilon = epsilon.parse().unwrap();
            let draws = simulate_noise(epsilon, sensitivity, 200_000, 7);
            let q = (-epsilon.to_f64() / sensitivity as f64).exp();
            let mean = draws.iter().map(|&x| x as f64).sum::<f64>() / 2e5;
            let variance = draws.iter().map(|&x| (x as f64).powi(2)).sum::<f64>() / 2e5;
            let exact = 2.0 * q / (1.0 - q).powi(2);
            assert!(mean.abs() < 5.0 * (exact / 2e5).sqrt(), "{mean}");
            // The kurtosis is at most 6 + 1/variance.
            let error = exact * ((5.0 + 1.0 / exact) / 2e5).sqrt();
            assert!((variance - exact).abs() < 5.0 * error, "{variance} {exact}");
        }
    }

    #[test]
    fn is_repeatable_and_total() {
        let tiny: Epsilon = "1e-9".parse().unwrap();
        assert_eq!(simulate_noise(tiny, u64::MAX, 50, 3), simulate_noise(tiny, u64::MAX, 50, 3));
        assert_ne!(simulate_noise(tiny, 1, 50, 3), simulate_noise(tiny, 1, 50, 4));
    }
}
