//! Integer noise with two geometric sides: the discrete Laplace distribution.

use super::bernoulli::exp_minus;
use super::bits::{BitsError, RandomBits};
use super::gcd;
use super::uniform::below;
use crate::dp::loss::Epsilon;
use crate::dp::loss::parameter::NANO;

/// Largest numerator and denominator of a scale. Products of a numerator with
/// the number of throws then stay far below 2^128: 2^48 throws in a row would
/// have to come up heads with probability 1/e each.
const LARGEST: u128 = 1 << 80;

/// The discrete Laplace distribution: `P(x) ∝ exp(−|x|/scale)` on the integers.
///
/// Added to every entry of an integer vector, it hides any one row.
///
/// # Guarantee
/// With scale Δ/ε, where Δ bounds the L1 distance between the vectors of two
/// neighbouring tables, the release is ε-differentially private, exactly: the
/// sampler uses integers only, so its probabilities are the ones on paper.
///
/// # Assumptions
/// The bits are uniform and independent, and the time that a draw takes is not
/// observed: it grows with the magnitude of the noise (Jin et al. 2022, arXiv
/// 2112.05307).
///
/// # Utility
/// Unbiased; standard deviation √(2q)/(1−q) with q = exp(−1/scale). For counts
/// no ε-private mechanism does better under any loss that grows with the error
/// (Ghosh, Roughgarden, Sundararajan 2009).
///
/// # Errors
/// A scale of zero or with terms above 2^80 is refused; a draw fails only when
/// the source of bits does.
///
/// # Citation
/// Canonne, Kamath, Steinke 2020, arXiv 2004.00010, Algorithm 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiscreteLaplace {
    /// Numerator of the scale.
    t: u128,
    /// Denominator of the scale.
    s: u128,
}

impl DiscreteLaplace {
    /// Noise of scale `t/s`. `None` when a term is zero or above 2^80.
    #[must_use]
    pub fn new(t: u128, s: u128) -> Option<Self> {
        let common = gcd(t, s);
        let fits = |term: &u128| (1..=LARGEST).contains(term);
        [t, s].iter().all(fits).then(|| Self { t: t / common, s: s / common })
    }

    /// Noise that makes a vector of L1 sensitivity `sensitivity` ε-differentially
    /// private: scale Δ/ε. `None` when the sensitivity is zero or above 2^50.
    #[must_use]
    pub fn calibrated(sensitivity: u64, epsilon: Epsilon) -> Option<Self> {
        // Δ/ε = Δ·10⁹ / (ε·10⁹), a ratio of integers.
        Self::new(u128::from(sensitivity) * u128::from(NANO), u128::from(epsilon.nano()))
    }

    /// The scale as a double, for accuracy statements only.
    #[must_use]
    pub fn scale(self) -> f64 {
        self.t as f64 / self.s as f64
    }

    /// One draw.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn sample(self, source: &mut (impl RandomBits + ?Sized)) -> Result<i128, BitsError> {
        let Self { t, s } = self;
        loop {
            // X = U + tV is geometric with P(X) ∝ exp(−X/t); ⌊X/s⌋ has P(y) ∝ exp(−ys/t).
            let u = below(t, source)?;
            if !exp_minus(u, t, source)? {
                continue;
            }
            let mut v = 0u128;
            while exp_minus(1, 1, source)? {
                v += 1;
            }
            let magnitude = u.saturating_add(t.saturating_mul(v)) / s;
            let magnitude = i128::try_from(magnitude).unwrap_or(i128::MAX);
            let negative = source.bits(1)? == 1;
            // Zero has one sign only, or it would be twice as likely.
            if !(negative && magnitude == 0) {
                return Ok(if negative { -magnitude } else { magnitude });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::{SeededBits, every_string};

    /// P(x) = (1−q)/(1+q) · q^|x| with q = exp(−s/t).
    fn probability(t: u128, s: u128, x: i128) -> f64 {
        let q = (-(s as f64) / t as f64).exp();
        -(-(s as f64) / t as f64).exp_m1() / (1.0 + q) * q.powf(x.unsigned_abs() as f64)
    }

    #[test]
    fn every_bit_string_gives_the_distribution() {
        for (t, s) in [(1, 1), (2, 1), (1, 2), (3, 2), (2, 3)] {
            let noise = DiscreteLaplace::new(t, s).unwrap();
            let (decided, undecided) = every_string(20, |source| noise.sample(source));
            assert!(undecided < 0.4, "{t}/{s}: {undecided}");
            for x in -6..=6 {
                let (mass, exact) = (decided.get(&x).copied().unwrap_or(0.0), probability(t, s, x));
                assert!(mass <= exact + 1e-12, "{t}/{s}, {x}: {mass} {exact}");
                assert!(exact <= mass + undecided + 1e-12, "{t}/{s}, {x}: {mass} {exact}");
                assert_eq!(decided.get(&x), decided.get(&-x), "{t}/{s}, {x}: the sign is a fair coin");
            }
        }
    }

    /// χ² of draws of one scale over cells of a claimed scale, in standard
    /// deviations above its mean.
    fn chi_squared(drawn: (u128, u128), claimed: (u128, u128), draws: u32, seed: u64) -> f64 {
        let [noise, claim] = [drawn, claimed].map(|(t, s)| DiscreteLaplace::new(t, s).unwrap());
        let scale = claim.scale();
        // P(X ≥ x) = q^x/(1+q), for an integer x ≥ 1.
        let tail = |x: f64| (-x / scale).exp() / (1.0 + (-1.0 / scale).exp());
        // Zero is a cell; on each side eight more, half a scale long.
        let width = (scale / 2.0).ceil();
        let starts: Vec<f64> = (0..8).map(|cell| 1.0 + width * f64::from(cell)).collect();
        let mut exact = vec![1.0 - 2.0 * tail(1.0)];
        for cell in 0..starts.len() {
            let next = starts.get(cell + 1).map_or(0.0, |&start| tail(start));
            exact.extend([tail(starts[cell]) - next; 2]);
        }
        let mut seen = vec![0.0; exact.len()];
        let mut source = SeededBits::new(seed);
        for _ in 0..draws {
            let x = noise.sample(&mut source).unwrap();
            let cell = starts.iter().take_while(|&&start| start <= x.unsigned_abs() as f64).count();
            seen[if cell == 0 { 0 } else { 2 * cell - usize::from(x > 0) }] += 1.0;
        }
        let (mut statistic, mut freedom) = (0.0, -1.0f64);
        for (seen, share) in seen.iter().zip(&exact) {
            let expected = share * f64::from(draws);
            if expected >= 5.0 {
                statistic += (seen - expected).powi(2) / expected;
                freedom += 1.0;
            }
        }
        (statistic - freedom) / (2.0 * freedom).sqrt()
    }

    #[test]
    fn a_million_draws_fit_the_distribution() {
        for (seed, scale) in (1..).zip([(1, 1), (10, 1), (1, 2), (7, 3)]) {
            let excess = chi_squared(scale, scale, 1_000_000, seed);
            assert!(excess.abs() < 4.0, "{scale:?}: {excess}");
        }
    }

    #[test]
    fn extreme_scales_fit_too() {
        let most = 1 << 80;
        let extremes = [(1, 4), (999_999_937, 1_000_000), (110 << 40, 3), (most, 1), (most, most - 1)];
        for (seed, scale) in (100..).zip(extremes) {
            let excess = chi_squared(scale, scale, 200_000, seed);
            assert!(excess.abs() < 4.0, "{scale:?}: {excess}");
        }
    }

    #[test]
    fn the_same_test_tells_a_wrong_scale() {
        for (drawn, claimed) in [((10, 1), (101, 10)), ((100, 101), (1, 1)), ((110 << 40, 3), (111 << 40, 3))]
        {
            let excess = chi_squared(drawn, claimed, 1_000_000, 5);
            assert!(excess > 4.0, "{drawn:?} {claimed:?}: {excess}");
        }
    }

    #[test]
    fn scales_beyond_the_bounds_are_refused() {
        assert_eq!(DiscreteLaplace::new(0, 1), None);
        assert_eq!(DiscreteLaplace::new(1, 0), None);
        assert_eq!(DiscreteLaplace::new((1 << 80) + 1, 1), None);
        assert_eq!(DiscreteLaplace::new(1, (1 << 80) + 1), None);
        assert_eq!(DiscreteLaplace::new(20, 10), DiscreteLaplace::new(2, 1));
    }
}
